import type { IngestedEntry } from '../study.ts'

export interface IngestCount {
  use: IngestedEntry['use']
  /** Format, with the version of the tool where the files say it: `fio-json (fio-3.33)`. */
  format: string
  count: number
}

/** Files by use, format and version of the tool, in code point order. */
export function countIngest(entries: IngestedEntry[]): IngestCount[] {
  const counts = new Map<string, IngestCount>()
  for (const { format, tool, use } of entries) {
    const name = tool === undefined ? format : `${format} (${tool})`
    const row = counts.get(`${use} ${name}`) ?? { use, format: name, count: 0 }
    row.count += 1
    counts.set(`${use} ${name}`, row)
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}
