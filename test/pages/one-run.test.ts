import { expect, test } from 'vitest'
import { toMeasure } from '../../src/charts/measure.ts'
import { describeEstimates } from '../../src/efficiency/describe-estimates.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { valueDirectives } from '../../src/pages/bind/values.ts'
import { dataTables } from '../../src/pages/evidence/data-tables.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** `a` has one run, `c` two. */
const costs: { [level: string]: number[] } = { a: [1.5], c: [3, 5] }
const study = makeStudy({
  factors: { c: ['a', 'c'] },
  repeats: 2,
  switches: ({ c = '' }, repeat) => costs[c]?.[repeat - 1] ?? 0,
})
const runs = study.runs.filter(({ id }) => id !== 'a.w.r2')
const efficiency = toEfficiency({ ...study, runs })

test('the only run is the value of its cell, without an interval', () => {
  const rows = dataTables.estimates(efficiency).filter(({ metric }) => metric === 'switches')
  expect(rows.map(({ c, state, value, lower, n }) => [c, state, value, lower, n])).toEqual([
    ['a', 'one-run', 1.5, null, 1],
    ['c', 'too-few-runs', null, null, 2],
  ])
})

test('a sentence shows it, and says that it is one run', () => {
  const say = (c: string) =>
    valueDirectives.value?.(efficiency, { metric: 'switches', workload: 'w', c, interval: '' })
  expect(say('a')?.text).toBe('1.50')
  expect(say('a')?.title).toContain('repeat 1 alone; no interval')
  expect(() => say('c')).toThrow('found 2 usable runs, of which no interval can be given')
})

test('a figure shows it as a hollow point', () => {
  const metric = efficiency.metrics.find(({ id }) => id === 'switches')
  if (!metric) throw new Error('no metric')
  const cells = efficiency.cells.filter(({ configuration }) => configuration.id === 'a')
  expect(toMeasure(cells, metric).rows).toMatchObject([
    { value: 1.5, lower: null, mark: 'hollow', label: '1.50, n = 1' },
  ])
  const said = describeEstimates(cells, ['switches'], efficiency.assumption)
  expect(said.estimate).toBe('value of the only run')
})
