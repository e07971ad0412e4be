import { expect, test } from 'vitest'
import { coefficientOfVariation } from '../../src/statistics/summary/coefficient-of-variation.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference.samples)('variation of $name', ({ values, cv }) => {
  expectClose(coefficientOfVariation(values), cv, 'cv')
})

test('one value varies by nothing that could be known', () => {
  expect(coefficientOfVariation([3])).toBeNaN()
})
