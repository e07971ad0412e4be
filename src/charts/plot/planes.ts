import type { Cell, Efficiency } from '../../efficiency/efficiency.ts'
import type { Facet, Series } from './line-plot.ts'

/** What stands where: the factor along a line, that of the lines; every other one heads planes. */
export interface LinesLayout {
  along: string
  /** Missing where there is one line a plane. */
  colour?: string
}

/** A cell at the number of its level of the factor along the line. */
export interface Numbered {
  cell: Cell
  number: number
}

/** Cells of one line, from the lowest number up, under the names of the plane and of the line. */
export interface Line<T extends Numbered> {
  heading: string
  name: string
  items: T[]
}

/** Those cells whose level of the factor is a number. */
export function toNumberedCells(
  cells: readonly Cell[],
  { study: { manifest } }: Pick<Efficiency, 'study'>,
  along: string,
): Numbered[] {
  const { numbers = {} } = manifest.factors[along] ?? {}
  return cells.flatMap(cell => {
    const number = numbers[cell.configuration.levels[along] ?? '']
    return number === undefined ? [] : { cell, number }
  })
}

/** A line a level of one factor, in the plane of the levels of all others that vary. */
export function toLines<T extends Numbered>(
  items: readonly T[],
  { study: { manifest } }: Pick<Efficiency, 'study'>,
  { along, colour }: LinesLayout,
): Line<T>[] {
  const labelOf = (factor: string, level = '') =>
    manifest.factors[factor]?.levels[level]?.label ?? level
  const varying = Object.keys(manifest.factors).filter(
    factor =>
      factor !== along &&
      factor !== colour &&
      new Set(items.map(({ cell }) => cell.configuration.levels[factor])).size > 1,
  )
  const headingOf = ({ cell }: T) =>
    varying.map(factor => labelOf(factor, cell.configuration.levels[factor])).join(' · ')
  const nameOf = (item: T) =>
    colour === undefined ? headingOf(item) : labelOf(colour, item.cell.configuration.levels[colour])
  return groupBy(items, headingOf).flatMap(([heading, own]) =>
    groupBy(own, nameOf).map(([name, members]) => ({
      heading,
      name,
      items: [...members].sort((a, b) => a.number - b.number),
    })),
  )
}

/** Planes in the order of their first lines. */
export function toPlanes<T extends Numbered>(
  lines: readonly Line<T>[],
  toSeries: (line: Line<T>) => Series,
): Facet[] {
  return groupBy(lines, ({ heading }) => heading).map(([heading, own]) => ({
    ...(heading !== '' && { heading }),
    series: own.map(toSeries),
  }))
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const own = groups.get(keyOf(item))
    if (own) own.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups]
}
