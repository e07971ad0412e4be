import type { Cell, Efficiency } from '../../efficiency/efficiency.ts'
import type { Facet, Series } from './line-plot.ts'

const mostSeries = 4

/** At most four series share a plane; more are split by the level of the first factor. */
export function toFacets<T extends { cell: Cell }>(
  found: readonly T[],
  { study: { manifest } }: Efficiency,
  toSeries: (item: T) => Series,
): Facet[] {
  if (found.length <= mostSeries) return [{ series: found.map(toSeries) }]
  const [factor = ''] = Object.keys(manifest.factors)
  const { label = '', levels = {} } = manifest.factors[factor] ?? {}
  return Object.keys(levels).flatMap(level => {
    const members = found.filter(({ cell }) => cell.configuration.levels[factor] === level)
    const rest = ({ cell }: T) => {
      const parts = Object.entries(cell.configuration.levels).filter(([name]) => name !== factor)
      const words = parts.map(
        ([name, other]) => manifest.factors[name]?.levels[other]?.label ?? other,
      )
      return words.join(' · ') || cell.configuration.label
    }
    if (members.length === 0) return []
    const heading = `${label}: ${levels[level]?.label ?? level}`
    return [{ heading, series: members.map(item => ({ ...toSeries(item), name: rest(item) })) }]
  })
}

/** How many series a facet would have at most: more than four must be refused. */
export function countSeries(
  { study: { manifest } }: Efficiency,
  found: readonly { cell: Cell }[],
): number {
  if (found.length <= mostSeries) return found.length
  const [factor = ''] = Object.keys(manifest.factors)
  const levels = found.map(({ cell }) => cell.configuration.levels[factor])
  const names = new Set(
    found.map(({ cell }) => JSON.stringify({ ...cell.configuration.levels, [factor]: '' })),
  )
  return Math.max(
    names.size,
    ...levels.map(level => levels.filter(other => other === level).length),
  )
}
