import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeEstimates } from '../../src/efficiency/describe-estimates.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { toStudy } from '../../src/study/to-study.ts'
import { digestOf } from '../helpers/digest.ts'
import { engineStudy } from '../helpers/small-project.ts'
import { manifestOf } from '../helpers/synthetic.ts'

type Report = { jobs: { jobname: string; read: { clat_ns: Latency; lat_ns: Latency } }[] }
type Latency = {
  min: number
  max: number
  mean: number
  percentile: { [name: string]: number }
  bins?: { [bin: string]: number }
}

/** A report of fio 3.33, `--output-format=json`, one job that reads. */
const text = readFileSync(join(import.meta.dirname, 'read-percentiles/fio.json'), 'utf8')

/** Another run: all of its latencies are longer or shorter, so that this is their p99. */
function runOf(p99: number, change: (report: Report) => void = () => undefined): string {
  const report = JSON.parse(text) as Report
  for (const { clat_ns, lat_ns } of report.jobs.map(({ read }) => read)) {
    const factor = p99 / (clat_ns.percentile['99.000000'] ?? 0)
    for (const latency of [clat_ns, lat_ns]) {
      for (const name of ['min', 'max', 'mean'] as const) latency[name] *= factor
    }
    for (const [name, value] of Object.entries(clat_ns.percentile)) {
      clat_ns.percentile[name] = name === '99.000000' ? p99 : value * factor
    }
  }
  change(report)
  return JSON.stringify(report)
}

function compute(runs: string[]) {
  const files = Object.fromEntries(runs.map((run, at) => [`libaio/run${at + 1}/fio.json`, run]))
  const study = toStudy('s', manifestOf(engineStudy().replace('repeats: 3\n', '')), [
    digestOf(files),
  ])
  const efficiency = toEfficiency(study)
  const [cell] = efficiency.cells
  if (!cell) throw new Error('no cell')
  const metric = efficiency.metrics.find(({ id }) => id === 'latency-p99')
  return { efficiency, cell, metric, result: cell.results['latency-p99'] }
}

test('of one run it is what fio printed, with its place', () => {
  const { result } = compute([text])
  const printed = (JSON.parse(text) as Report).jobs[0]?.read.clat_ns.percentile['99.000000'] ?? 0
  expect(result?.estimate).toMatchObject({ state: 'one-run', value: printed * 1e-9 })
  const [source] = result?.points[0]?.quantity.sources ?? []
  expect(source?.place.pointer).toBe('/jobs/0/read/clat_ns/percentile/99.000000')
})

test('over runs it is their mean, and called so', () => {
  const { efficiency, cell, metric, result } = compute([1e5, 2e5, 4e5].map(p99 => runOf(p99)))
  // The geometric mean of 100, 200 and 400 µs is 200 µs.
  expect(result?.estimate).toMatchObject({ state: 'estimated', kind: 'geometric mean', n: 3 })
  const { estimate } = result ?? {}
  expect(estimate?.state === 'estimated' && estimate.interval.value).toBeCloseTo(2e-4, 12)
  expect(metric?.label).toBe('p99 of completion latency, of single runs')
  expect(metric?.formula).toBe('mean over runs of the 99th percentile that fio printed of each')
  const { remarks } = describeEstimates([cell], ['latency-p99'], efficiency.assumption)
  expect(remarks.join(' ')).toContain('they are not percentiles of all I/Os together')
})

test('bins are the better source, and are not mixed with what was printed', () => {
  // All 497 I/Os of the report: most in 50 µs, and so many more in 300 µs that no two runs are alike.
  const withBins = (p99: number) =>
    runOf(p99, ({ jobs }) => {
      const slow = 50 + p99 / 1e5
      const mean = ((497 - slow) * 50_000 + slow * 300_000) / 497
      const latency = { min: 50_000, max: 300_000, mean, percentile: { '99.000000': 300_000 } }
      for (const { read } of jobs) {
        read.clat_ns = { ...latency, bins: { 50000: 497 - slow, 300000: slow } }
        read.lat_ns = latency
      }
    })
  const merged = compute([1e5, 2e5, 4e5].map(withBins))
  expect(merged.result?.estimate).toMatchObject({ kind: 'pooled percentile', n: 3 })
  expect(merged.metric?.label).toBe('p99 of completion latency')
  const mixed = compute([withBins(1e5), withBins(2e5), runOf(4e5)])
  expect(mixed.result?.estimate).toMatchObject({ kind: 'geometric mean', n: 3 })
  expect(mixed.metric?.formula).toContain('where a run has no bins, mean over runs of')
})

test('percentiles of several jobs are not put together', () => {
  const two = runOf(1e5, ({ jobs }) =>
    jobs.push({ ...(jobs[0] as Report['jobs'][0]), jobname: 'k' }),
  )
  const { result } = compute([two])
  expect(result?.estimate).toMatchObject({
    state: 'not-recorded',
    reason: expect.stringContaining('of its only job and direction'),
  })
})
