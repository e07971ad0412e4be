import { expect, test } from 'vitest'
import { spearman } from '../../src/statistics/regression/spearman.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference.spearman)('Spearman $a and $b', ({ a, b, rho, p }) => {
  expectClose(spearman(a, b).rho, rho, 'rho')
  expectClose(spearman(a, b).pValue, p, 'p')
})

test('Spearman of what never changes, and of two', () => {
  expect(spearman([1, 2, 3], [2, 2, 2])).toEqual({ rho: 0, pValue: 1 })
  expect(spearman([1, 2, 3], [1, 2, 3])).toEqual({ rho: 1, pValue: 0 })
})
