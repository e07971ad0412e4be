import { expect, test } from 'vitest'
import { assumptions } from '../../src/efficiency/comparison/assumption.ts'
import { describeEstimates } from '../../src/efficiency/describe-estimates.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { open } from '../../src/format/printed.ts'
import { toTable } from '../../src/pages/bind/table-kinds.ts'
import { valueDirectives } from '../../src/pages/bind/values.ts'
import { dataTables } from '../../src/pages/evidence/data-tables.ts'
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
  const { remarks } = describeEstimates(cells, ['switches'], assumptions[study.manifest.assume])
  // 1 - 2 ÷ 2⁸ and 1 - 2 ÷ 2⁶.
  expect(remarks.map(plain)).toEqual([
    'The level of an interval is 99.2 % with 8 runs, 96.9 % with 6 runs.',
  ])
  expect(plain(titleOf('nothing'))).toContain(', 99.2 % interval 1.0')
})

test('with Student’s t it is 95 %', () => {
  const { cells, study } = ofAssumption('log-normal')
  expect(
    describeEstimates(cells, ['switches'], assumptions[study.manifest.assume]).remarks,
  ).toEqual([])
  expect(plain(titleOf('log-normal'))).toContain(', 95 % interval 1.0')
})

/** Runs of these context switches per I/O. */
const ofRuns = (values: number[]) =>
  toEfficiency(
    makeStudy({
      factors: { c: ['a'] },
      repeats: values.length,
      switches: (_, repeat) => values[repeat - 1] ?? 0,
    }),
  )

test('with a run that counted nothing the interval ends at zero, and that is said', () => {
  const efficiency = ofRuns([0, 1, 2])
  const { cells, study } = efficiency
  expect(
    describeEstimates(cells, ['switches'], assumptions[study.manifest.assume]).remarks,
  ).toEqual([
    'Where a run is not above zero: arithmetic mean and its 95 % confidence interval (Student’s t, longer on the side to which the runs are skewed), which ends at zero where it would go below what a count can be.',
  ])
  const attributes = { metric: 'switches', workload: 'w' }
  const { rows, caption } = toTable(efficiency, {
    kind: 'costs',
    workload: 'w',
    metrics: 'switches',
  })
  expect(rows[0]?.cells.map(({ text }) => plain(open(text)))).toContain('0–3')
  expect(caption).toContain('ends at zero')
  const [row] = dataTables.estimates(efficiency)
  expect(row).toMatchObject({ kind: 'arithmetic mean', value: 1, lower: 0 })
  expect(row?.upper).toBeCloseTo(3.484138, 6)
  expect(
    plain(valueDirectives.value?.(efficiency, { ...attributes, c: 'a' }).title ?? ''),
  ).toContain('95 % interval 0.0–3.5')
})

test('of runs close to each other, nothing is cut and nothing said of it', () => {
  const [remark] = describeEstimates(
    ofRuns([0, 0, 0]).cells,
    ['switches'],
    assumptions['log-normal'],
  ).remarks
  expect(remark).toBe(
    'Where a run is not above zero: arithmetic mean and its 95 % confidence interval (Student’s t, longer on the side to which the runs are skewed).',
  )
})
