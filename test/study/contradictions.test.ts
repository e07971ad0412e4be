import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import type { FioJob } from '../../src/parse/record.ts'
import { findContradictions } from '../../src/study/fio/contradictions.ts'
import { toStudy } from '../../src/study/to-study.ts'
import { digestOf } from '../helpers/digest.ts'
import { engineStudy } from '../helpers/small-project.ts'
import { manifestOf } from '../helpers/synthetic.ts'

/** Ten seconds of so many reads at queue depth 1, with these means in ns. */
function report(ios: number, clat: number, lat: number, options = {}): string {
  const percentile = { '50.000000': 8000, '99.000000': 9000 }
  return JSON.stringify({
    'fio version': 'fio-3.36',
    jobs: [
      {
        jobname: 'j',
        error: 0,
        'job options': { ioengine: 'psync', rw: 'randread', ...options },
        read: {
          io_bytes: ios * 4096,
          total_ios: ios,
          runtime: 10_000,
          iops: ios / 10,
          clat_ns: { mean: clat, percentile },
          lat_ns: { mean: lat },
        },
      },
    ],
  })
}

function find(text: string) {
  const file = { archive: '.', sha256: '', entry: 'fio.json' }
  const [entry] = digestOf({ 'fio.json': text }).entries
  return findContradictions([{ file, record: entry?.records[0] as FioJob }])
}

test('completion that takes longer than the whole is set aside by what the queue can hold', () => {
  // 112 000 a second of 8.9 µs are 0.997 in flight; of 160 s they would be 18 million.
  const [found, ...others] = find(report(1_120_000, 160e9, 8900))
  expect(others).toEqual([])
  expect(found?.parts).toEqual(['clat'])
  expect(found?.remark).toMatchObject({
    severity: 'error',
    rule: 'contradicting-report',
    reason:
      "fio's report contradicts itself in `read` of job `j`: a mean completion latency of 160 s (#/jobs/0/read/clat_ns/mean) beside a mean latency with submission of 8.90 µs (#/jobs/0/read/lat_ns/mean), of which it is a part. The completion latency, with its percentiles, of this run is set aside; the rest is used. Repeat the run, and look at the clock of the machine",
  })
})

test.each([
  ['nothing tells which is wrong', report(1_000_000, 9000, 1000), ['clat', 'lat']],
  ['both are too long for the queue', report(1_000_000, 90e9, 1e9), ['clat', 'lat']],
  ['a mean is longer than the run', report(10, 8000, 12e9), ['lat']],
  ['rounding', report(1_000_000, 8900, 8890), []],
  ['what agrees', report(1_000_000, 8000, 8900), []],
  ['a deep queue', report(1_000_000, 640_000, 641_000, { iodepth: '64' }), []],
  ['no latency, as under gtod_reduce', report(1_000_000, 0, 0), []],
])('%s', (_, text, parts) => {
  expect(find(text).flatMap(found => found.parts)).toEqual(parts)
})

test('what is set aside has a reason, the rest is used, and the file is named', () => {
  const files = Object.fromEntries(
    ['libaio', 'psync'].flatMap(engine =>
      [1, 2, 3].map(repeat => {
        const isBad = engine === 'psync' && repeat === 2
        const text = report(1_120_000 + repeat, isBad ? 160e9 : 8000 + repeat, 8900)
        return [`${engine}/run${repeat}/fio.json`, text]
      }),
    ),
  )
  const manifest = manifestOf(engineStudy())
  const study = toStudy('s', manifest, [digestOf(files)])
  expect(study.messages.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
    'data/s/psync/run2/fio.json contradicting-report',
  ])
  const cell = toEfficiency(study).cells.find(({ configuration }) => configuration.id === 'psync')
  expect(cell?.runs).toHaveLength(3)
  expect(cell?.results.iops?.estimate).toMatchObject({ state: 'estimated', n: 3 })
  expect(cell?.results['total-latency']?.estimate).toMatchObject({ n: 3 })
  const why =
    'fio’s report contradicts itself: a mean completion latency of 160 s (#/jobs/0/read/clat_ns/mean) beside a mean latency with submission of 8.90 µs (#/jobs/0/read/lat_ns/mean)'
  for (const metric of ['latency', 'latency-p99']) {
    expect(cell?.results[metric]?.estimate).toMatchObject({ state: 'too-few-runs', n: 2 })
    expect(cell?.results[metric]?.lacking).toEqual([{ repeat: '2', reason: why }])
  }
  expect(cell?.doubts.find(({ metric }) => metric === 'latency')?.text).toContain(why)
})
