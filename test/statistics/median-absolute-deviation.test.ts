import { test } from 'vitest'
import { medianAbsoluteDeviation } from '../../src/statistics/summary/median-absolute-deviation.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference['median absolute deviations'])('deviation of $values', expected => {
  expectClose(medianAbsoluteDeviation(expected.values), expected.deviation, 'deviation')
})
