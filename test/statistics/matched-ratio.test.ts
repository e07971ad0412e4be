import { expect, test } from 'vitest'
import { matchedRatio } from '../../src/statistics/comparison/matched-ratio.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference['matched ratios'])('matched ratio of $ratios', ({ ratios, ...expected }) => {
  const { value, lower, upper, pValue } = matchedRatio(ratios.map(Math.log))
  expectClose(value, expected.value, 'ratio')
  expectClose(lower, expected.lower, 'lower')
  expectClose(upper, expected.upper, 'upper')
  expectClose(pValue, expected.p, 'p')
})

test('of one value there is no interval', () => {
  const { value, lower, upper } = matchedRatio([Math.log(3)])
  expect(value).toBeCloseTo(3, 12)
  expect([lower, upper]).toEqual([Number.NaN, Number.NaN])
})
