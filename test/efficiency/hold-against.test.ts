import { describe, expect, test } from 'vitest'
import { type Bound, holdAgainst } from '../../src/efficiency/claims/hold-against.ts'
import { assumptions } from '../../src/efficiency/comparison/assumption.ts'
import { toSeries } from '../../src/statistics/comparison/contrast.ts'
import bounds from './bounds.json' with { type: 'json' }
import scores from './scores.json' with { type: 'json' }

const contrast = [
  { series: toSeries(scores.runs.c.cost), weight: 1 },
  { series: toSeries(scores.runs.a.cost), weight: -1 },
]

test.each(bounds.rows)(
  '$assume, $of $value: as scipy has it',
  ({ assume, of, value, ...sides }) => {
    const bound = { of, value } as Bound
    const found = holdAgainst(contrast, bound, assumptions[assume as keyof typeof assumptions])
    expect(found?.above).toBeCloseTo(sides.above, 9)
    expect(found?.below).toBeCloseTo(sides.below, 9)
  },
)

describe('a bound at an end of the interval has a p-value of 2.5 % there', () => {
  const ends = (['log-normal', 'round-drift'] as const).flatMap(assume =>
    [
      contrast,
      contrast.map(({ series, weight }) => ({ series: toSeries(series.values, true), weight })),
    ].flatMap(each => (['ratio', 'difference'] as const).map(of => ({ assume, of, each }))),
  )
  test.each(ends)('$assume, $of', ({ assume, of, each }) => {
    const assumption = assumptions[assume]
    const { lower = 0, upper = 0 } = assumption.compare(each)?.[of] ?? {}
    expect(holdAgainst(each, { of, value: lower }, assumption)?.above).toBeCloseTo(0.025, 6)
    expect(holdAgainst(each, { of, value: upper }, assumption)?.below).toBeCloseTo(0.025, 6)
  })
})
