import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FioDirection, FioJob, PerfStat } from '../../src/parse/record.ts'
import { selectIntervals } from '../../src/study/counters/select-intervals.ts'
import { toCounters } from '../../src/study/counters/to-counters.ts'
import { toLoad } from '../../src/study/fio/to-load.ts'
import { corpus, readCorpusFile } from './corpus.ts'

/** A value that somebody published about a file, and what we read from that file. */
export interface Published {
  file: string
  name: string
  published: number
  ours: number | undefined
  /** How far apart they may be, of the published value: how many digits it was printed with. */
  tolerance: number
  /** Why they differ, where the published one is wrong or is of something else. */
  wrong?: string
}

const file = { archive: '.', sha256: '', entry: 'x' }

export function agrees({ published, ours, tolerance }: Published): boolean {
  if (ours === undefined) return false
  return Math.abs(ours - published) <= Math.max(Math.abs(published) * tolerance, 1e-12)
}

export function rowsOf(path: string): { [column: string]: string }[] {
  const [head = '', ...lines] = readFileSync(join(corpus, path), 'utf8').trimEnd().split('\n')
  const columns = head.split('\t')
  return lines.map(line => {
    const cells = line.split('\t')
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
  })
}

export function jobsOf(path: string): FioJob[] {
  return readCorpusFile(path).records.filter(record => record.kind === 'fio-job')
}

export function blocksOf(path: string): PerfStat[] {
  return readCorpusFile(path).records.filter(record => record.kind === 'perf-stat')
}

function loadOf(jobs: FioJob[]) {
  const result = toLoad(
    jobs.map(record => ({ file, record })),
    [],
  )
  if ('remark' in result) throw new Error(result.remark.reason)
  return result.load
}

/** Counts of a block, summed as a study sums them. */
function amountsOf(block: PerfStat): { [event: string]: number } {
  const counters = toCounters([{ file, record: block }])
  return Object.fromEntries(
    Object.entries(counters).flatMap(([event, counted]) =>
      'missing' in counted ? [] : [[event, counted.amount.value]],
    ),
  )
}

/** Four jobs one after another in one fio report, perf's intervals of 20 s over all of them. */
export function cephCrimson(): Published[] {
  const folder = 'artifacts/ceph-crimson-perfjson'
  return rowsOf(`${folder}/VALUES.tsv`).map(row => {
    const [, depth = '', job = ''] = /^qd(\d+) (\S+)$/.exec(row.config ?? '') ?? []
    const path = `${folder}/FIO/sea_1osd_1reactor_custom_default_rc_1job_${depth}io_p0.json`
    const ours = cephValues(path, perfFile(folder, depth), job)[row.quantity ?? '']
    const isDerived = row.id === 'derived'
    const published = Number(isDerived ? row.recomputed_from_raw : row.published_value)
    const name = `${row.config} ${row.quantity}`
    // fio prints whole KiB/s.
    const tolerance = row.quantity === 'bandwidth' ? 1 / published : isDerived ? 1e-6 : 1e-9
    return { file: path, name, published, ours, tolerance }
  })
}

function cephValues(path: string, perf: string, job: string) {
  const jobs = jobsOf(path)
  const { completed, transferred, duration, latency, window } = loadOf(
    jobs.filter(({ name }) => name === job),
  )
  // perf began about a second before the first job, as its owners say.
  const begin = (jobs[0]?.startedAt ?? 0) / 1000 - 1
  const [from = 0, to = 0] = (window ?? []).map(ms => ms / 1000 - begin)
  const amounts = amountsOf(selectIntervals(blocksOf(perf)[0] as PerfStat, from, to))
  const perIo = (event: string) => (amounts[event] ?? Number.NaN) / completed.value
  const values: { [quantity: string]: number | undefined } = {
    IOPS: completed.value / duration.value,
    bandwidth: transferred.value / duration.value / 1024,
    'total I/Os': completed.value,
    'clat mean': latency && latency.value * 1000,
    'cycles per I/O': perIo('cycles'),
    'instructions per I/O': perIo('instructions'),
    'context switches per I/O': perIo('context-switches'),
  }
  return values
}

const perfTimes: { [depth: string]: string } = {
  1: '194250',
  2: '194651',
  4: '195053',
  8: '195454',
  16: '195855',
  32: '200256',
  64: '200657',
  128: '201059',
}

