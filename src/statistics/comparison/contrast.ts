/** The runs of one cell, one a round, in the order of rounds; `NaN` in a round that it lacks. */
export interface Series {
  values: Float64Array
  /** `NaN` too where a value is not above zero. */
  logs: Float64Array
  /** Whether values may be below zero, as slopes and net costs can: then differences decide. */
  isSigned: boolean
}

/** Cells, and the factor with which each enters the difference; the weights sum up to 0. */
export type Contrast = readonly { series: Series; weight: number }[]

export function toSeries(values: ArrayLike<number>, isSigned = false): Series {
  const own = Float64Array.from(values)
  return {
    values: own,
    logs: own.map(value => (value > 0 ? Math.log(value) : Number.NaN)),
    isSigned,
  }
}

/** The runs that there are. */
export function runsOf({ values }: Pick<Series, 'values'>): number[] {
  return present(values)
}

/**
 * The log of the ratio in each round in which all cells of the contrast have a run above zero,
 * `NaN` in the others: what all runs of a round share falls out of it.
 *
 * `perRound([{series: toSeries([2, 4]), weight: 1}, {series: toSeries([1, NaN]), weight: -1}]) // => [0.693…, NaN]`
 */
export function perRound(contrast: Contrast): Float64Array {
  return sumUp(contrast, ({ logs }) => logs)
}

/** The same of the difference; of series that are compared by logs, in the rounds that have one. */
export function differencesPerRound(contrast: Contrast): Float64Array {
  return sumUp(contrast, comparable)
}

/** The sums of both sides of a difference, in the rounds that all cells have. */
export function sidesPerRound(contrast: Contrast): { above: number[]; below: number[] } {
  const isWhole = (_: number, round: number) =>
    contrast.every(({ series }) => !Number.isNaN(comparable(series)[round]))
  const side = (sign: 1 | -1) =>
    sumUp(
      contrast
        .filter(({ weight }) => sign * weight > 0)
        .map(({ series, weight }) => ({ series, weight: Math.abs(weight) })),
      comparable,
    )
  return {
    above: [...side(1)].filter(isWhole),
    below: [...side(-1)].filter(isWhole),
  }
}

function comparable({ values, logs, isSigned }: Series): Float64Array {
  return isSigned
    ? values
    : values.map((value, at) => (Number.isNaN(logs[at]) ? Number.NaN : value))
}

function sumUp(contrast: Contrast, of: (series: Series) => Float64Array): Float64Array {
  const sums = new Float64Array(contrast[0]?.series.logs.length ?? 0)
  for (const { series, weight } of contrast) {
    const own = of(series)
    for (let round = 0; round < sums.length; round++) {
      sums[round] = (sums[round] ?? 0) + weight * (own[round] ?? Number.NaN)
    }
  }
  return sums
}

/** Of values by round, those that there are. */
export function present(values: Float64Array): number[] {
  return [...values].filter(value => !Number.isNaN(value))
}
