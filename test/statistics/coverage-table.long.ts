import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type CoverageTable, hashSimulation, makeTable, path } from './coverage-table.ts'
import { simulateCoverage } from './simulate-coverage.ts'

/**
 * `UPDATE=10000` makes the table anew, of so many studies each. `UPDATE=1` takes it over as it is for
 * sources that changed no number: it writes their hash once the first tenth has come out again.
 */
const update = Number(process.env.UPDATE ?? 0)
if (update > 1) write(makeTable(update))
const table = JSON.parse(readFileSync(path, 'utf8')) as CoverageTable

function write(table: CoverageTable): void {
  writeFileSync(path, `${JSON.stringify(table)}\n`)
}

const sizes = table.shapes.flatMap((shape, at) => table.rounds.map(n => ({ shape, at, n })))

test.each(sizes)('the first tenth of $shape, $n rounds, comes out again', ({ at, n }) => {
  const counts = simulateCoverage(at, n, { end: table.studies / 10 })
  const size = table.rounds.indexOf(n)
  const told = new Map(table.rows.map(({ name, counts }) => [name, counts[at]?.[size]?.[2]]))
  expect([...counts].map(([name, { held }]) => [name, held])).toEqual(
    [...counts].map(([name]) => [name, told.get(name)]),
  )
})

test('the published table is of the sources that there are', ({ task }) => {
  const isSame = task.file.tasks.every(({ result }) => result?.state !== 'fail')
  if (update === 1 && isSame) write({ ...table, sources: hashSimulation() })
  const { sources } = JSON.parse(readFileSync(path, 'utf8')) as CoverageTable
  expect(
    sources,
    'run UPDATE=1 (or, where numbers changed, UPDATE=10000) npx vitest run --project long test/statistics/coverage-table.long.ts',
  ).toBe(hashSimulation())
})

/** At 95 %: not significantly below 94 %, and families not significantly above 6 % false. */
describe.each(table.rows)('$name', ({ counts }) => {
  const must = ['normal', 'log-normal', 'drift with matched rounds']
  test.each(must)('holds under %s', shape => {
    for (const [size, found] of (counts[table.shapes.indexOf(shape)] ?? []).entries()) {
      if (!found) continue
      const [held = 0, printed = 0] = found
      // Two binomial standard errors below 94 %, fixed before the studies were made.
      const least = 0.94 - 2 * Math.sqrt((0.94 * 0.06) / printed)
      expect(held / printed, `${table.rounds[size]} rounds`).toBeGreaterThan(least)
    }
  })
})
