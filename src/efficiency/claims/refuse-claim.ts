import { formatNumber } from '../../format/number.ts'
import type { Measured } from '../cells.ts'
import type { Claim } from './claims.ts'
import { judgeClaim } from './judge-claim.ts'

/** A claim that proves nothing, and the line to write in its place. */
export interface Refusal {
  reason: string
  write: string
}

/**
 * Why a claim can hardly fail, whatever was measured; undefined where it can. Not to have found a
 * difference holds of any two sides that were measured badly enough; and that loads were equal holds
 * once the runs that missed theirs have been set aside.
 */
export function refuseClaim(that: string, claim: Claim, efficiency: Measured): Refusal | undefined {
  if (claim.relation !== '~') return undefined
  if (isHeldRate(claim, efficiency)) {
    const margin = claim.margin?.unit === '%' ? claim.margin.value : 0.03
    return {
      reason: 'that loads were equal, after runs that missed theirs were set aside',
      write: `all held in ${claim.workload} within ${toPercent(margin)}`,
    }
  }
  if (claim.margin) return undefined
  const least = findLeastMargin(claim, efficiency)
  return {
    reason:
      'that no difference was found, which holds of any two sides that were measured badly enough',
    write: `${that} within ${least === undefined ? 'MARGIN' : toPercent(least)}`,
  }
}

/** Whether what is compared is the rate that the workload fixes. */
function isHeldRate({ metric, workload }: Claim, { study }: Measured): boolean {
  const { target } = study.manifest.workloads[workload] ?? {}
  return metric === { 'IO/s': 'iops', 'B/s': 'bandwidth' }[target?.unit ?? 'IO/s'] && !!target
}

/** The least share, of whole per cents, within which the data would support it. */
function findLeastMargin(claim: Claim, efficiency: Measured): number | undefined {
  const shares = [...Array.from({ length: 100 }, (_, percent) => (percent + 1) / 100), 2, 5, 10]
  return shares.find(
    value => judgeClaim({ ...claim, margin: { value, unit: '%' } }, efficiency).holds,
  )
}

function toPercent(share: number): string {
  return `${formatNumber(share * 100, Number.isInteger(Math.round(share * 1e6) / 1e4) ? 0 : 1)} %`
}
