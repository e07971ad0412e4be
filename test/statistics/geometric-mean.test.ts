import { test } from 'vitest'
import { geometricMean } from '../../src/statistics/summary/geometric-mean.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference['geometric means'])('geometric mean of $values', ({ values, ...expected }) => {
  expectClose(geometricMean(values), expected.mean, 'mean')
})
