/** The runs of one cell, one a round, in the order of rounds; `NaN` in a round that it lacks. */
export interface Series {
  values: Float64Array
  /** `NaN` too where a value is not above zero. */
  logs: Float64Array
}

/** Cells, and in which power the geometric mean of each enters the ratio; the weights sum up to 0. */
export type Contrast = readonly { series: Series; weight: number }[]

export function toSeries(values: ArrayLike<number>): Series {
  const own = Float64Array.from(values)
  return { values: own, logs: own.map(value => (value > 0 ? Math.log(value) : Number.NaN)) }
}

/** The runs that there are. */
export function runsOf({ values }: Series): number[] {
  return [...values].filter(value => !Number.isNaN(value))
}

/**
 * The log of the ratio in each round in which all cells of the contrast have a run above zero,
 * `NaN` in the others: what all runs of a round share falls out of it.
 *
 * `perRound([{series: toSeries([2, 4]), weight: 1}, {series: toSeries([1, NaN]), weight: -1}]) // => [0.693…, NaN]`
 */
export function perRound(contrast: Contrast): Float64Array {
  const sums = new Float64Array(contrast[0]?.series.logs.length ?? 0)
  for (const { series, weight } of contrast) {
    for (let round = 0; round < sums.length; round++) {
      sums[round] = (sums[round] ?? 0) + weight * (series.logs[round] ?? Number.NaN)
    }
  }
  return sums
}

/** Of values by round, those that there are. */
export function present(values: Float64Array): number[] {
  return [...values].filter(value => !Number.isNaN(value))
}
