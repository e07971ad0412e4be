import type { Reading } from '../../model/reading.ts'
import {
  arrayAt,
  findJsonObjects,
  isObject,
  type JsonObject,
  numberAt,
  objectAt,
  pointer,
  stringAt,
} from '../json.ts'
import type { Parser } from '../parser.ts'
import type { BlockStats } from '../record.ts'

/** What QEMU calls its counts, and their units. */
const fields = {
  rd_operations: 'IO',
  wr_operations: 'IO',
  rd_bytes: 'B',
  wr_bytes: 'B',
} as const

/**
 * Parse answers to QMP's `query-blockstats`: what the guest's disks have asked of QEMU's block
 * layer since they were attached. Two of them make a measurement; neither says when it was.
 */
export const qmpBlockstats: Parser = {
  format: 'qmp-blockstats',
  describes: 'answer of QEMU to query-blockstats',
  recognises: input =>
    /"return"\s*:\s*\[/.test(input.head) && /"rd_operations"\s*:/.test(input.text),
  parse: input => {
    const { documents, remarks } = findJsonObjects(input.text)
    const records = documents.flatMap(({ value, line }) =>
      isObject(value) ? toRecords(value, line) : [],
    )
    return { records, remarks }
  },
}

function toRecords(answer: JsonObject, line: number): BlockStats[] {
  return arrayAt(answer, 'return').flatMap((device, index): BlockStats[] => {
    const stats = isObject(device) ? objectAt(device, 'stats') : undefined
    if (!isObject(device) || !stats) return []
    const at = pointer('return', index)
    const counters = Object.entries(fields).flatMap(([name, unit]): Reading[] => {
      const value = numberAt(stats, name)
      const place = { pointer: at + pointer('stats', name) }
      return value === undefined ? [] : [{ name, value, unit, place }]
    })
    // A disk without a name, as of -blockdev, is known by the node below it or by its place.
    const names = [stringAt(device, 'device'), stringAt(device, 'node-name'), String(index)]
    const name = names.find(known => known !== undefined && known !== '') ?? ''
    return [{ kind: 'block-stats', place: { line, pointer: at }, device: name, counters }]
  })
}
