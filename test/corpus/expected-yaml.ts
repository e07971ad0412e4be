import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FioJob, PerfCount } from '../../src/parse/record.ts'
import { corpus } from './corpus.ts'
import { blocksOf, jobsOf, type Published } from './published.ts'

/** `name: value` a line; a name comes again for each interval. */
function pairsOf(path: string): [name: string, value: number][] {
  return readFileSync(join(corpus, path), 'utf8')
    .split('\n')
    .filter(line => line.includes(': '))
    .map(line => [line.slice(0, line.lastIndexOf(': ')), Number(line.slice(line.lastIndexOf(': ') + 2))])
}

/** What another parser of fio's JSON makes of one report. */
export function fioExpected(): Published[] {
  const path = 'fio/json/fio-3.19-10-g3bd2_mmap_24jobs'
  const job = jobsOf(`${path}.json`)[0] as FioJob
  return pairsOf(`${path}.expected.yaml`).map(([name, published]) => {
    return { file: `${path}.json`, name, published, ours: fioValue(job, name), tolerance: 1e-6 }
  })
}

function fioValue(job: FioJob, name: string): number | undefined {
  const [, step, unit] = /^latency_(.*?)(us|ms)%$/.exec(name) ?? []
  if (step !== undefined) {
    return job.shares?.find(share => share.name === `latency_${unit}/${step}`)?.value ?? 0
  }
  const [, of, what = ''] = /^(read|write)_(.*)$/.exec(name) ?? []
  const direction = job.directions.find(({ direction }) => direction === (of ?? 'read'))
  if (!direction) return undefined
  if (name === 'workload') return direction.completed?.value
  const seconds = direction.runtime.value / 1000
  // Its bandwidth comes from whole KiB/s, as fio prints them.
  if (what === 'bw_MBps')
    return seconds === 0 ? 0 : Math.floor(direction.transferred.value / seconds / 1024) / 1024
  if (what === 'iops') return direction.iops?.value
  const [, part, statistic = ''] = /^(clat|slat)_(.*?)(?:_ns|_us)?$/.exec(what) ?? []
  const latency = direction.latencies.find(latency => latency.part === part)
  if (statistic === 'mean') return latency?.mean.value
  if (statistic === 'stddev') return latency?.deviation?.value
  const percent = statistic.replace('%', '.')
  return latency?.percentiles.find(({ name }) => name.startsWith(percent))?.value
}

/** The ratios that it derives: [numerator, denominator, factor]. */
const ratios: { [name: string]: [string, string, number] } = {
  ipc: ['instructions', 'cpu-cycles', 1],
  cpi: ['cpu-cycles', 'instructions', 1],
  'cache-miss-rate%': ['cache-misses', 'cache-references', 100],
  'cycles-between-cache-misses': ['cpu-cycles', 'cache-misses', 1],
  MPKI: ['cache-misses', 'instructions', 1000],
  'branch-miss-rate%': ['branch-misses', 'branch-instructions', 100],
  'dTLB-load-miss-rate%': ['dTLB-load-misses', 'dTLB-loads', 100],
  'dTLB-store-miss-rate%': ['dTLB-store-misses', 'dTLB-stores', 100],
  'iTLB-load-miss-rate%': ['iTLB-load-misses', 'iTLB-loads', 100],
  'instructions-per-iTLB-miss': ['instructions', 'iTLB-load-misses', 1],
  'node-load-miss-rate%': ['node-load-misses', 'node-loads', 100],
  'node-store-miss-rate%': ['node-store-misses', 'node-stores', 100],
}

/**
 * What another parser makes of intervals: `i.` the rate in each, `ps.` and `total.` over all
 * but the last, which may be cut, though it divides by the time that includes it.
 */
export function perfExpected(): Published[] {
  return [1, 2, 3].flatMap(number => {
    const path = `perf/csv/lkp_interval_${number}`
    const counts = blocksOf(`${path}.txt`)[0]?.counts ?? []
    const ends = [...new Set(counts.map(row => row.interval ?? 0))]
    let interval = -1
    return pairsOf(`${path}.expected.yaml`).map(([name, published]): Published => {
      if (name === 'time') interval += 1
      const [, group, key = ''] = /^(i|ps|total|overall)\.(.*)$/.exec(name) ?? []
      const rows = counts.filter(({ interval: end = 0 }) =>
        group === 'i' ? end === ends[interval] : end !== ends.at(-1),
      )
      const length = (ends[interval] ?? 0) - (ends[interval - 1] ?? 0)
      const divisor = group === 'i' ? length : group === 'ps' ? (ends.at(-1) ?? 1) : 1
      const ours = name === 'time' ? ends[interval] : valueOf(rows, key, divisor)
      const wrong = reasonOf(key)
      return { file: `${path}.txt`, name, published, ours, tolerance: 1e-7, ...(wrong && { wrong }) }
    })
  })
}

function valueOf(rows: PerfCount[], key: string, divisor: number): number | undefined {
  const ratio = ratios[key]
  if (ratio) {
    const [a, b] = [sumOf(rows, ratio[0]), sumOf(rows, ratio[1])]
    // Its loads of a node or a TLB are those that hit; misses come on top.
    const all = /^(node|[di]TLB)-/.test(key) && a !== undefined && b !== undefined ? a + b : b
    return a === undefined || !all ? undefined : (a / all) * ratio[2]
  }
  const total = sumOf(rows, key)
  return total === undefined ? undefined : total / divisor
}

function sumOf(rows: PerfCount[], event: string): number | undefined {
  const counts = rows.filter(row => row.event === event).map(row => row.count)
  const values = counts.flatMap(count => ('value' in count ? [count.value] : []))
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0)
}

function reasonOf(key: string): string | undefined {
  if (key.startsWith('metric.')) return 'perf’s own arithmetic, which is never read'
  return key === 'msec' ? 'a unit taken for an event, where blanks separate' : undefined
}
