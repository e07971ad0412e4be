import { expect, test } from 'vitest'
import { describeEstimates } from '../../src/efficiency/describe-estimates.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { valueDirectives } from '../../src/pages/values.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** `a` has eight runs and `b` six of them. */
function ofAssumption(assume: string) {
  const study = makeStudy({
    factors: { c: ['a', 'b'] },
    repeats: 8,
    switches: (_, repeat) => 1 + repeat / 100,
    yaml: `assume: ${assume}`,
  })
  const runs = study.runs.filter(
    ({ configuration, repeat }) => configuration === 'a' || Number(repeat) <= 6,
  )
  return toEfficiency({ ...study, runs })
}
const titleOf = (assume: string) =>
  valueDirectives.value?.(ofAssumption(assume), { metric: 'switches', workload: 'w', c: 'a' })
    .title ?? ''
const plain = (text: string) => text.replaceAll('\u2009', ' ')

test('the level that intervals of medians really reach is said, by the number of runs', () => {
  const { cells, study } = ofAssumption('nothing')
  const { remarks } = describeEstimates(cells, ['switches'], study.manifest.assume)
  // 1 - 2 ÷ 2⁸ and 1 - 2 ÷ 2⁶.
  expect(remarks.map(plain)).toEqual([
    'The level of an interval is 99.2 % with 8 runs, 96.9 % with 6 runs.',
  ])
  expect(plain(titleOf('nothing'))).toContain(', 99.2 % interval 1.0')
})

test('with Student’s t it is 95 %', () => {
  const { cells, study } = ofAssumption('log-normal')
  expect(describeEstimates(cells, ['switches'], study.manifest.assume).remarks).toEqual([])
  expect(plain(titleOf('log-normal'))).toContain(', 95 % interval 1.0')
})
