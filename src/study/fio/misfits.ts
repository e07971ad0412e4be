import { decimalsFor, formatNumber } from '../../format/number.ts'
import type { Reading } from '../../model/reading.ts'
import type { FioDirection, FioLatency } from '../../parse/record.ts'
import { percentileOfBins } from '../../statistics/percentile/percentile-of-bins.ts'

/** Latencies that one report tells in several ways that do not fit together. */
export interface Misfit {
  /** What cannot be trusted. */
  parts: FioLatency['part'][]
  /** `bins whose mean is 12.3 us beside a mean of 0.0123 us` */
  told: string
}

/** A bin is less than 1/32 wide, and percentiles are printed as its middle. */
const binTolerance = 0.05
/** I/Os in flight at the end are in the one count and not in the other; both are whole numbers. */
const countTolerance = 0.001
/** Share of all I/Os by which the rank of a percentile may be off. */
const rankTolerance = 0.002
/** Fewer bins or I/Os than this say nothing. */
const fewest = 100
const sumTolerance = 0.1
/** fio writes them as whole numbers of their unit. */
const extremeTolerance = 0.01

/**
 * What a direction says of its latencies in several ways: the mean, percentiles and bins of one
 * part are of the same I/Os, the bins hold all of them, and submission and completion add up to the
 * whole.
 *
 * @param completed I/Os of the direction
 * @param inFlight how many I/Os its options allow in flight, where they say it
 */
export function findMisfits(
  { latencies }: FioDirection,
  completed: number | undefined,
  inFlight = 1,
): Misfit[] {
  const own = latencies.flatMap(latency => {
    const told = [
      compareWithExtremes(latency),
      compareWithMean(latency),
      compareWithCount(latency, completed, inFlight),
      compareWithBins(latency),
      compareWithPercentiles(latency),
    ].find(found => found !== undefined)
    return told === undefined ? [] : [{ parts: [latency.part], told }]
  })
  return own.length > 0 ? own : compareSum(latencies)
}

/** No mean lies outside of what it is the mean of. */
function compareWithExtremes({ mean, extremes }: FioLatency): string | undefined {
  if (!extremes || !(mean.value > 0)) return undefined
  const [least, most] = extremes.map(({ value }) => value) as [number, number]
  const isBetween =
    mean.value >= least * (1 - extremeTolerance) && mean.value <= most * (1 + extremeTolerance)
  return isBetween
    ? undefined
    : `a mean of ${say(mean.value, mean.unit)} beside a shortest of ${say(least, mean.unit)} and a longest of ${say(most, mean.unit)}`
}

function compareWithMean({ bins, mean }: FioLatency): string | undefined {
  const count = countOf(bins)
  if (count < fewest || !(mean.value > 0)) return undefined
  const binned = bins.reduce((sum, [value, n]) => sum + value * n, 0) / count
  return isApart(binned, mean.value, binTolerance)
    ? `bins whose mean is ${say(binned, mean.unit)} beside a mean of ${say(mean.value, mean.unit)}`
    : undefined
}

function compareWithCount(
  { bins }: FioLatency,
  completed: number | undefined,
  inFlight: number,
): string | undefined {
  const count = countOf(bins)
  if (completed === undefined || completed < fewest || count === 0) return undefined
  const isOther = Math.abs(count - completed) > countTolerance * completed + 2 * inFlight
  return isOther ? `bins that hold ${count} of ${completed} I/Os` : undefined
}

/** A percentile lies where the bins have as large a share of all I/Os below and above it. */
function compareWithBins({ bins, percentiles, mean }: FioLatency): string | undefined {
  const count = countOf(bins)
  if (count < fewest) return undefined
  const wrong = percentiles.find(reading => {
    const value = toNanoseconds(reading) / toNanoseconds({ ...mean, value: 1 })
    const share = Number.parseFloat(reading.name) / 100
    const below = countOf(bins.filter(([at]) => at < value * (1 - binTolerance))) / count
    const upTo = countOf(bins.filter(([at]) => at <= value * (1 + binTolerance))) / count
    const slack = rankTolerance + 1 / count
    return below > share + slack || upTo < share - slack
  })
  if (!wrong) return undefined
  const percent = Number.parseFloat(wrong.name)
  const binned = percentileOfBins(bins, percent) ?? 0
  return `a p${percent} of ${say(wrong.value, wrong.unit)} beside bins of which it is ${say(binned, mean.unit)}`
}

/** No percentile is below a lower one, and the I/Os above each weigh on the mean. */
function compareWithPercentiles({ percentiles, mean }: FioLatency): string | undefined {
  const ranked = percentiles
    .map(reading => ({
      share: Number.parseFloat(reading.name) / 100,
      value: toNanoseconds(reading),
    }))
    .sort((a, b) => a.share - b.share)
  const falls = ranked.find(({ value }, at) => value < (ranked[at - 1]?.value ?? 0))
  if (falls) return `a p${falls.share * 100} below a lower percentile`
  const least = ranked.reduce(
    (sum, { share, value }, at) => sum + ((ranked[at + 1]?.share ?? 1) - share) * value,
    0,
  )
  return mean.value > 0 && least * (1 - binTolerance) > toNanoseconds(mean)
    ? `percentiles that need a mean of ${say(least, 'ns')} at least beside a mean of ${say(mean.value, mean.unit)}`
    : undefined
}

/** Submission and completion are the whole, of every I/O and so of their means. */
function compareSum(latencies: FioLatency[]): Misfit[] {
  const [slat = 0, clat = 0, lat = 0] = (['slat', 'clat', 'lat'] as const).map(part => {
    const mean = latencies.find(latency => latency.part === part)?.mean
    return mean && toNanoseconds(mean)
  })
  if (slat === 0 || clat === 0 || lat === 0 || !isApart(slat + clat, lat, sumTolerance)) return []
  const told = `submission and completion of ${say(slat + clat, 'ns')} together beside a latency of ${say(lat, 'ns')}`
  return [{ parts: ['clat', 'lat'], told }]
}

const nanoseconds: { [unit: string]: number } = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 }

function toNanoseconds({ value, unit }: Pick<Reading, 'value' | 'unit'>): number {
  return value * (nanoseconds[unit] ?? 1)
}

function countOf(bins: FioLatency['bins']): number {
  return bins.reduce((total, [, count]) => total + count, 0)
}

function isApart(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) > tolerance * Math.min(a, b)
}

function say(value: number, unit: string): string {
  return `${formatNumber(value, decimalsFor(value))} ${unit}`
}
