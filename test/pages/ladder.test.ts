import { describe, expect, test } from 'vitest'
import { countRuns } from '../../src/efficiency/count-runs.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { toFigure } from '../../src/pages/bind/figure-kinds.ts'
import { toTable } from '../../src/pages/bind/table-kinds.ts'
import { valueDirectives } from '../../src/pages/bind/values.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import { makeLadder } from '../helpers/ladder.ts'

// One in 25 seeds has a straight line called bent, as a test at 5 % may; this one has none.
const random = createRandom(6)
/** 2000 switches a second at rest; each I/O adds 2, through `b` 3.5, less as the load grows. */
const efficiency = toEfficiency(
  makeLadder({
    levels: ['a', 'b'],
    rounds: 6,
    rate: (level, load) =>
      (2000 + (level === 'a' ? 2 * load : 3.5 * load - 0.001 * load ** 2)) *
      (1 + 0.002 * (random() - 0.5)),
  }),
)
const of = { metric: 'switches', workload: 'small' }

describe('the figure of a ladder', () => {
  const figure = toFigure(efficiency, { kind: 'ladder', ...of })

  test('has the runs of all rounds at all loads as points', () => {
    expect(figure.tables.runs).toHaveLength(2 * 4 * 6)
    expect(figure.origins).toHaveLength(2 * 4 * 6)
    expect(figure.sentences?.[0]?.of).toBe('a')
    expect(figure.sentences?.[0]?.said).toMatch(
      /^0 IO\/s, run 1: (2000|1999|2001|2\s?000|1990) switches per s at 0/,
    )
  })

  test('writes the slope at the end of each line', () => {
    const spec = JSON.stringify(figure.spec(608))
    expect(figure.description).toMatch(
      /^a: 2\.00\d? switches per I\/O; b: .*, not a straight line$/,
    )
    expect(spec).toMatch(/"text":"2\.00\d?"/)
  })

  test('draws the curve, and says so, where it is no line', () => {
    expect(figure.caption).toContain('since it is no straight line: b.')
    const { datasets } = figure.spec(608) as { datasets: { [name: string]: object[] } }
    const lines = datasets['lines-1'] as { series: string }[]
    expect(lines.filter(({ series }) => series === 'a')).toHaveLength(2)
    expect(lines.filter(({ series }) => series === 'b')).toHaveLength(4)
  })

  test('is of a ladder only', () => {
    const other = { kind: 'ladder', metric: 'switches', workload: 'small-250' }
    expect(() => toFigure(efficiency, other)).toThrow('Unexpected workload `small-250`')
    const performance = { kind: 'ladder', metric: 'iops', workload: 'small' }
    expect(() => toFigure(efficiency, performance)).toThrow('Unexpected ladder of IOPS')
  })
})

test('the runs of a ladder are those of its loads', () => {
  expect(countRuns(efficiency, ['small'])).toEqual({ usable: 36, expected: 36, missed: 0 })
})

describe('the table of a ladder', () => {
  const { columns, rows, caption } = toTable(efficiency, { kind: 'ladder', ...of })

  test('has slope, idle cost and cost at the top, with intervals', () => {
    const texts = rows[0]?.cells.map(({ text }) => text) ?? []
    expect(texts).toHaveLength(columns.length)
    expect(Number(texts[0])).toBeCloseTo(2, 1)
    expect(texts[1]).toMatch(/^1\.9\d+–2\.0\d+$|^2\.0\d+–2\.0\d+$|^1\.9\d+–1\.9\d+$/)
    expect(texts[2]).toMatch(/^2\.00|^1\.99|^200\d|^199\d/)
  })

  test('says how far errors in the loads could go', () => {
    expect(caption).toContain('slopes would be too low by less than 0.01\u2009%')
  })

  test('tells the bend', () => {
    const bend = rows[1]?.cells.at(-2)?.text ?? ''
    expect(bend).toMatch(/^\u2212\d+\u2009%$/)
  })
})

test('a table of costs says what they are, and has no gross column', () => {
  const { caption, groups } = toTable(efficiency, {
    kind: 'costs',
    workload: 'small',
    metrics: 'switches',
  })
  expect(caption).toContain(
    'Marginal cost: the slope of a line through 0 IO/s, 250 IO/s, 500 IO/s and 1000 IO/s, round by round.',
  )
  expect(groups.map(({ heading }) => heading)).toEqual(['Context switches'])
})

test('the load table of a ladder is that of its loads', () => {
  const { rows } = toTable(efficiency, { kind: 'load', workload: 'small' })
  expect(rows).toHaveLength(2 * 3)
})

test('an effect in units', () => {
  const bound = valueDirectives.effect?.(efficiency, { factor: 'c', to: 'b', in: 'units', ...of })
  expect(bound?.text).toMatch(/^\+0\.\d+\u00a0switches per I\/O$/)
})
