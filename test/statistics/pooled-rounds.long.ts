import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { simulatePooling, sizes, spreads } from './pooled-rounds.ts'

const path = join(import.meta.dirname, 'pooled-rounds.json')

/** With `UPDATE=1`, the table is written anew. */
test('the table of pooled variances is that of 10 000 studies each', () => {
  const table = Object.keys(spreads).flatMap(spread =>
    sizes.map(rounds => simulatePooling(spread, rounds, 10_000)),
  )
  if (process.env.UPDATE) writeFileSync(path, `${JSON.stringify(table, undefined, 1)}\n`)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(table)
})
