import { test } from 'vitest'
import { complementaryError } from '../../src/statistics/distribution/complementary-error.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference['complementary error'])('erfc(%d)', (x, expected) => {
  expectClose(complementaryError(x ?? 0), expected ?? 0, 'probability')
})
