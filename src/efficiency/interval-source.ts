import type { Source } from '../model/place.ts'
import type { Intervals } from '../study/study.ts'

/** One interval of a log as the tool wrote it; of several logs the sum, which stands in none of them. */
export function toIntervalSource(
  { values, source, logs, written }: Intervals,
  at: number,
  name: string,
): Source {
  const { unit, size, lines } = written
  return {
    ...source,
    place: { line: logs === 1 ? (lines?.[at] ?? at + 1) : 1 },
    name: logs === 1 ? name : `${name}, sum of ${logs} logs`,
    value: (values[at] ?? 0) / size,
    unit,
  }
}