function perfFile(folder: string, depth: string): string {
  return `${folder}/osd.0_20260716_${perfTimes[depth]}_${depth}qd_perf_stat.json`
}

/** Before and after a patch, as mails to the kernel's lists have it. */
export function kernelMail(): Published[] {
  const folder = 'artifacts/kernel-mail-ab'
  const rnbd = `${folder}/mail_fio_rnbd_de-locale_wrapped-lines.txt`
  const [after, before] = blocksOf(rnbd).map(amountsOf)
  const elapsed = (path: string) => blocksOf(`${folder}/${path}`)[0]?.elapsed?.value
  const percent = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined ? undefined : (a / b) * 100
  const zram = percent(
    elapsed('transcribed_fio-zram_r10_srcu.txt'),
    elapsed('transcribed_fio-zram_r10_vanilla.txt'),
  )
  const vhost = percent(elapsed('mail_vhost_r10_after.txt'), elapsed('mail_vhost_r10_before.txt'))
  const missRate = (counts: typeof after) =>
    percent(counts?.['cache-misses'], counts?.['cache-references'])
  const ipc = after && (after.instructions ?? 0) / (after.cycles ?? 1)
  const blocks = blocksOf(rnbd)
  const posted = postedRates(`${folder}/rnbd_fio_iops_as_posted.txt`)
  const change = (unit: 'iops' | 'bandwidth') => {
    const ratio = percent(mean(posted.after[unit]), mean(posted.before[unit]))
    return ratio && ratio - 100
  }
  return [
    {
      file: 'rnbd',
      name: 'mean kIOPS before',
      published: 546,
      ours: mean(posted.before.iops),
      tolerance: 1e-6,
    },
    {
      file: 'rnbd',
      name: 'mean kIOPS after',
      published: 556.4,
      ours: mean(posted.after.iops),
      tolerance: 1e-6,
    },
    {
      file: 'rnbd',
      name: 'IOPS, change in %',
      published: 1.9,
      ours: change('iops'),
      tolerance: 0.01,
    },
    {
      file: 'rnbd',
      name: 'bandwidth, change in %',
      published: 1.93,
      ours: change('bandwidth'),
      tolerance: 0.01,
    },
    {
      file: rnbd,
      name: 'cache miss rate after',
      published: 5.452,
      ours: missRate(after),
      tolerance: 1e-3,
    },
    {
      file: rnbd,
      name: 'cache miss rate before',
      published: 5.443,
      ours: missRate(before),
      tolerance: 1e-3,
    },
    { file: rnbd, name: 'IPC after', published: 0.35, ours: ipc, tolerance: 0.02 },
    {
      file: rnbd,
      name: 'perf window after',
      published: 183.7,
      ours: blocks[0]?.elapsed?.value,
      tolerance: 1e-3,
    },
    {
      file: rnbd,
      name: 'perf window before',
      published: 183.5,
      ours: blocks[1]?.elapsed?.value,
      tolerance: 1e-3,
    },
    {
      file: 'zram',
      name: 'elapsed, change in %',
      published: 0.63,
      ours: zram && zram - 100,
      tolerance: 0.01,
    },
    {
      file: 'vhost',
      name: 'elapsed, change in %',
      published: -1.53,
      ours: vhost && vhost - 100,
      tolerance: 0.01,
    },
  ]
}

