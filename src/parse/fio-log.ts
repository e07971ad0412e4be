import { head, toLines } from './input.ts'
import type { Parser } from './parser.ts'
import type { FioLog } from './record.ts'

const line = /^\s*\d+, \d+, [012], \d+(, (\d+|0x[0-9a-f]+)){0,3}\s*$/i

/**
 * Parse a time series that fio logged (`write_iops_log` and its kin).
 *
 * Nothing inside says what was logged, in which unit: the name does (`…_clat.1.log`), and
 * the fio of the same run (latency in microseconds before 3.0, in nanoseconds since).
 */
export const fioLog: Parser = {
  format: 'fio-log',
  describes: 'fio --write_iops_log, --write_bw_log, --write_lat_log',
  recognises: input =>
    toLines(head(input.text))
      .slice(0, 3)
      .some(text => line.test(text)),
  parse: input => {
    const samples: FioLog['samples'] = []
    let columns = 0
    const refused: number[] = []
    for (const [index, text] of toLines(input.text).entries()) {
      if (text.trim() === '') continue
      if (!line.test(text)) {
        refused.push(index + 1)
        continue
      }
      const fields = text.split(',').map(Number)
      columns = Math.max(columns, fields.length)
      samples.push([fields[0] ?? 0, fields[1] ?? 0, fields[2] ?? 0])
    }
    const measure = /_(iops|bw|lat|clat|slat)(\.\d+)?\.log$/.exec(input.path)?.[1]
    return {
      records: [{ kind: 'fio-log', place: { line: 1 }, measure, columns, samples }],
      remarks:
        refused.length === 0
          ? []
          : [
              {
                severity: 'warning',
                rule: 'damaged-log',
                reason: `Unexpected text on ${refused.length} ${refused.length === 1 ? 'line' : 'lines'}, expected \`time, value, direction, block size\`; the other lines are used`,
                line: refused[0],
              },
            ],
    }
  },
}
