import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hashLadders } from './hash-ladders.ts'
import { rounds, scenarios, simulate } from './simulate-ladders.ts'

const path = join(import.meta.dirname, 'ladder-coverage.json')

/** With `UPDATE=1`, the table is written anew. */
test('the table of coverage is that of 10 000 studies each', () => {
  const rows = scenarios.flatMap(scenario => rounds.map(n => simulate(scenario, n, 10_000)))
  const small = scenarios.flatMap(scenario => rounds.map(n => simulate(scenario, n, 50)))
  const table = { sources: hashLadders(), rows, small }
  if (process.env.UPDATE) writeFileSync(path, `${JSON.stringify(table, undefined, 1)}\n`)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(table)
})