/** `read: IOPS=549k, BW=2146MiB/s`, first of the runs before, then of those after. */
function postedRates(path: string) {
  const [before = '', after = ''] = readFileSync(join(corpus, path), 'utf8').split('after')
  const ratesOf = (text: string) => {
    const lines = [...text.matchAll(/^read: IOPS=([\d.]+)k, BW=([\d.]+)MiB/gm)]
    return {
      iops: lines.map(line => Number(line[1])),
      bandwidth: lines.map(line => Number(line[2])),
    }
  }
  return { before: ratesOf(before), after: ratesOf(after) }
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/**
 * A report of the kernel test robot: means over its runs, and the fio of one of them. What it
 * names `fio.write_clat_mean_us` holds nanoseconds, as fio 3 writes them: they agree as such.
 */
export function kernelRobot(): Published[] {
  return [
    ['artifacts/lkp-block-574e7779cf', 'fio.output_574e7779cf.json'],
    ['artifacts/lkp-xfs-4edee232ed', 'fio.output_4edee232ed.json'],
  ].flatMap(([folder, name]) => {
    const path = `${folder}/${name}`
    const [job] = jobsOf(path)
    const write = job?.directions.find(({ direction }) => direction === 'write') as FioDirection
    const clat = write.latencies.find(({ part }) => part === 'clat')
    const percentile = (p: string) =>
      clat?.percentiles.find(({ name }) => name.startsWith(p))?.value
    const rate = (write.completed?.value ?? 0) / (write.runtime.value / 1000)
    const ours: [metric: RegExp, value: number | undefined][] = [
      [/^fio\.write_iops$/, rate],
      [/^fio\.write_bw_MBps$/, write.transferred.value / (write.runtime.value / 1000) / 1024 ** 2],
      [/^fio\.write_clat_mean_/, clat?.mean.value],
      [/^fio\.write_clat_stddev$/, clat?.deviation?.value],
      [/^fio\.write_clat_90%_/, percentile('90')],
      [/^fio\.write_clat_95%_/, percentile('95')],
      [/^fio\.write_clat_99%_/, percentile('99')],
      ...toShareRules(job),
    ]
    return rowsOf(`${folder}/VALUES.tsv`).flatMap(
      ({ metric = '', patched_mean = '', patched_stddev_pct = '' }) => {
        const rule = ours.find(([pattern]) => pattern.test(metric))
        if (!rule) return []
        // One run of the several behind the mean: within three of their standard deviations.
        const spread = Number.parseFloat(patched_stddev_pct.replace('<', '')) || 2
        const published = Number(patched_mean)
        // A share may also be off by what it was rounded to.
        const tolerance = Math.max((3 * spread) / 100, metric.endsWith('%') ? 0.011 / published : 0)
        return [{ file: path, name: metric, published, ours: rule[1], tolerance }]
      },
    )
  })
}

/** `fio.latency_250ms%` is what fio calls `latency_ms/250`. */
function toShareRules(job: FioJob | undefined): [RegExp, number][] {
  return (job?.shares ?? []).map(({ name, value }) => {
    const [, unit, step] = /^latency_(\w+)\/(.*)$/.exec(name) ?? []
    return [new RegExp(`^fio\\.latency_${step}${unit}%$`), value]
  })
}

/** Rows named after an engine and a load, and the file and direction that their IOPS are of. */
const spdkFiles: { [test: string]: [file: string, direction: string] } = {
  randread_1: ['result1', 'read'],
  randread_2: ['result2', 'read'],
  randwrite_1: ['result3', 'write'],
  randwrite_2: ['result4', 'write'],
  randrw_1: ['result1', 'write'],
  randrw_2: ['result2', 'write'],
}

/** A table in a repository against its own raw files: most of its latencies are of other runs. */
export function asyncBench(): Published[] {
  const folder = 'artifacts/asynciobench-fio-text'
  return rowsOf(`${folder}/VALUES.tsv`)
    .filter(row => row.engine !== 'NOTE')
    .map(({ engine, test = '', quantity, published_value, agrees: said }) => {
      const [name, kind] = engine === 'SPDK' ? (spdkFiles[test] ?? []) : [test]
      const path = `${folder}/${engine}/${name}.txt`
      const found = jobsOf(path).flatMap(job => job.directions)
      const direction = found.find(({ direction }) => kind === undefined || direction === kind)
      const isWrong = said === 'no' || (engine === 'SPDK' && quantity === 'latency')
      return {
        file: path,
        name: `${engine} ${test} ${quantity}`,
        published: Number(published_value),
        ours: quantity === 'IOPS' ? iopsOf(direction) : latencyOf(direction),
        tolerance: 0.005,
        ...(isWrong && { wrong: 'the published row is not of this file' }),
      }
    })
}

function iopsOf(direction: FioDirection | undefined): number | undefined {
  const { completed, runtime } = direction ?? {}
  return completed && runtime && completed.value / (runtime.value / 1000)
}

function latencyOf(direction: FioDirection | undefined): number | undefined {
  const mean = direction?.latencies.find(({ part }) => part === 'lat')?.mean
  return mean && toMicroseconds(mean.value, mean.unit)
}

function toMicroseconds(value: number, unit: string): number {
  return unit === 'ns' ? value / 1000 : unit === 'ms' ? value * 1000 : value
}
