import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'
import type { FioJob } from '../../src/parse/record.ts'
import { findContradictions } from '../../src/study/fio/contradictions.ts'
import { toLoad } from '../../src/study/fio/to-load.ts'

/** As fio 3 writes it: two jobs, the first of which has bins. */
const report = readFileSync(
  join(import.meta.dirname, '../parse/fio-json/two-jobs-json-plus/input-fio.json'),
  'utf8',
)

interface Latency {
  min?: number
  max?: number
  mean: number
  percentile?: { [name: string]: number }
  bins?: { [edge: string]: number }
}
interface Direction {
  runtime: number
  iops: number
  total_ios: number
  slat_ns: Latency
  clat_ns: Latency
  lat_ns: Latency
}

/** The first job of the report, after somebody changed what it says of its reads. */
function read(change: (direction: Direction) => void) {
  const text = JSON.parse(report)
  text.jobs = text.jobs.slice(0, 1)
  change(text.jobs[0].read)
  const { records } = readFile(toInput('fio.json', Buffer.from(JSON.stringify(text))))
  const file = { archive: '.', sha256: '', entry: 'fio.json' }
  const jobs = [{ file, record: records[0] as FioJob }]
  const outcome = toLoad(jobs, [])
  return {
    found: findContradictions(jobs).map(({ parts, why }) => [parts.join(), why]),
    refused: 'remark' in outcome ? outcome.remark : undefined,
  }
}

const mapValues = (values: { [key: string]: number } = {}, map: (value: number) => number) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]))
const mapKeys = (values: { [key: string]: number } = {}, map: (key: number) => number) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [map(Number(key)), value]))

test('a report as fio wrote it contradicts itself nowhere', () => {
  expect(read(() => undefined)).toEqual({ found: [], refused: undefined })
})

test.each<[string, (direction: Direction) => void, string, string]>([
  [
    'a mean ÷ 1000',
    ({ clat_ns }) => (clat_ns.mean /= 1000),
    'clat',
    'a mean of 1.05 ns beside a shortest of 761 ns',
  ],
  ['a mean × 0.85', ({ clat_ns }) => (clat_ns.mean *= 0.85), 'clat', 'bins whose mean is'],
  [
    'a longest below the mean',
    ({ clat_ns }) => (clat_ns.max = 800),
    'clat',
    'and a longest of 800 ns',
  ],
  [
    'bins of half the I/Os',
    ({ clat_ns }) => (clat_ns.bins = mapValues(clat_ns.bins, n => Math.floor(n / 2))),
    'clat',
    'bins that hold',
  ],
  [
    'bins at half their time',
    ({ clat_ns }) => (clat_ns.bins = mapKeys(clat_ns.bins, at => Math.floor(at / 2))),
    'clat',
    'bins whose mean is',
  ],
  [
    'percentiles ÷ 2',
    ({ clat_ns }) => (clat_ns.percentile = mapValues(clat_ns.percentile, at => at / 2)),
    'clat',
    'beside bins of which it is',
  ],
  [
    'without bins, a mean ÷ 1000',
    ({ clat_ns }) => {
      delete clat_ns.bins
      delete clat_ns.min
      clat_ns.mean /= 1000
    },
    'clat',
    'percentiles that need a mean of',
  ],
  [
    'without bins, a percentile below a lower one',
    ({ clat_ns }) => {
      delete clat_ns.bins
      clat_ns.percentile = { ...clat_ns.percentile, '99.000000': 1 }
    },
    'clat',
    'a p99 below a lower percentile',
  ],
  [
    'with a mean alone, a mean ÷ 1000',
    ({ slat_ns, clat_ns, lat_ns }) => {
      clat_ns.mean = 100
      slat_ns.mean = 50
      lat_ns.mean = 150_000
      delete clat_ns.bins
      delete clat_ns.percentile
      for (const latency of [slat_ns, clat_ns, lat_ns]) delete latency.min
      for (const latency of [slat_ns, clat_ns, lat_ns]) delete latency.max
    },
    'clat,lat',
    'submission and completion of 150 ns together beside a latency of 150000 ns',
  ],
])('%s is found', (_, change, parts, told) => {
  const { found } = read(change)
  expect(found.map(([part]) => part)).toEqual([parts])
  expect(found[0]?.[1]?.replaceAll(/\s/g, ' ').replaceAll(/(\d) (?=\d)/g, '$1')).toContain(told)
})

test.each<[string, (direction: Direction) => void]>([
  ['a run time 2.5 % shorter', direction => (direction.runtime *= 0.975)],
  ['I/Os a second × 1.025', direction => (direction.iops *= 1.025)],
  ['I/Os ÷ 1.025', direction => (direction.total_ios /= 1.025)],
])('%s: the run is left out', (_, change) => {
  const { refused } = read(change)
  expect(refused?.rule).toBe('contradicting-report')
  expect(refused?.reason).toContain('expected I/Os ÷ seconds')
})
