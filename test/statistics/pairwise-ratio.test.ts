import { expect, test } from 'vitest'
import { pairwiseRatio } from '../../src/statistics/comparison/pairwise-ratio.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }
import referenceR from './reference-r.json' with { type: 'json' }

test.each(reference['pairwise ratios'])('pairwise ratio of $a to $b', ({ a, b, expected }) => {
  const ratio = pairwiseRatio(a, b)
  if (expected === null) expect(ratio).toBeUndefined()
  else {
    expectClose(ratio?.value ?? 0, expected.value, 'value')
    expectClose(ratio?.lower ?? 0, expected.lower, 'lower')
    expectClose(ratio?.upper ?? 0, expected.upper, 'upper')
    expectClose(ratio?.level ?? 0, expected.level, 'level')
    expectClose(ratio?.pValue ?? 0, expected.p, 'p')
  }
})

test.each(referenceR.pairs)('pairwise ratio against R, %#', ({ a, b, ...expected }) => {
  const ratio = pairwiseRatio(a, b)
  expectClose(ratio?.value ?? 0, expected.value, 'value')
  expectClose(ratio?.lower ?? 0, expected.lower, 'lower')
  expectClose(ratio?.upper ?? 0, expected.upper, 'upper')
  expectClose(ratio?.level ?? 0, expected.level, 'level')
  expectClose(ratio?.pValue ?? 0, expected.p, 'p')
})

test('too few values for a pairwise ratio', () => {
  expect(pairwiseRatio([1, 2, 3], [4, 5, 6])).toBeUndefined()
  expect(pairwiseRatio([1], [2])).toBeUndefined()
})

test('of values without a spread it is a point', () => {
  expect(pairwiseRatio([2, 2, 2, 2], [1, 1, 1, 1])).toMatchObject({ value: 2, lower: 2, upper: 2 })
})
