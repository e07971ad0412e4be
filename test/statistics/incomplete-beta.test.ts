import { test } from 'vitest'
import { incompleteBeta } from '../../src/statistics/distribution/incomplete-beta.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference['incomplete beta'])('I_%d(%d, %d)', (x, a, b, expected) => {
  expectClose(incompleteBeta(x ?? 0, a ?? 0, b ?? 0), expected ?? 0, 'probability')
})
