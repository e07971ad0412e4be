import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type CoverageTable, hashSimulation, makeTable, path } from './coverage-table.ts'
import { simulateCoverage } from './simulate-coverage.ts'

/** `UPDATE=1 STUDIES=1000` writes the table anew. */
if (process.env.UPDATE) {
  const table = makeTable(Number(process.env.STUDIES ?? 1000))
  writeFileSync(path, `${JSON.stringify(table)}\n`)
}
const table = JSON.parse(readFileSync(path, 'utf8')) as CoverageTable

test('the published table is of the sources that there are', () => {
  expect(
    hashSimulation(),
    'run UPDATE=1 npx vitest run --project long test/statistics/coverage-table.long.ts',
  ).toBe(table.sources)
})

const sizes = table.shapes.flatMap((shape, at) => table.rounds.map(n => ({ shape, at, n })))

test.each(sizes)('the first tenth of $shape, $n rounds, comes out again', ({ at, n }) => {
  const counts = simulateCoverage(at, n, table.studies / 10)
  const size = table.rounds.indexOf(n)
  for (const { name, counts: told } of table.rows) {
    const found = told[at]?.[size]
    if (found) expect([name, counts.get(name)?.held]).toEqual([name, found[2]])
  }
})

/** What must hold at 95 %: not significantly below 94 %, of families not above 6 % false. */
describe.each(table.rows)('$name', ({ counts }) => {
  const must = ['normal', 'log-normal', 'drift with matched rounds']
  test.each(must)('holds under %s', shape => {
    for (const found of counts[table.shapes.indexOf(shape)] ?? []) {
      if (!found) continue
      const [held = 0, printed = 0] = found
      // Three binomial standard errors below 94 %, as there are some hundred of these.
      expect(held / printed).toBeGreaterThan(0.94 - 3 * Math.sqrt((0.94 * 0.06) / printed))
    }
  })
})
