import { describe, expect, test } from 'vitest'
import { hashLadders } from './hash-ladders.ts'
import table from './ladder-coverage.json' with { type: 'json' }
import { rounds, scenarios, simulate } from './simulate-ladders.ts'

/** Studies of known slopes, with drift and bursts; the long suite makes the table anew. */
test('the table is of the sources that there are', () => {
  expect(
    table.sources,
    'run UPDATE=1 npx vitest run --project long test/efficiency/ladder-coverage.long.ts',
  ).toBe(hashLadders())
})

test('its first studies come out again', () => {
  const small = scenarios.flatMap(scenario => rounds.map(n => simulate(scenario, n, 50)))
  expect(small).toEqual(table.small)
})

const isStraight = ({ scenario }: { scenario: string }) =>
  scenario !== 'a cost that falls with the load'

describe.each(table.rows)('$scenario, $rounds rounds', row => {
  test.each(['slope', 'idle', 'top', 'difference'] as const)(
    '95 % intervals of %s hold it, up to a point more often than they say',
    of => {
      expect(row[of] / row.studies).toBeGreaterThanOrEqual(0.94)
      expect(row[of] / row.studies).toBeLessThanOrEqual(0.965)
    },
  )

  test('so do those of ratios, where there is one', () => {
    expect(row.ratio / row.ratios).toBeGreaterThanOrEqual(0.94)
    expect(row.ratio / row.ratios).toBeLessThanOrEqual(0.96)
  })
})

describe.each(table.rows.filter(isStraight))('$scenario, $rounds rounds', row => {
  test('a straight line is called bent in one of twenty studies at most', () => {
    expect(row.bent / row.studies).toBeLessThan(0.05)
  })

  test('one load less the idle one agrees with the slope, less sharply', () => {
    expect(Math.abs(row.netBias)).toBeLessThan(0.005)
    expect(row.net / row.studies).toBeGreaterThanOrEqual(0.94)
    expect(row.netWidth).toBeGreaterThan(1)
  })
})

const bent = table.rows.filter(row => !isStraight(row))

test.each(bent)('$scenario, $rounds rounds: seen the more often the more rounds', row => {
  for (const other of bent.filter(({ rounds }) => rounds < row.rounds)) {
    expect(row.bent).toBeGreaterThan(other.bent)
  }
})
