import { expect, test } from 'vitest'
import { medianInterval } from '../../src/statistics/interval/median-interval.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference['median intervals'])('median of 1…$n', ({ n, expected }) => {
  const interval = medianInterval(Array.from({ length: n }, (_, index) => index + 1))
  if (expected === null) expect(interval).toBeUndefined()
  else {
    expect([interval?.lower, interval?.upper]).toEqual(expected.slice(0, 2))
    expectClose(interval?.level ?? 0, expected[2] ?? 0, 'level')
  }
})

test('of few values there is none', () => {
  expect(medianInterval([3])).toBeUndefined()
  expect(medianInterval([1, 2])).toBeUndefined()
})

test('of values without a spread it is a point', () => {
  expect(medianInterval([2, 2, 2, 2, 2, 2])).toMatchObject({ value: 2, lower: 2, upper: 2 })
})
