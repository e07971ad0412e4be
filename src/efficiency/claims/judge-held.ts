import { formatPercent } from '../../format/number.ts'
import type { Measured } from '../cells.ts'
import { isSelected } from '../comparison/pairs.ts'
import type { HeldClaim } from './claims.ts'
import type { Verdict } from './judge-claim.ts'

/** Hold "the load was held", or "was missed", against all runs, those that were set aside among them. */
export function judgeHeld(claim: HeldClaim, { cells }: Measured): Verdict {
  const loads = cells
    .filter(cell => cell.workload === claim.workload && isSelected(cell, claim.cells))
    .flatMap(({ load }) => ('achieved' in load ? [load] : []))
  const runs = loads
    .flatMap(({ target, achieved }) =>
      achieved.map(({ run, quantity }) => ({ run, deviation: quantity.value / target.value - 1 })),
    )
    .sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation))
  const decisive = claim.isMissed ? runs.at(-1) : runs[0]
  if (!decisive) return { holds: false, found: 'no run with a target', scope: '' }
  const isOutside = ({ deviation }: { deviation: number }) => Math.abs(deviation) > claim.margin
  const against = runs.filter(run => isOutside(run) !== claim.isMissed).length
  const within = runs.filter(run => !isOutside(run)).length
  const side = claim.isMissed ? 'nearest' : 'furthest'
  const distance = claim.margin - Math.abs(decisive.deviation)
  return {
    holds: against <= claim.except,
    found: `${within} of ${runs.length} runs within ${formatPercent(claim.margin)} of the target, ${side} ${decisive.run} with ${formatPercent(decisive.deviation, 2, true)}`,
    slack: claim.isMissed ? -distance : distance,
    scope:
      claim.except > 0 ? `all but ${against} of ${runs.length} runs` : `all ${runs.length} runs`,
  }
}
