import { expect } from 'vitest'
import { type Checked, checkCollection, type Expected } from './check-collection.ts'

/** What is told of a collection, where anything is. */
const messages: { [name: string]: string[] } = {
  // A guest's perf has no cycles.
  'starts-text-time': ['empty-metric', 'empty-metric'],
  'starts-text-jobs': ['empty-metric', 'empty-metric'],
  'one-log': ['empty-metric', 'empty-metric'],
  // Two metrics have no cost in any run.
  'starts-text-client': ['empty-metric', 'empty-metric'],
  'starts-x-client': ['empty-metric', 'empty-metric'],
  'starts-j-client': ['empty-metric', 'empty-metric'],
  'lost-report': ['damaged-report', 'truncated-json'],
  // fio did 7 % less in a run than it was asked for, on a CPU that others used.
  'starts-j-stonewall': ['load-missed'],
}

/** Runs of each cell, where they are not three. */
const repeats: { [name: string]: number[] } = { 'held-low': [4, 4], 'lost-report': [2, 3] }

/** Cost, number of runs and messages of a collection are those that its raw files have. */
export async function expectCollection(name: string): Promise<void> {
  const checked = await checkCollection(name)
  expect(checked.rules, checked.init.err).toEqual(messages[name] ?? [])
  const { metrics } = checked.efficiency.study.manifest
  const counts = Object.values(metrics).map(({ count }) => count)
  if (checked.expected.length > 0) expect(counts).toContain('context-switches')
  // init proposes no metric of page faults, nor of the clock of CPUs, which never stops.
  const expected = checked.expected.filter(({ count }) => counts.includes(count))
  for (const row of expected) expectRow(row, checked)
  expectRuns(name, checked)
}

function expectRow(row: Expected, { pointOf }: Checked): void {
  const point = pointOf(row)
  const what = JSON.stringify({ ...row, got: point?.quantity.value, bounds: point?.bounds })
  if (row.way === 'refused') {
    expect(point, what).toBeUndefined()
    return
  }
  const value = point?.quantity.value ?? Number.NaN
  const { lower, upper } = point?.bounds ?? { lower: value, upper: value }
  const isNear = Math.abs(value / row.value - 1) <= 0.01
  expect(isNear || (lower <= row.value && row.value <= upper), what).toBe(true)
  // What awk takes for the least is what is shown, but that it knows how many I/Os a ramp had.
  const leeway = row.way === 'ramp' ? 0.05 : 0.01
  expect(Math.abs(lower / row.low - 1), what).toBeLessThanOrEqual(leeway)
  expect(upper / lower, what).toBeLessThanOrEqual(1.25)
}

function expectRuns(name: string, { efficiency, expected }: Checked): void {
  const isRefused = expected.some(({ way }) => way === 'refused')
  const counts = Object.entries(efficiency.study.manifest.metrics).flatMap(([metric, { count }]) =>
    efficiency.cells.flatMap(({ results }) => {
      const { points = [], estimate } = results[metric] ?? {}
      const isExpected = expected.some(row => row.count === count)
      if (!isExpected || points.length === 0) return []
      expect(estimate).toMatchObject({ n: points.length })
      return [points.length]
    }),
  )
  const cells = [...new Set(counts)].sort()
  expect(cells).toEqual(
    isRefused || expected.length === 0 ? [] : [...new Set(repeats[name] ?? [3])],
  )
}
