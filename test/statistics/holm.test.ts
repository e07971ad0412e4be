import { expect, test } from 'vitest'
import { holm } from '../../src/statistics/comparison/holm.ts'
import { expectClose } from './expect-close.ts'
import referenceR from './reference-r.json' with { type: 'json' }

test.each(referenceR.holm)('Holm of $p, against R', ({ p, adjusted }) => {
  for (const [index, value] of holm(p).entries()) expectClose(value, adjusted[index] ?? 0, 'p')
})

test('Holm of nothing', () => expect(holm([])).toEqual([]))

test('Holm of one', () => expect(holm([0.03])).toEqual([0.03]))
