import { formatContrast, formatContrastRange, formatContrastSpan } from '../../format/estimate.ts'
import { lowerFirst } from '../../format/lower-first.ts'
import { formatPValue } from '../../format/number.ts'
import type { Unit } from '../../model/quantity.ts'
import { toSelection } from '../../study/manifest/same-device.ts'
import type { Measured, Metric } from '../cells.ts'
import type { Compared } from '../estimate.ts'
import { toContrast } from './compare-cells.ts'
import { comparePairs, matchPairs, sortPairs } from './pairs.ts'

/** What two names of one device measure: differences that are none, by the bench’s own account. */
export interface NoiseFloor {
  unit: Unit
  average: Compared
  /** Of each pair by itself. */
  singles: Compared[]
}

/**
 * Compare the configurations that `same` in study.yaml declares to be one device under two names, as
 * all others are compared.
 *
 * @returns undefined where the study names none, or none of them can be compared
 */
export function toNoiseFloor(
  measured: Measured,
  metric: string,
  workload: string,
): NoiseFloor | undefined {
  const { same, factors } = measured.study.manifest
  const [left, right] = (same ?? []).map(pattern => toSelection(pattern, factors))
  if (!left || !right) return undefined
  const pairs = matchPairs(measured, workload, left, right)
  const { usable } = sortPairs(pairs, metric, measured)
  const average = comparePairs(usable, metric, measured)
  const unit = usable[0]?.left.results[metric]?.unit
  if (!average || unit === undefined) return undefined
  const singles = usable.flatMap(
    pair => measured.assumption.compare(toContrast([pair], metric)) ?? [],
  )
  return { unit, average, singles }
}

/** The noise floor of each of some metrics, as a sentence beside their comparisons. */
export function describeNoiseFloor(
  measured: Measured,
  metrics: readonly Pick<Metric, 'id' | 'label'>[],
  workload: string,
): string[] {
  const told = metrics.flatMap(({ id, label }) => {
    const floor = toNoiseFloor(measured, id, workload)
    return floor ? `${lowerFirst(label)} ${tell(floor)}` : []
  })
  const names = measured.study.manifest.same?.join(' and ')
  return told.length === 0
    ? []
    : [`Noise floor, ${names} being one device under two names: ${told.join('; ')}.`]
}

/** `+0.3 % [−1.2, +1.8] on average of 3 pairs, −1.1 % to +2.0 % in single ones` */
function tell({ unit, average, singles }: NoiseFloor): string {
  const { pValue } = average
  const single = `${formatContrast(average, unit)} ${formatContrastRange(average, unit)}`
  const all =
    singles.length > 1
      ? `${single} on average of ${singles.length} pairs, ${formatContrastSpan(singles, unit)} in single ones`
      : single
  return pValue < 0.05 ? `${all}, which is more than chance (${formatPValue(pValue)})` : all
}
