import { test } from 'vitest'
import { studentT, studentTQuantile } from '../../src/statistics/distribution/student-t.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference['student t cdf'])('P(T <= %d), %d degrees', (t, degrees, expected) => {
  expectClose(studentT(t ?? 0, degrees ?? 0), expected ?? 0, 'probability')
})

test.each(reference['student t quantile'])('quantile %d, %d degrees', (p, degrees, expected) => {
  expectClose(studentTQuantile(p ?? 0, degrees ?? 0), expected ?? 0, 'quantile')
})
