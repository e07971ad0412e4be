import { type Contrast, perRound, present, runsOf } from '../statistics/contrast.ts'
import { minimumDetectableMatchedRatio } from '../statistics/minimum-detectable-matched-ratio.ts'
import { minimumDetectableRatio } from '../statistics/minimum-detectable-ratio.ts'
import type { Assumption } from './assumption.ts'
import type { Cell } from './efficiency.ts'

/** Compare a row of cells with its baseline. Those that missed their load are compared with nothing. */
export function compareWithBaseline(row: Cell[], metric: string, assumption: Assumption): void {
  const baseline = row.find(cell => cell.isBaseline)
  if (!baseline || baseline.load.state === 'missed') return
  const compared = row.flatMap(cell => {
    if (cell.isBaseline || cell.load.state === 'missed') return []
    const contrast = toContrast([{ left: cell, right: baseline }], metric)
    const found = assumption.compare(contrast)
    const isSigned = contrast.some(({ series }) => series.isSigned)
    const smallest = isSigned ? undefined : findSmallest(contrast, assumption)
    return found ? [{ cell, ...found, ...(smallest && { smallest }) }] : []
  })
  const adjusted = assumption.adjust(compared)
  for (const [index, { cell, ...found }] of compared.entries()) {
    const result = cell.results[metric]
    const pValue = adjusted[index] ?? 1
    if (result) result.comparison = { ...found, pValue, differs: pValue < 0.05 }
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
