import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { valueDirectives } from '../../src/pages/bind/values.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** Rounds cost 1, 2 and 1; `b` costs 1.5, 2 and 2 times what `a` does. */
const rounds = [1, 2, 1]
const costs: { [level: string]: number[] } = { a: [1, 1, 1], b: [1.5, 2, 2] }
const efficiency = toEfficiency(
  makeStudy({
    factors: { c: ['a', 'b'] },
    repeats: 3,
    switches: ({ c = '' }, repeat) => (rounds[repeat - 1] ?? 0) * (costs[c]?.[repeat - 1] ?? 0),
    yaml: 'assume: round-drift',
  }),
)
const attributes = { metric: 'switches', workload: 'w', interval: '' }

// By hand, with Student's t of 4.3027 for 2 degrees of freedom: the logs of the ratios 1.5, 2 and
// 2 have mean 0.59725 and deviation 0.16609, so the ratio is 1.817 and its interval is that of
// 0.59725 ± 4.3027 × 0.16609 ÷ √3.
const half = (4.302653 * 0.1660945) / Math.sqrt(3)
const [lower, upper] = [Math.exp(0.597253 - half), Math.exp(0.597253 + half)]
const change = (ratio: number) => `+${((ratio - 1) * 100).toFixed(1)}`

test('with `interval` an effect shows the interval of the change', () => {
  const shown = valueDirectives.effect?.(efficiency, { ...attributes, factor: 'c', to: 'b' })
  expect(shown?.text).toBe(`+81.7\u2009% [${change(lower)}, ${change(upper)}]`)
})

test('so do a change and a ratio against the baseline', () => {
  const of = { ...attributes, c: 'b' }
  expect(valueDirectives.change?.(efficiency, of).text).toContain(`[${change(lower)}, `)
  expect(valueDirectives.ratio?.(efficiency, of).text).toBe(
    `1.8 [${lower.toFixed(1)}–${upper.toFixed(1)}]`,
  )
})

test('and a value', () => {
  // The logs of a's runs have mean log(2) ÷ 3 and deviation log(2) ÷ √3.
  const [mean, error] = [Math.log(2) / 3, Math.log(2) / 3]
  const [from, to] = [-1, 1].map(sign => Math.exp(mean + sign * 4.302653 * error))
  expect(valueDirectives.value?.(efficiency, { ...attributes, c: 'a' }).text).toBe(
    // A half width of 1.47 supports two digits.
    `1.3 [${from?.toFixed(1)}–${to?.toFixed(1)}]`,
  )
})
