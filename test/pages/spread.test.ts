import { describe, expect, test } from 'vitest'
import { toSpread } from '../../src/efficiency/spread.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { toLinkedRows } from '../../src/pages/article/origins.ts'
import { toTable } from '../../src/pages/bind/table-kinds.ts'
import { valueDirectives } from '../../src/pages/bind/values.ts'
import { makeSite } from '../helpers/pages.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** By hand: 1, 2, 3 vary by 1 ÷ 2; 9, 10, 11 by 1 ÷ 10; 19, 20, 21 by 1 ÷ 20. */
const middle: { [level: string]: number } = { a: 2, b: 10, d: 20 }
const efficiency = toEfficiency(
  makeStudy({
    factors: { c: ['a', 'b', 'd'] },
    repeats: 3,
    switches: ({ c = '' }, repeat) => (middle[c] ?? 0) + repeat - 2,
  }),
)

describe('the coefficient of variation over runs', () => {
  test('stands in a table for every cell, with the median and the largest at its foot', () => {
    const { rows } = toTable(efficiency, {
      kind: 'spread',
      workload: 'w',
      metrics: 'switches iops',
    })
    expect(rows.map(row => row.cells.map(cell => cell.text))).toEqual([
      ['50.0\u2009%', '0.0\u2009%', '3'],
      ['10.0\u2009%', '0.0\u2009%', '3'],
      ['5.0\u2009%', '0.0\u2009%', '3'],
      ['10.0\u2009%', '0.0\u2009%', ''],
      ['50.0\u2009%', '0.0\u2009%', ''],
    ])
    expect(rows.flatMap(row => (row.total ? row.heading : []))).toEqual([
      'Median over cells',
      'Largest',
    ])
    expect(toLinkedRows(efficiency, rows, 'page.html').map(row => row.href)).toEqual([
      'data/synthetic/ledger-w~a.html#a',
      'data/synthetic/ledger-w~b.html#b',
      'data/synthetic/ledger-w~d.html#d',
      '',
      '',
    ])
  })

  test('keeps its median and largest out of the rows that can be sorted and filtered', async () => {
    const { html } = await makeSite({
      yaml: 'pages: [a]',
      pages: {
        index: {},
        a: { front: 'study: synthetic', text: '::table{kind=spread workload=w metrics=switches}' },
      },
      context: { efficiencies: [efficiency] },
    })
    const summary = html('data/synthetic/summary-w.html').split('id="spread"')[1] ?? ''
    for (const table of [html('a.html'), summary]) {
      const part = (name: string) => table.split(new RegExp(`</?${name}>`))[1] ?? ''
      expect(part('tfoot').match(/<th scope="row">[^<]*/g)).toEqual([
        '<th scope="row">Median over cells',
        '<th scope="row">Largest',
      ])
      expect(part('tbody').match(/<tr/g)).toHaveLength(3)
    }
  })

  test('goes into sentences as its median over cells, or as the largest', () => {
    const spread = (more: { [name: string]: string }) =>
      valueDirectives.spread?.(efficiency, { metric: 'switches', workload: 'w', ...more })
    expect(spread({})).toMatchObject({
      text: '10.0\u2009%',
      href: 'data/synthetic/summary-w.html#spread',
    })
    expect(spread({})?.value).toBeCloseTo(0.1, 12)
    expect(spread({ of: 'largest' })?.text).toBe('50.0\u2009%')
    expect(() => spread({ of: 'mean' })).toThrow('Unexpected of `mean`')
  })

  test('is none of fewer than three runs, and of no cell that missed its load', () => {
    const few = toEfficiency(makeStudy({ factors: { c: ['a'] }, repeats: 2, switches: () => 1 }))
    const attributes = { metric: 'switches', workload: 'w' }
    expect(() => valueDirectives.spread?.(few, attributes)).toThrow('three runs at least')
    const cellsOf = (load?: () => number) =>
      toTable(
        toEfficiency(
          makeStudy({ factors: { c: ['a'] }, repeats: load ? 3 : 2, switches: (_, n) => n, load }),
        ),
        { kind: 'spread', workload: 'w', metrics: 'switches' },
      ).rows[0]?.cells[0]
    expect(cellsOf()).toMatchObject({ text: 'none, n = 2' })
    expect(cellsOf(() => 5000)).toMatchObject({ text: '50.0\u2009%', struck: true })
  })
})

