import type { Reading } from '../model/reading.ts'
import { isObject, type JsonObject, numberAt, objectAt, pointer } from './json.ts'
import type { FioDirection, FioLatency } from './record.ts'

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
    const transferred = read('io_bytes', old ? 'KiB' : 'B')
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
    const percentile = objectAt(latency, 'percentile') ?? {}
    const percentiles = Object.keys(percentile).flatMap(name => {
      // fio 2.x fills unused places with "0.00" : 0.
      const reading = toReading(percentile, name, unit, here + pointer('percentile'), line)
      return reading && Number(name) > 0 ? reading : []
    })
    const bins = Object.entries(objectAt(latency, 'bins') ?? {})
      .map(([edge, count]): [number, number] => [Number(edge), Number(count)])
      .filter(bin => bin.every(Number.isFinite))
      .sort((a, b) => a[0] - b[0])
    return { part, mean, ...(deviation && { deviation }), percentiles, bins }
  })
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
