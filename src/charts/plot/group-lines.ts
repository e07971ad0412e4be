import type { Cell, Efficiency } from '../../efficiency/efficiency.ts'
import type { Line } from './row-plot.ts'

/**
 * Lines of a row plot for the configurations of a study. With several factors they stand in
 * groups by the level of one, the first unless another is named; what cannot be put together is
 * told in words behind the heading.
 */
export function toLines(
  { study: { manifest } }: Efficiency,
  cells: Cell[],
  factor = defaultGroup(manifest.factors),
): Line[] {
  const by = manifest.factors[factor ?? '']
  if (factor === undefined || !by) {
    return cells.map(({ configuration: { label } }) => ({ key: label, text: label, kind: 'row' }))
  }
  const label = (name: string, level: string) =>
    manifest.factors[name]?.levels[level]?.label ?? level
  return Object.keys(by.levels).flatMap(level => {
    const members = cells.filter(cell => cell.configuration.levels[factor] === level)
    const [possible, impossible] = split(members)
    const names = namingFactors(possible, Object.keys(manifest.factors), factor)
    const rows = possible.map(
      ({ configuration }): Line => ({
        key: configuration.label,
        text: names.map(name => label(name, configuration.levels[name] ?? '')).join(' · '),
        kind: 'row',
      }),
    )
    const heading: Line = {
      key: `heading ${level}`,
      kind: 'heading',
      text: label(factor, level),
      remark: summarize(impossible, possible, factor, label),
    }
    return members.length === 0 ? [] : [heading, ...rows]
  })
}

/** The first factor, where more than one has several levels. */
function defaultGroup(factors: { [name: string]: { levels: object } }): string | undefined {
  const varying = Object.keys(factors).filter(
    name => Object.keys(factors[name]?.levels ?? {}).length > 1,
  )
  return varying.length > 1 ? varying[0] : undefined
}

function split(cells: Cell[]): [possible: Cell[], impossible: Cell[]] {
  const isImpossible = (cell: Cell) => cell.state.state === 'impossible'
  return [cells.filter(cell => !isImpossible(cell)), cells.filter(isImpossible)]
}

/** Factors whose levels tell the rows of a group apart; all others but its own where none does. */
function namingFactors(cells: Cell[], factors: string[], group: string): string[] {
  const others = factors.filter(name => name !== group)
  const telling = others.filter(
    name => new Set(cells.map(cell => cell.configuration.levels[name])).size > 1,
  )
  return telling.length > 0 ? telling : others
}

/**
 * What a group cannot have, by the levels of which it has nothing at all:
 * `not possible: with IOThread`. What is left over is counted; the table names it.
 */
function summarize(
  impossible: Cell[],
  possible: Cell[],
  group: string,
  label: (factor: string, level: string) => string,
): string | undefined {
  if (impossible.length === 0) return undefined
  if (possible.length === 0) return 'not possible'
  const has = (cells: Cell[], factor: string, level?: string) =>
    cells.some(cell => cell.configuration.levels[factor] === level)
  const whole = Object.keys(impossible[0]?.configuration.levels ?? {})
    .filter(factor => factor !== group)
    .flatMap(factor =>
      [...new Set(impossible.map(cell => cell.configuration.levels[factor] ?? ''))]
        .filter(level => !has(possible, factor, level))
        .map(level => ({ factor, level })),
    )
  const rest = impossible.filter(
    ({ configuration: { levels } }) => !whole.some(({ factor, level }) => levels[factor] === level),
  )
  const names = [
    ...whole.map(({ factor, level }) => label(factor, level)),
    ...(rest.length === 0 ? [] : [rest.length === 1 ? '1 other' : `${rest.length} others`]),
  ]
  return whole.length === 0
    ? `${impossible.length} combinations not possible`
    : `not possible: ${names.join(', ')}`
}
