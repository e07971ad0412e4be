import type { Source } from '../../model/place.ts'
import type { Quantity } from '../../model/quantity.ts'
import type { FioDirection, FioLatency } from '../../parse/record.ts'
import { type Bin, mergeBins } from '../../statistics/percentile/histogram.ts'
import { percentileOfBins } from '../../statistics/percentile/percentile-of-bins.ts'
import { percentiles } from '../percentiles.ts'
import type { Load } from '../study.ts'
import { type Located, toQuantity, toSource } from '../to-quantity.ts'
import type { Contradiction } from './contradictions.ts'
import { toCompleted } from './directions.ts'

type Latencies = Pick<Load, 'latency' | 'totalLatency' | 'percentiles' | 'bins' | 'setAside'>

/** Latencies over all jobs and directions, less what their report contradicts. */
export function toLatencies(
  directions: Located<FioDirection>[],
  contradictions: readonly Contradiction[],
): Latencies {
  const whyNot = (part: FioLatency['part']) =>
    contradictions.filter(({ parts }) => parts.includes(part)).at(-1)?.why
  const isTrusted = (part: FioLatency['part']) => whyNot(part) === undefined
  return {
    latency: isTrusted('clat') ? toLatency(directions, 'clat') : undefined,
    totalLatency: isTrusted('lat') ? toLatency(directions, 'lat') : undefined,
    ...(isTrusted('clat') && (mergePercentiles(directions) ?? readPercentiles(directions))),
    ...(contradictions.length > 0 && {
      setAside: { latency: whyNot('clat'), totalLatency: whyNot('lat') },
    }),
  }
}

/**
 * A mean latency, each direction weighted by its I/Os. Where fio measured none, as under
 * `gtod_reduce`, it writes 0.
 */
function toLatency(
  directions: Located<FioDirection>[],
  part: 'clat' | 'lat',
): Quantity<'s'> | undefined {
  let total = 0
  let count = 0
  const sources: Source[] = []
  for (const direction of directions) {
    const { file, record } = direction
    const mean = record.latencies.find(latency => latency.part === part)?.mean
    const weight = toCompleted(direction)?.value
    if (!mean?.value || weight === undefined) return undefined
    total += toQuantity(mean, 's', file).value * weight
    count += weight
    sources.push(toSource(mean, file))
  }
  return { value: total / count, unit: 's', sources }
}

/** Percentiles of completion latency over all jobs and directions, from their bins together. */
function mergePercentiles(
  directions: Located<FioDirection>[],
): Pick<Load, 'percentiles' | 'bins'> | undefined {
  const parts = directions.map(({ file, record }) => ({
    file,
    latency: record.latencies.find(({ part, bins }) => part === 'clat' && bins.length > 0),
  }))
  const sources: Source[] = []
  const all: Bin[][] = []
  for (const { file, latency } of parts) {
    if (!latency) return undefined
    const { place, unit } = latency.mean
    const at = { ...place, pointer: place.pointer?.replace(/mean$/, 'bins/*') }
    const count = latency.bins.reduce((total, bin) => total + bin[1], 0)
    sources.push({ file, place: at, name: 'completion latency bins', value: count, unit: 'IO' })
    all.push(latency.bins.map(([middle, n]) => [middle * (unit === 'us' ? 1e-6 : 1e-9), n]))
  }
  const merged = mergeBins(all)
  const entries = percentiles.flatMap(percent => {
    const value = percentileOfBins(merged, percent)
    return value === undefined ? [] : [[`p${percent}`, { value, unit: 's' as const, sources }]]
  })
  return { percentiles: Object.fromEntries(entries), bins: merged }
}

/**
 * Percentiles as fio printed them, where there are no bins: of the only job and direction, as
 * percentiles of several cannot be put together.
 */
function readPercentiles(directions: Located<FioDirection>[]): Pick<Load, 'percentiles'> {
  const [only, second] = directions
  const latency = only?.record.latencies.find(({ part }) => part === 'clat')
  if (!only || second || !latency?.mean.value) return {}
  const entries = percentiles.flatMap(percent => {
    const reading = latency.percentiles.find(({ name }) => Number.parseFloat(name) === percent)
    return reading ? [[`p${percent}`, toQuantity(reading, 's', only.file)]] : []
  })
  return entries.length > 0 ? { percentiles: Object.fromEntries(entries) } : {}
}
