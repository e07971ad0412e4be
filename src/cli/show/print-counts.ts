import { formatNumber } from '../../format/number.ts'
import { toPlain } from '../../format/plain.ts'
import { pathInArchive } from '../../message/path-in-archive.ts'
import type { DigestEntry } from '../../parse/digest.ts'
import type { FioLog, PerfStat } from '../../parse/record.ts'
import type { Side } from '../compare/read-side.ts'
import { compress, drawBars } from './draw.ts'

const mostFiles = 40
const width = 52

/** Files without a report of a load: what was counted or logged in each, and what it is. */
export function printCounts({ digests, shown }: Pick<Side, 'digests' | 'shown'>): string {
  const files = digests.flatMap(({ archive, entries }) =>
    entries.map(entry => ({ place: pathInArchive(archive.path, entry.path), entry })),
  )
  if (files.length === 0) return `${shown}: no file\n`
  const told = files
    .slice(0, mostFiles)
    .flatMap(({ place, entry }) => [
      `${place}  ${entry.format}${entry.firstLine === undefined ? '' : `: ${entry.firstLine}`}`,
      ...describe(entry),
    ])
  const more = files.length - mostFiles
  return `${[
    ...told,
    ...(more > 0 ? [`… and ${more} more files`] : []),
    '',
    'no report of a load: costs are counts by the work of one, which lies beside them or in them',
  ].join('\n')}\n`
}

function describe({ records }: DigestEntry): string[] {
  return records.flatMap(record => {
    if (record.kind === 'perf-stat') return describePerf(record)
    return record.kind === 'fio-log' ? describeLog(record) : []
  })
}

function describePerf({ target, elapsed, counts }: PerfStat): string[] {
  const seconds = elapsed ? ` in ${elapsed.value} s` : ''
  const rows = counts.slice(0, mostFiles).map(({ event, count, running }) => {
    const value =
      'missing' in count
        ? count.missing
        : `${toPlain(formatNumber(count.value, 0))} ${count.unit === 'msec' ? 'ms' : ''}`.trim()
    const share = running < 100 ? `  (counted ${running} % of the time)` : ''
    return `  ${value.padStart(20)}  ${event}${share}`
  })
  const head = target === undefined ? seconds.trim() : `${target}${seconds}`
  return [...(head === '' ? [] : [`  ${head}`]), ...rows]
}

function describeLog({ measure, samples }: FioLog): string[] {
  const values = samples.map(([, value]) => value)
  if (values.length < 2) return []
  const [least, most] = [Math.min(...values), Math.max(...values)].map(value =>
    toPlain(formatNumber(value, 0)),
  )
  const unit = measure === 'bw' ? ' KiB/s' : measure === 'iops' ? ' IO/s' : ''
  return [
    `  ${drawBars(compress(values, width))}`,
    `  ${values.length} values of ${measure ?? 'a log'}, ${least} to ${most}${unit}`,
  ]
}
