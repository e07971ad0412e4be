import { expect, test } from 'vitest'
import { mean } from '../../src/statistics/summary/mean.ts'
import { variance } from '../../src/statistics/summary/variance.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference.moments)('mean and variance of $values', ({ values, ...expected }) => {
  expectClose(mean(values), expected.mean, 'mean')
  expectClose(variance(values), expected.variance, 'variance')
})

test('one value varies by nothing that could be known', () => {
  expect(variance([3])).toBeNaN()
  expect(mean([3])).toBe(3)
})
