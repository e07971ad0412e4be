import { type Contrast, perRound, present, runsOf } from '../statistics/contrast.ts'
import { minimumDetectableMatchedRatio } from '../statistics/minimum-detectable-matched-ratio.ts'
import { minimumDetectableRatio } from '../statistics/minimum-detectable-ratio.ts'
import type { Ratio } from '../statistics/ratio.ts'
import type { Assumption } from './assumption.ts'
import type { Cell } from './efficiency.ts'

/** A cell against the baseline. */
interface Compared {
  cell: Cell
  ratio: Ratio
  /** The smallest ratio above 1 that such runs would have shown. */
  smallest: number
}

/** Compare a row of cells with its baseline. Those that missed their load are compared with nothing. */
export function compareWithBaseline(row: Cell[], metric: string, assumption: Assumption): void {
  const baseline = row.find(cell => cell.isBaseline)
  if (!baseline || baseline.load.state === 'missed') return
  const compared = row.flatMap((cell): Compared[] => {
    if (cell.isBaseline || cell.load.state === 'missed') return []
    const contrast = toContrast([{ left: cell, right: baseline }], metric)
    const ratio = assumption.compare(contrast)
    return ratio ? [{ cell, ratio, smallest: findSmallest(contrast, assumption) }] : []
  })
  const adjusted = assumption.adjust(compared.map(({ ratio }) => ratio))
  for (const [index, { cell, ratio, smallest }] of compared.entries()) {
    const result = cell.results[metric]
    const pValue = adjusted[index] ?? 1
    if (result) result.comparison = { ratio, pValue, differs: pValue < 0.05, smallest }
  }
}

/** A cell may be in several pairs: its weights add up, so that its noise is counted once. */
export function toContrast(
  pairs: readonly { left: Cell; right: Cell }[],
  metric: string,
): Contrast {
  const weights = new Map<Cell, number>()
  const add = (cell: Cell, weight: number) =>
    weights.set(cell, (weights.get(cell) ?? 0) + weight / pairs.length)
  for (const { left, right } of pairs) {
    add(left, 1)
    add(right, -1)
  }
  return [...weights].flatMap(([cell, weight]) => {
    const series = cell.results[metric]?.series
    return series ? [{ series, weight }] : []
  })
}

function findSmallest(contrast: Contrast, { name }: Assumption): number {
  if (name === 'round-drift') return minimumDetectableMatchedRatio(present(perRound(contrast)))
  const [a = [], b = []] = contrast.map(({ series }) => runsOf(series))
  return minimumDetectableRatio(a, b)
}
