import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { valuesOverCells } from '../../src/pages/bind/values-over-cells.ts'
import { makeStudy } from '../helpers/synthetic.ts'

test('both ends of a range have the decimals that the more precise of them supports', () => {
  // 1.00, 1.02, 1.01 beside 2.0, 6.0, 3.6: the second alone would be 4.
  const values: { [level: string]: number[] } = { a: [1, 1.02, 1.01], b: [2, 6, 3.6] }
  const study = makeStudy({
    factors: { c: ['a', 'b'] },
    repeats: 3,
    switches: ({ c = '' }, repeat) => values[c]?.[repeat - 1] ?? 0,
  })
  const { text } = valuesOverCells.range?.(toEfficiency(study), {
    metric: 'switches',
    workload: 'w',
  }) ?? { text: '' }
  // The geometric mean of the second is 43.2 ^ (1/3) = 3.509.
  expect(text).toBe('1.01–3.51')
})