describe('the variation within rounds', () => {
  // By hand: the second round costs twice as much. Divided by the other cell of its round, a is
  // 1/4, 1/2, 1/4 (mean 1/3, deviation √(1/48)) and b is 4, 2, 4 (mean 10/3, deviation √(4/3)).
  const costs: { [level: string]: number[] } = { a: [1, 4, 1], b: [4, 8, 4] }
  const drifting = (assume: string) =>
    toEfficiency(
      makeStudy({
        factors: { c: ['a', 'b'] },
        repeats: 3,
        switches: ({ c = '' }, repeat) => costs[c]?.[repeat - 1] ?? 0,
        yaml: `assume: ${assume}`,
      }),
    )
  const [a, b] = [Math.sqrt(1 / 48) / (1 / 3), Math.sqrt(4 / 3) / (10 / 3)]

  test('leaves out what all cells of a round share', () => {
    const spread = toSpread(drifting('round-drift'), 'switches', 'w')
    expect(spread.cells.map(({ withinRounds }) => withinRounds)).toEqual([
      expect.closeTo(a, 12),
      expect.closeTo(b, 12),
    ])
    expect(spread.withinRounds).toEqual({
      median: expect.closeTo((a + b) / 2, 12),
      largest: expect.closeTo(a, 12),
    })
  })

  test('stands beside that over runs in the table, and in sentences', () => {
    const { rows } = toTable(drifting('round-drift'), {
      kind: 'spread',
      workload: 'w',
      metrics: 'switches',
    })
    expect(rows.map(row => row.cells.map(cell => cell.text))).toEqual([
      ['86.6\u2009%', '43.3\u2009%', '3'],
      ['43.3\u2009%', '34.6\u2009%', '3'],
      // The median of two is the middle between them.
      ['65.0\u2009%', '39.0\u2009%', ''],
      ['86.6\u2009%', '43.3\u2009%', ''],
    ])
    const attributes = { metric: 'switches', workload: 'w', within: 'rounds' }
    expect(valueDirectives.spread?.(drifting('round-drift'), attributes)?.text).toBe('39.0\u2009%')
  })

  test('is nothing where the study does not assume a drift', () => {
    expect(toSpread(drifting('log-normal'), 'switches', 'w').withinRounds).toBeUndefined()
    const attributes = { metric: 'switches', workload: 'w', within: 'rounds' }
    expect(() => valueDirectives.spread?.(drifting('log-normal'), attributes)).toThrow(
      'assume: round-drift',
    )
  })
})

describe('the residual of a covariate', () => {
  // The rate differs from run to run inside the tolerance, and cells answer it with its square.
  const rates = [10_000, 10_200, 9_900]
  const noise: { [level: string]: number[] } = { a: [0, 0, 0], b: [0.01, -0.01, 0] }
  const told = (yaml: string, isNoisy = false) =>
    toEfficiency(
      makeStudy({
        factors: { c: ['a', 'b'] },
        repeats: 3,
        load: (_, repeat) => rates[repeat - 1] ?? 0,
        switches: ({ c = '' }, repeat) =>
          (middle[c] ?? 0) *
          ((rates[repeat - 1] ?? 0) / 10_000) ** 2 *
          Math.exp(isNoisy ? (noise[c]?.[repeat - 1] ?? 0) : 0),
        yaml,
      }),
    )
  const attributes = { metric: 'switches', workload: 'w', given: 'covariate' }

  test('is nothing where the covariate explains all', () => {
    const spread = toSpread(told('covariate: iops'), 'switches', 'w')
    expect(spread.explained).toBeCloseTo(1, 12)
    expect(spread.residual?.largest).toBeCloseTo(0, 12)
    expect(spread.overRuns?.median).toBeGreaterThan(0.03)
  })

  test('stands in the table where the covariate explains at least half, and in sentences', () => {
    const efficiency = told('covariate: iops', true)
    const { rows, caption } = toTable(efficiency, {
      kind: 'spread',
      workload: 'w',
      metrics: 'switches iops',
    })
    expect(rows.map(row => row.cells.length)).toEqual([4, 4, 4, 4])
    expect(caption).toContain('at equal IOPS of the same run')
    // By hand: x (logs of the rates, inside cells) 0, 0.0198, -0.01005 less their mean of 0.00325,
    // squares 0.000461; noise adds -0.0002 to Σxy, so that the slope is 2 - 0.000198 ÷ 0.000922.
    const x = rates.map(rate => Math.log(rate / 10_000))
    const mean = x.reduce((sum, value) => sum + value, 0) / 3
    const squares = x.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    const slope = 2 + (0.01 * (x[0] ?? 0) - 0.01 * (x[1] ?? 0)) / (2 * squares)
    expect(slope).toBeCloseTo(2 - 0.000198 / 0.000922, 2)
    const left = (level: string) =>
      Math.sqrt(
        (4 / 3) *
          0.5 *
          x.reduce(
            (sum, value, round) =>
              sum + ((noise[level]?.[round] ?? 0) + (2 - slope) * (value - mean)) ** 2,
            0,
          ),
      )
    const spread = toSpread(efficiency, 'switches', 'w')
    expect(spread.cells[0]?.residual).toBeCloseTo(left('a'), 4)
    expect(spread.cells[1]?.residual).toBeCloseTo(left('b'), 4)
    const value = valueDirectives.spread?.(efficiency, attributes)
    expect(value?.value).toBeCloseTo((left('a') + left('b')) / 2, 4)
    const explained = valueDirectives.spread?.(efficiency, { ...attributes, of: 'explained' })
    expect(explained?.value).toBe(spread.explained)
    expect(spread.explained).toBeGreaterThan(0.5)
  })

  test('keeps out of the table where it explains little', () => {
    const { rows, caption } = toTable(
      toEfficiency(
        makeStudy({
          factors: { c: ['a', 'b'] },
          repeats: 3,
          load: (_, repeat) => rates[repeat - 1] ?? 0,
          switches: (_, repeat) => [2, 1, 1][repeat - 1] ?? 0,
          yaml: 'covariate: bandwidth',
        }),
      ),
      { kind: 'spread', workload: 'w', metrics: 'switches' },
    )
    expect(rows[0]?.cells).toHaveLength(2)
    expect(caption).toMatch(/Of the variance it explains: Context switches [\d.]+\u2009%\./)
  })

  test('needs a covariate, and one that the study knows', () => {
    expect(() => valueDirectives.spread?.(told(''), attributes)).toThrow('a `covariate`')
    expect(() => told('covariate: speed')).toThrow('speed')
  })
})
