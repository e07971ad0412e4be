import { formatPercent } from '../../format/number.ts'
import type { Measured } from '../cells.ts'
import { isSelected } from '../comparison/pairs.ts'
import type { HeldClaim } from './claims.ts'
import type { Verdict } from './judge-claim.ts'

/** Hold "the load was held" against all runs, those that were set aside among them. */
export function judgeHeld(claim: HeldClaim, { cells }: Measured): Verdict {
  const loads = cells
    .filter(cell => cell.workload === claim.workload && isSelected(cell, claim.cells))
    .flatMap(({ load }) => ('achieved' in load ? [load] : []))
  const runs = loads.flatMap(({ target, achieved }) =>
    achieved.map(({ run, quantity }) => ({ run, deviation: quantity.value / target.value - 1 })),
  )
  const [worst] = [...runs].sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation))
  if (!worst) return { holds: false, found: 'no run with a target', scope: '' }
  const outside = runs.filter(({ deviation }) => Math.abs(deviation) > claim.margin)
  const found = `${runs.length - outside.length} of ${runs.length} runs within ${formatPercent(claim.margin)} of the target, furthest ${worst.run} with ${formatPercent(worst.deviation, 2, true)}`
  const slack = claim.margin - Math.abs(worst.deviation)
  return {
    holds: outside.length <= claim.except,
    found,
    slack,
    scope:
      claim.except > 0
        ? `all but ${outside.length} of ${runs.length} runs`
        : `each of ${runs.length} runs`,
  }
}
