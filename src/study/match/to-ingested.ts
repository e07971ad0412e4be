import type { IngestedEntry } from '../study.ts'
import type { Placed } from './placed.ts'

/** Formats that say how a run was made, but hold no measurement of their own. */
const silent = ['fio-job-file', 'fio-iolog', 'perf-report', 'text', 'binary', 'empty']

/** What became of a file, for the list of all of them: nothing is dropped without a word. */
export function toIngested({ file, entry, assignment }: Placed): IngestedEntry {
  const { bytes, sha256, format } = entry
  const tool = entry.records.flatMap(record => ('tool' in record ? [record.tool] : []))[0]
  const base = {
    archive: file.archive,
    path: entry.path,
    bytes,
    sha256,
    format,
    ...(tool !== undefined && { tool }),
  }
  if (assignment.use === 'none') {
    const isUnknown = format === 'text' || format === 'binary'
    const begins = entry.firstLine ? `; begins: ${entry.firstLine}` : ''
    return {
      ...base,
      use: isUnknown ? 'not-recognised' : 'not-needed',
      detail: assignment.why + begins,
    }
  }
  if (assignment.use === 'run' && silent.includes(format)) {
    return { ...base, use: 'not-needed', detail: `beside ${assignment.key}` }
  }
  return { ...base, use: assignment.use, detail: assignment.key }
}
