import { describe, expect, test } from 'vitest'
import { toDots } from '../../src/charts/figures/dots.ts'
import { toMatrix } from '../../src/charts/figures/matrix.ts'
import { toRatios } from '../../src/charts/figures/ratios.ts'
import { toTradeoff } from '../../src/charts/figures/tradeoff.ts'
import type { Efficiency } from '../../src/efficiency/efficiency.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import type { Draft } from '../../src/pages/article/draft.ts'
import { toTable } from '../../src/pages/bind/table-kinds.ts'
import { toLegend } from '../../src/pages/whole-site/legend.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** Two factors, so that a matrix can be drawn; `repeats` runs of every cell. */
const measured = (repeats: number, yaml = '') =>
  toEfficiency(
    makeStudy({
      factors: { c: ['a', 'b'], d: ['x', 'y'] },
      repeats,
      switches: (_, repeat) => 3 + repeat / 10,
      yaml,
    }),
  )

/** Everything that the figures and tables of a study say under and over themselves. */
function wordsOf(efficiency: Efficiency): string {
  const [switches, iops] = ['switches', 'iops'].flatMap(
    id => efficiency.metrics.find(metric => metric.id === id) ?? [],
  )
  if (!switches || !iops) throw new Error('no metrics')
  const layout = { rows: 'c', columns: ['d'], show: 'estimate' as const }
  return [
    toDots(efficiency, [switches], 'w'),
    toRatios(efficiency, switches, 'w'),
    toMatrix(efficiency, switches, 'w', layout),
    toTradeoff(efficiency, [switches, iops], 'w'),
    toTable(efficiency, { kind: 'costs', workload: 'w', metrics: 'switches' }),
  ]
    .map(({ caption }) => caption)
    .join('\n')
}

function boxOf(efficiency: Efficiency) {
  const metrics = new Set(efficiency.metrics.map(({ id }) => id))
  const article = { figureNumbers: new Map([[{ type: 'code' }, 1]]), metrics }
  return toLegend({ article, efficiencies: [efficiency] } as unknown as Draft)
}

describe('an interval is explained where there is one', () => {
  test.each([
    [1, 'once', 3, '', 'value of the only run'],
    [2, 'twice', 3, '', 'arithmetic mean of the runs'],
    [2, 'twice', 3, 'assume: round-drift', 'arithmetic mean of the runs'],
    [3, 'up to 3 times', 6, 'assume: nothing', 'arithmetic mean of the runs'],
  ])('%d runs: none', (repeats, measuredWords, least, yaml, estimate) => {
    const efficiency = measured(repeats, yaml)
    const box = boxOf(efficiency)
    expect(box).toMatchObject({ measured: measuredWords, estimate })
    expect(box?.interval).toBeUndefined()
    expect(box?.isCompared).toBe(false)
    expect(box?.none).toBe(`No interval is given: it would need ${least} runs.`)
    const words = wordsOf(efficiency)
    expect(words).not.toMatch(/95 %|confidence|Lines|Student|geometric|median|Hollow/)
    expect(words.match(/No interval is given/g)?.length).toBeGreaterThanOrEqual(3)
    expect(words).toContain('Each value: the runs themselves.')
  })

  test.each([
    [3, 'geometric mean over runs', ''],
    [6, 'median over runs', 'assume: nothing'],
  ])('%d runs: all', (repeats, estimate, yaml) => {
    const efficiency = measured(repeats, yaml)
    expect(boxOf(efficiency)).toMatchObject({ estimate, isFew: false })
    expect(boxOf(efficiency)?.interval).toContain('95 %')
    expect(wordsOf(efficiency)).toMatch(/Lines: .*95 %/)
    expect(wordsOf(efficiency)).not.toMatch(/No interval|Hollow:|brackets/)
  })

  test('ranks allow comparisons with fewer runs than a median needs: the box says no less', () => {
    const box = boxOf(measured(5, 'assume: nothing'))
    expect(box).toMatchObject({ isCompared: true })
    expect(box?.interval).toBeUndefined()
  })

  test('some: both are said', () => {
    const study = makeStudy({
      factors: { c: ['a', 'b'], d: ['x', 'y'] },
      repeats: 3,
      switches: (_, repeat) => 3 + repeat / 10,
    })
    const efficiency = toEfficiency({
      ...study,
      runs: study.runs.filter(run => run.id !== 'b.y.w.r2'),
    })
    expect(boxOf(efficiency)).toMatchObject({ isFew: true })
    expect(wordsOf(efficiency)).toContain(
      'Hollow: arithmetic mean of the runs, too few for an interval',
    )
    expect(wordsOf(efficiency)).toContain(
      'In brackets: arithmetic mean of the runs, too few for an interval',
    )
  })

  test('a page without a figure has no box', () => {
    const draft = { article: { figureNumbers: new Map() }, efficiencies: [measured(3)] }
    expect(toLegend(draft as unknown as Draft)).toBeUndefined()
  })
})
