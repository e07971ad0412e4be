import { expect, test } from 'vitest'
import { logContrast } from '../../src/statistics/comparison/log-contrast.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference.contrasts)('contrast %#', ({ terms, value, lower, upper, pValue }) => {
  const ratio = logContrast(
    terms.map(([values, weight]) => ({ values: values as number[], weight: weight as number })),
  )
  expectClose(ratio.value, value, 'value')
  expectClose(ratio.lower, lower, 'lower')
  expectClose(ratio.upper, upper, 'upper')
  expectClose(ratio.pValue, pValue, 'p')
})

test('of one value there is no interval', () => {
  expect(logContrast([{ values: [3], weight: 1 }]).lower).toBeNaN()
})

test('without a spread it is a point', () => {
  const terms = (values: number[]) => [
    { values, weight: 1 },
    { values: [1, 1, 1], weight: -1 },
  ]
  expect(logContrast(terms([4, 4, 4]))).toMatchObject({ value: 4, lower: 4, upper: 4, pValue: 0 })
  expect(logContrast(terms([1, 1, 1]))).toMatchObject({ value: 1, pValue: 1 })
})
