import { expect, test } from 'vitest'
import { medianInterval } from '../../src/statistics/interval/median-interval.ts'
import { median } from '../../src/statistics/summary/median.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference['medians of samples'])('median of $values', ({ values, ...expected }) => {
  expectClose(median(values), expected.median, 'median')
  const { value, lower, upper, level } = medianInterval(values) ?? {}
  if (expected.interval === null) expect(value).toBeUndefined()
  else {
    expect([value, lower, upper]).toEqual([expected.median, ...expected.interval.slice(0, 2)])
    expectClose(level ?? 0, expected.interval[2] ?? 0, 'level')
  }
})
