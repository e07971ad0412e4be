import { describe, expect, test } from 'vitest'
import { toScoresFigure } from '../../src/charts/figures/scores.ts'
import { parseClaim } from '../../src/efficiency/claims/claims.ts'
import { judgeClaim } from '../../src/efficiency/claims/judge-claim.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { dataTables } from '../../src/pages/evidence/data-tables.ts'
import { readManifest } from '../../src/study/manifest/read-manifest.ts'
import { toScoreTable } from '../../src/tables/score-table.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/**
 * Two kinds of two controllers, all factors known: `slow` costs twice what `quick` does, one of
 * the kind `old` ten times one of the kind `new`. Noise is the same in all cells, so that ratios
 * within rounds are exact.
 */
const yaml = (compare: string) => `assume: round-drift
${compare}
scores: { s: { label: S, weights: { switches: 1 } } }`
const truth = (compare: string) => ({
  factors: { controller: ['quick', 'slow'], kind: ['new', 'old'] },
  repeats: 4,
  switches: ({ controller = '', kind = '' }: { [factor: string]: string }, repeat: number) =>
    (controller === 'slow' ? 2 : 1) * (kind === 'old' ? 10 : 1) * (1 + repeat / 10),
  yaml: yaml(compare),
})
const compute = (compare: string) => toEfficiency(makeStudy(truth(compare)))
const efficiency = compute('compare: within kind')
const rows = dataTables.scores(efficiency)

describe('compare: within kind', () => {
  test('each cell is compared with the baseline of its kind', () => {
    expect(
      dataTables.comparisons(efficiency).filter(({ metric }) => metric === 'switches'),
    ).toMatchObject([
      { controller: 'slow', kind: 'new', ratio: expect.closeTo(2, 12) },
      { controller: 'slow', kind: 'old', ratio: expect.closeTo(2, 12) },
    ])
    const across = compute('repeats: 4').cells.find(({ id }) => id === 'slow.old.w')
    expect(across?.results.switches?.comparison?.ratio?.value).toBeCloseTo(20, 12)
  })

  test('scores and ranks are those within a kind', () => {
    const told = rows.map(row => [
      row.controller,
      row.kind,
      row['compared among'],
      row.reference,
      row.value,
      row['rank-lower'],
      row['rank-upper'],
    ])
    expect(told).toEqual([
      ['quick', 'new', 'new', true, 100, 1, 1],
      ['slow', 'new', 'new', false, expect.closeTo(50, 9), 2, 2],
      ['quick', 'old', 'old', true, 100, 1, 1],
      ['slow', 'old', 'old', false, expect.closeTo(50, 9), 2, 2],
    ])
    expect(compute('repeats: 4').scorings.map(({ scoring }) => scoring.scores.length)).toEqual([4])
  })

  test('there is no effect of the kind, and effects of the others stay within it', () => {
    expect(efficiency.effects.map(({ factor }) => factor)).not.toContain('kind')
    const own = efficiency.effects.find(({ metric }) => metric === 'switches')
    expect(own).toMatchObject({ factor: 'controller', to: 'slow', leftOut: [] })
    expect(own?.pairs).toHaveLength(2)
    expect(own?.ratio?.value).toBeCloseTo(2, 12)
  })

  test('a claim across kinds does not hold, and says why', () => {
    const judge = (text: string) => {
      const claim = parseClaim(`${text} on switches in w`)
      if (!claim) throw new Error(text)
      return judgeClaim(claim, efficiency)
    }
    expect(judge('controller=quick kind=new < kind=old')).toMatchObject({
      holds: false,
      found:
        'quick.new.w and quick.old.w: of other kinds (new, old), which study.yaml does not compare',
    })
    expect(judge('controller=quick kind=new < others').holds).toBe(false)
    expect(judge('every controller=quick < controller=slow').holds).toBe(true)
  })

  test('the table has a group a kind, the figure a heading', () => {
    const [first, ...others] = efficiency.scorings
    if (!first) throw new Error('no score')
    const table = toScoreTable(efficiency, [first, ...others])
    expect(table.columns[0]?.heading).toBe('Compared among')
    expect(
      table.rows.map(({ heading, cells, baseline }) => [heading, cells[0]?.text, baseline]),
    ).toEqual([
      ['quick · new', 'new', true],
      ['slow · new', 'new', false],
      ['quick · old', 'old', true],
      ['slow · old', 'old', false],
    ])
    expect(table.caption).toContain('Among old, compared with nothing else: quick · old has 100.')
    const { caption, spec } = toScoresFigure(efficiency.scorings, {
      title: 'S',
      context: '',
      assumption: efficiency.assumption,
    })
    expect(caption).toContain('Best: quick · new.')
    expect(JSON.stringify(spec(600))).toContain('"text":"old"')
  })

  test('a kind whose baseline is impossible names another', () => {
    const text = (compare: string) =>
      `${compare}\nimpossible: [{ when: { controller: quick, kind: old }, reason: none }]`
    const own = compute(text('compare: { within: kind, baselines: { old: { controller: slow } } }'))
    expect(own.cells.filter(({ isBaseline }) => isBaseline).map(({ id }) => id)).toEqual([
      'quick.new.w',
      'slow.old.w',
    ])
    expect(() => compute(text('compare: within kind'))).toThrow(
      'Unexpected absence of a baseline of `old` that is possible',
    )
  })
})

test.each([
  ['compare: within knid', 'Unexpected factor `knid`; did you mean `kind`?'],
  ['compare: kind', 'expected `within FACTOR`'],
  [
    'compare: { within: kind, baselines: { odl: { controller: slow } } }',
    'Unexpected level `odl`; did you mean `old`?',
  ],
  [
    'compare: { within: kind, baselines: { old: { controller: slwo } } }',
    'Unexpected level `slwo`; did you mean `slow`?',
  ],
])('%s', (compare, expected) => {
  const source = `title: t
description: d
measured: never
factors:
  controller: { label: c, levels: { quick: quick, slow: slow } }
  kind: { label: k, levels: { new: new, old: old } }
workloads: { w: { label: W, description: w, per: IO } }
baseline: { controller: quick, kind: new }
runs: { sheet: runs.csv }
scopes: { all: { label: all, description: all, files: ['*'] } }
metrics: { switches: { count: context-switches, scope: all } }
${compare}`
  const { messages } = readManifest(source, 'study.yaml')
  expect(messages).toHaveLength(1)
  expect(messages[0]).toMatchObject({ severity: 'error', line: 12 })
  expect(messages[0]?.reason).toContain(expected)
})

test('where nothing has a score, the table says only why', () => {
  const nothing = { ...truth('repeats: 4'), switches: () => 0 }
  const empty = toEfficiency(makeStudy(nothing))
  const [first, ...others] = empty.scorings
  if (!first) throw new Error('Unexpected study without a score')
  const { caption, columns, rows } = toScoreTable(empty, [first, ...others])
  expect(caption).toContain('No combination has a score.')
  expect(columns.map(({ heading }) => heading)).toEqual(['Why not'])
  expect(rows.map(({ cells }) => cells.length)).toEqual([1, 1, 1, 1])
})
