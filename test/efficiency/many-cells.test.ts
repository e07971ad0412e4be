import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { makeStudy } from '../helpers/synthetic.ts'

test('cells without a run cost next to nothing: 1 000 of them, 180 metrics', () => {
  const study = makeStudy({
    factors: {
      a: Array.from({ length: 20 }, (_, at) => `a${at}`),
      b: Array.from({ length: 50 }, (_, at) => `b${at}`),
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
  const before = process.cpuUsage()
  const { cells } = toEfficiency({ ...study, runs: few })
  const { user, system } = process.cpuUsage(before)
  expect(cells).toHaveLength(1000)
  expect(cells[1]?.results.m7).toMatchObject({ unit: 'event/IO', points: [] })
  // Every unit was asked of every run, and what is compared with nothing was given a power: minutes.
  expect((user + system) / 1e6).toBeLessThan(10)
})
