import { expect, test } from 'vitest'
import { midRanks } from '../../src/statistics/summary/mid-ranks.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference['mid-ranks'])('ranks of $values', ({ values, ranks }) => {
  expect(midRanks(values)).toEqual(ranks)
})
