import { expect, test } from 'vitest'
import { signedRank } from '../../src/statistics/comparison/signed-rank.ts'
import { signedRankRatio } from '../../src/statistics/comparison/signed-rank-ratio.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }
import referenceR from './reference-r.json' with { type: 'json' }

test.each(referenceR['signed ranks'])(
  'signed-rank ratio against R, %#',
  ({ ratios, ...expected }) => {
    const ratio = signedRankRatio(ratios.map(Math.log))
    expectClose(ratio?.value ?? 0, expected.value, 'value')
    expectClose(ratio?.lower ?? 0, expected.lower, 'lower')
    expectClose(ratio?.upper ?? 0, expected.upper, 'upper')
    expectClose(ratio?.level ?? 0, expected.level, 'level')
    expectClose(ratio?.pValue ?? 0, expected.p, 'p')
  },
)

test.each(reference['signed ranks, ties'])('signed-rank test of $values', ({ values, p }) => {
  expectClose(signedRank(values), p, 'p')
})

test('too few values for a signed-rank ratio', () => {
  for (const n of [0, 1, 2, 3, 5]) {
    expect(signedRankRatio(Array.from({ length: n }, (_, index) => index + 1))).toBeUndefined()
  }
  expect(signedRankRatio([2, 2, 2, 2, 2, 2].map(Math.log))).toMatchObject({
    value: 2,
    lower: 2,
    upper: 2,
  })
})
