import type { Reading } from '../../model/reading.ts'
import { isObject, type JsonObject, numberAt, objectAt, pointer } from '../json.ts'
import type { FioDirection, FioLatency } from '../record.ts'
import { binMiddle } from './fio-bins.ts'

/**
 * What one job did in each direction. Any object that counts bytes and operations is a
 * direction, whatever its name: patched fios have their own. `old` is fio before 3.0.
 */
export function toFioDirections(
  job: JsonObject,
  at: string,
  line: number,
  old: boolean,
): FioDirection[] {
  return Object.entries(job).flatMap(([direction, value]) => {
    if (!isObject(value) || !('io_bytes' in value) || !('iops' in value)) return []
    const here = at + pointer(direction)
    const read = (name: string, unit: string) => toReading(value, name, unit, here, line)
    const transferred = read('io_bytes', old && isInKibibytes(value) ? 'KiB' : 'B')
    const runtime = read('runtime', 'ms')
    if (!transferred || !runtime) return []
    const completed = read('total_ios', 'IO')
    const latencies = (['slat', 'clat', 'lat'] as const).flatMap(part =>
      toLatency(value, part, here, line),
    )
    const iops = read('iops', 'IO/s')
    return {
      direction,
      ...(completed && { completed }),
      transferred,
      runtime,
      ...(iops && { iops }),
      latencies,
    }
  })
}

/** What every version of fio writes of a direction, and nothing can be computed without. */
const needed = ['io_bytes', 'iops', 'runtime']

/** Which of these a direction with I/Os lacks: somebody cut the report down. */
export function findLacking(job: JsonObject): string[] {
  return Object.entries(job).flatMap(([direction, value]) => {
    // `sync` has I/Os too, and is no direction.
    if (!isObject(value) || direction === 'sync') return []
    const isBusy = ['iops', 'bw', 'total_ios'].some(name => (numberAt(value, name) ?? 0) > 0)
    return isBusy ? needed.filter(name => !(name in value)).map(name => `${direction}/${name}`) : []
  })
}

/** `io_bytes` became bytes between 2.19 and 3.0, where the version does not tell; `bw` stayed KiB/s. */
function isInKibibytes(direction: JsonObject): boolean {
  const [bytes = 0, rate = 0, ms = 0] = ['io_bytes', 'bw', 'runtime'].map(name =>
    numberAt(direction, name),
  )
  const kibibytes = (rate * ms) / 1000
  return !('io_kbytes' in direction) && (kibibytes === 0 || bytes < 32 * kibibytes)
}

const latencyUnits: [suffix: string, unit: string][] = [
  ['_ns', 'ns'],
  ['_us', 'us'],
  ['_ms', 'ms'],
  ['', 'us'],
]

function toLatency(
  direction: JsonObject,
  part: FioLatency['part'],
  at: string,
  line: number,
): FioLatency[] {
  return latencyUnits.flatMap(([suffix, unit]) => {
    const latency = objectAt(direction, part + suffix)
    const here = at + pointer(part + suffix)
    const mean = latency && toReading(latency, 'mean', unit, here, line)
    if (!latency || !mean) return []
    const deviation = toReading(latency, 'stddev', unit, here, line)
    const [least, most] = ['min', 'max'].map(name => toReading(latency, name, unit, here, line))
    const percentile = objectAt(latency, 'percentile') ?? {}
    const percentiles = Object.keys(percentile).flatMap(name => {
      // fio 2.x fills unused places with "0.00" : 0.
      const reading = toReading(percentile, name, unit, here + pointer('percentile'), line)
      return reading && Number(name) > 0 ? reading : []
    })
    const bins = toBins(objectAt(latency, 'bins') ?? {})
    return {
      part,
      mean,
      ...(deviation && { deviation }),
      ...(least && most && { extremes: [least, most] as [Reading, Reading] }),
      percentiles,
      bins,
    }
  })
}

/** The first json+ numbered the bins, also the empty ones, between constants of fio. */
function toBins(bins: JsonObject): FioLatency['bins'] {
  const isNumbered = 'FIO_IO_U_PLAT_NR' in bins
  return Object.entries(bins)
    .map(([name, count]): [number, number] => {
      return [isNumbered ? binMiddle(Number(name)) : Number(name), Number(count)]
    })
    .filter(bin => bin.every(Number.isFinite) && !(isNumbered && bin[1] === 0))
    .sort((a, b) => a[0] - b[0])
}

function toReading(
  parent: JsonObject,
  name: string,
  unit: string,
  at: string,
  line: number,
): Reading | undefined {
  const value = numberAt(parent, name)
  return value === undefined
    ? undefined
    : { name, value, unit, place: { ...(line > 1 && { line }), pointer: at + pointer(name) } }
}
