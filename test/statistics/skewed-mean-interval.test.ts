import { expect, test } from 'vitest'
import { meanInterval } from '../../src/statistics/interval/mean-interval.ts'
import { skewedMeanInterval } from '../../src/statistics/interval/skewed-mean-interval.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference.samples)('interval of $name', ({ values, skewed }) => {
  const interval = skewedMeanInterval(values)
  expectClose(interval.value, skewed[0] ?? 0, 'value')
  expectClose(interval.lower, skewed[1] ?? 0, 'lower')
  expectClose(interval.upper, skewed[2] ?? 0, 'upper')
})

test('it is never shorter than Student’s t, and longer on one side at most', () => {
  for (const { values } of reference.samples) {
    const [own, plain] = [skewedMeanInterval(values), meanInterval(values)]
    expect(own.lower).toBeLessThanOrEqual(plain.lower)
    expect(own.upper).toBeGreaterThanOrEqual(plain.upper)
    expect(own.lower === plain.lower || own.upper === plain.upper).toBe(true)
  }
})
