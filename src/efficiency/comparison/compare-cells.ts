import type { Contrast, Series } from '../../statistics/comparison/contrast.ts'
import { significance } from '../../statistics/significance.ts'
import type { Cell, Comparison, Result } from '../cells.ts'
import { heldRungs, toLadderSeries } from '../ladder/rungs.ts'
import type { Assumption } from './assumption.ts'

/** What a cell is compared with: the baseline of its workload and kind. */
export function findBaseline(
  { workload, kind }: Pick<Cell, 'workload' | 'kind'>,
  cells: readonly Cell[],
): Cell | undefined {
  return cells.find(at => at.isBaseline && at.workload === workload && at.kind === kind)
}

/** What stands for the baseline in a sentence on all cells: its label, or those of all kinds. */
export function nameBaseline(cells: readonly Cell[]): string {
  const labels = cells.flatMap(({ isBaseline, configuration }) =>
    isBaseline ? configuration.label : [],
  )
  return labels.length > 1 ? `the baseline of its kind (${labels.join('; ')})` : (labels[0] ?? '')
}

/** Compare a row of cells with its baseline, or each with that of its kind. Those that missed their load are compared with nothing. */
export function compareWithBaseline(
  row: readonly Cell[],
  metrics: readonly string[],
  assumption: Assumption,
): Cell[] {
  const comparisons = metrics.map(metric => compareRow(row, metric, assumption))
  return row.map(cell => {
    const results = metrics.flatMap((metric, at) => {
      const result = cell.results[metric]
      const comparison = comparisons[at]?.get(cell)
      return result && comparison ? [[metric, { ...result, comparison }] as const] : []
    })
    return { ...cell, results: { ...cell.results, ...Object.fromEntries(results) } }
  })
}

/** Each cell of a row against its baseline, in one metric; p adjusted over the whole row. */
function compareRow(
  row: readonly Cell[],
  metric: string,
  assumption: Assumption,
): Map<Cell, Comparison> {
  const compared = row.flatMap(cell => {
    const baseline = findBaseline(cell, row)
    if (!baseline || cell.isBaseline) return []
    if ([cell, baseline].some(({ load }) => load.state === 'missed')) return []
    const contrast = toContrast([{ left: cell, right: baseline }], metric)
    const found = assumption.compare(contrast)
    if (!found) return []
    return [{ cell, ...found }]
  })
  const adjusted = assumption.adjust(compared)
  return new Map(
    compared.map(({ cell, ...found }, index) => {
      const pValue = adjusted[index] ?? 1
      return [cell, { ...found, pValue, differs: pValue < significance }]
    }),
  )
}

/** A cell may be in several pairs: its weights add up, so that its noise is counted once. */
export function toContrast(
  pairs: readonly { left: Cell; right: Cell }[],
  metric: string,
): Contrast {
  const weights = new Map<Series, number>()
  const add = (series: Series, weight: number) =>
    weights.set(series, (weights.get(series) ?? 0) + weight / pairs.length)
  for (const pair of pairs) {
    const sides = toSides(pair, metric)
    if (!sides) continue
    add(sides.left, 1)
    add(sides.right, -1)
  }
  return [...weights].map(([series, weight]) => ({ series, weight }))
}

/**
 * What of two cells is compared: their values in the estimate. Of ladders these are the lines
 * through the loads that both of them held; nothing where there are too few.
 */
export function toSides(
  { left, right }: { left: Cell; right: Cell },
  metric: string,
): { left: Series; right: Series } | undefined {
  const [own, other] = [left.results[metric], right.results[metric]]
  if (!own || !other) return undefined
  if (!own.ladder || !other.ladder) return { left: own.series, right: other.series }
  const [held, otherHeld] = [heldRungs(own.ladder), heldRungs(other.ladder)]
  const both = held.filter(id => otherHeld.includes(id))
  const narrow = ({ ladder, series }: Result, all: string[]) =>
    both.length < all.length && ladder ? toLadderSeries(ladder, both) : series
  return { left: narrow(own, held), right: narrow(other, otherHeld) }
}
