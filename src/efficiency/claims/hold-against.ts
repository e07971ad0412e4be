import { type Contrast, type Series, toSeries } from '../../statistics/comparison/contrast.ts'
import type { Assumption } from '../comparison/assumption.ts'

/** A value that a contrast is held against: of its ratio, or of its difference in base units. */
export interface Bound {
  of: 'ratio' | 'difference'
  value: number
}

/** One-sided p-values of "it does not lie above the bound" and "it does not lie below it". */
export interface Sides {
  above: number
  below: number
}

/**
 * Hold a contrast against another bound than none. What lies above the line is moved by the bound
 * (of values that may be below zero, what lies below it is multiplied), and the study's own test
 * says whether anything is left; so the p-value belongs to the interval that is printed.
 *
 * @returns undefined where the contrast cannot be compared
 */
export function holdAgainst(
  contrast: Contrast,
  bound: Bound,
  { compare }: Assumption,
): Sides | undefined {
  const compared = compare(move(contrast, bound))
  if (!compared) return undefined
  const { pValue, ratio, difference } = compared
  const isSigned = bound.of === 'difference' || contrast.some(({ series }) => series.isSigned)
  const isAbove = isSigned ? difference.value > 0 : (ratio?.value ?? 1) > 1
  const [toward, away] = [pValue / 2, 1 - pValue / 2]
  return isAbove ? { above: toward, below: away } : { above: away, below: toward }
}

function move(contrast: Contrast, { of, value }: Bound): Contrast {
  const isSigned = contrast.some(({ series }) => series.isSigned)
  if (of === 'ratio' && isSigned) {
    return contrast.map(({ series, weight }) => ({
      series,
      weight: weight < 0 ? weight * value : weight,
    }))
  }
  const above = contrast.reduce((sum, { weight }) => sum + Math.max(0, weight), 0)
  const moved = (series: Series) =>
    of === 'ratio'
      ? toSeries(series.values.map(own => own / value ** (1 / above)))
      : toSeries(
          series.values.map((own, round) =>
            isSigned || !Number.isNaN(series.logs[round]) ? own - value / above : Number.NaN,
          ),
          true,
        )
  return contrast.map(({ series, weight }) => {
    const same = of === 'difference' ? toSeries(series.values, true) : series
    return { series: weight > 0 ? moved(series) : same, weight }
  })
}

/** The contrast as it would be without one round. */
export function withoutRound(contrast: Contrast, round: number): Contrast {
  return contrast.map(({ series, weight }) => {
    const values = series.values.map((value, at) => (at === round ? Number.NaN : value))
    return { series: toSeries(values, series.isSigned), weight }
  })
}
