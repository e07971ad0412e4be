import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { makeStudy } from '../helpers/synthetic.ts'

test('cells without a run cost next to nothing: 240 of them, 180 metrics', () => {
  const study = makeStudy({
    factors: {
      a: Array.from({ length: 20 }, (_, at) => `a${at}`),
      b: Array.from({ length: 12 }, (_, at) => `b${at}`),
    },
    repeats: 1,
    switches: () => 2,
  })
  const few = study.runs.filter((_, at) => at % 10 === 0)
  study.manifest.metrics = Object.fromEntries(
    Array.from({ length: 180 }, (_, at) => [
      `m${at}`,
      { count: `event-${at}`, scope: 'all', inverse: false },
    ]),
  )
  let asked = 0
  const counted = few.map(run => ({
    ...run,
    get counters() {
      asked += 1
      return run.counters
    },
  }))
  const { cells } = toEfficiency({ ...study, runs: counted })
  expect(cells).toHaveLength(240)
  expect(cells[1]?.results.m7).toMatchObject({ unit: 'event/IO', points: [] })
  // Not each run for each metric of each cell: that is a million times.
  expect(asked).toBeLessThan(20 * 180 * few.length)
})
