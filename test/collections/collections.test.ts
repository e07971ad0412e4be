import { expect, test } from 'vitest'
import { checkCollection } from './check-collection.ts'
import { expectCollection } from './expect-collection.ts'

/**
 * A collection is a folder beside this file: `results` as a person brings them, `COMMANDS` that
 * made them, and `expected.tsv` by `expected.awk`. `make.sh` makes all of them, and
 * `collections.long.ts` builds them all; these are the ways that differ most.
 */
test.each([
  'starts-text-time',
  'starts-x-size',
  'starts-j-ramp',
  'starts-text-stonewall',
  'starts-x-client',
  'beside-C',
  'starts-I-ramp',
  'held-low',
])('%s costs what its raw files say', expectCollection, 120_000)

test('what perf saw of fio is on the result: its formula, its bounds and the doubt', async () => {
  const { efficiency } = await checkCollection('starts-x-size')
  const [metric] = efficiency.metrics
  expect(metric?.formula).toBe('context-switches ÷ work completed')
  for (const cell of efficiency.cells) {
    const { points = [], bounds } = cell.results['context-switches'] ?? {}
    expect(points.every(({ holdsRun }) => holdsRun)).toBe(true)
    expect(bounds?.lower).toBeLessThan(bounds?.upper ?? 0)
    expect(cell.doubts.map(({ gate }) => gate)).toContain('start-up')
  }
}, 120_000)
