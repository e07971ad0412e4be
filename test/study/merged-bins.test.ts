import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFile } from '../../src/parse/digest.ts'
import { binMiddle, toBinIndex } from '../../src/parse/fio/fio-bins.ts'
import { toInput } from '../../src/parse/input.ts'
import { type Bin, mergeBins } from '../../src/statistics/percentile/histogram.ts'
import { percentileOfBins } from '../../src/statistics/percentile/percentile-of-bins.ts'
import { toLoad } from '../../src/study/fio/to-load.ts'

const folder = join(import.meta.dirname, 'merged-bins')
const file = { archive: '.', sha256: '', entry: 'x' }

function recordsOf(name: string) {
  return readFile(toInput(name, readFileSync(join(folder, name)))).records
}

function groupOfBoth() {
  const jobs = recordsOf('group.json').filter(record => record.kind === 'fio-job')
  const latencies = jobs[0]?.directions[0]?.latencies ?? []
  const clat = latencies.find(({ part }) => part === 'clat')
  if (!clat) throw new Error('no latencies')
  return { jobs, clat }
}

/** Each job's own I/Os, sorted into fio's bins. */
function binsOfJobs(): Bin[][] {
  return ['fio_clat.1.log', 'fio_clat.2.log'].map(name => {
    const [log] = recordsOf(name)
    return log?.kind === 'fio-log' ? (log.reduced?.[0]?.bins ?? []) : []
  })
}

test('bins of two jobs together are those of fio’s group report', () => {
  expect(mergeBins(binsOfJobs())).toEqual(groupOfBoth().clat.bins)
})

test('percentiles of merged bins are those that fio prints over the same I/Os', () => {
  const merged = mergeBins(binsOfJobs())
  const { clat } = groupOfBoth()
  expect(clat.percentiles).toHaveLength(6)
  for (const { name, value } of clat.percentiles) {
    expect(percentileOfBins(merged, Number(name)), name).toBe(value)
  }
})

test('averaging the percentiles of the jobs would have been wrong', () => {
  const { percentiles } = groupOfBoth().clat
  const wrong = percentiles.filter(({ name, value }) => {
    const ofJobs = binsOfJobs().map(bins => percentileOfBins(bins, Number(name)) ?? 0)
    return ofJobs.reduce((sum, next) => sum + next, 0) / ofJobs.length !== value
  })
  expect(wrong).not.toHaveLength(0)
})

test('a load has the percentiles of its bins, in seconds', () => {
  const { jobs, clat } = groupOfBoth()
  const result = toLoad(
    jobs.map(record => ({ file, record })),
    [],
  )
  const printed = clat.percentiles.find(({ name }) => name === '99.000000')
  expect('load' in result && result.load.percentiles?.p99?.value).toBeCloseTo(
    (printed?.value ?? 0) / 1e9,
    12,
  )
})

test('every bin holds its own middle', () => {
  for (let index = 0; index < 29 * 64; index += 1) {
    expect(toBinIndex(binMiddle(index))).toBe(index)
  }
  expect(toBinIndex(127)).toBe(127)
  expect(toBinIndex(128)).toBe(128)
  expect(toBinIndex(129)).toBe(128)
  expect(toBinIndex(2 ** 52)).toBe(29 * 64 - 1)
})
