import type { Place } from '../model/place.ts'
import type { NoReading, Reading } from '../model/reading.ts'
import type { PerfCount } from './record.ts'

/** The words that perf prints in place of a count. */
export const noCount = /^<not (counted|supported)>$/

/** Build a count from the fields that all formats of `perf stat` share. */
export function toPerfCount(fields: {
  event: string
  /** The number as perf wrote it, in the C locale, or `<not counted>`. */
  value: string
  unit: string
  running?: number
  runTime?: number
  place: Place
}): PerfCount | undefined {
  const { event, value, unit, running, runTime, place } = fields
  const count = toCount(event, value, unit, place)
  return (
    count && {
      event,
      count,
      ...(runTime !== undefined && {
        runTime: { name: `${event} (run time)`, value: runTime, unit: 'ns', place },
      }),
      running: running ?? 100,
    }
  )
}

function toCount(
  name: string,
  value: string,
  unit: string,
  place: Place,
): Reading | NoReading | undefined {
  if (noCount.test(value)) return { name, missing: value, place }
  const number = Number(value)
  return value === '' || Number.isNaN(number) ? undefined : { name, value: number, unit, place }
}

/** `# started on Sun Nov 22 23:22:09 2026` */
export function startedOn(text: string): string | undefined {
  return /^# started on (.+?)\s*$/m.exec(text)?.[1]
}
