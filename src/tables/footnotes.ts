import type { Amount, Cell, Doubt, Metric } from '../efficiency/efficiency.ts'
import { sayFound } from '../efficiency/gates/gate.ts'
import { print } from '../format/printed.ts'

/** A doubt of the quality gates below a table, and the cells whose numbers carry its letter. */
export interface Footnote {
  letter: string
  /** The metric whose column carries the letter. */
  metric: string
  cells: string[]
  /** Whether they are all cells that were measured: then the column's heading carries it. */
  isOfColumn: boolean
  text: string
}

/** More rows than these are counted, and not named: their letter names them. */
const mostNamed = 3

/**
 * One footnote for each gate that has doubts on a metric, naming the rows it touches. A doubt on
 * all of a cell stands once, at its first number.
 */
export function toFootnotes(metrics: Metric[], cells: Cell[]): Footnote[] {
  const measured = cells.filter(({ state }) => state.state === 'measured').length
  const notes = metrics.flatMap((metric, index) =>
    gatesOf(cells).flatMap(gate => {
      const touched = cells.flatMap(cell =>
        cell.doubts
          .filter(doubt => doubt.gate === gate)
          .filter(doubt => (doubt.metric ?? (index === 0 ? metric.id : '')) === metric.id)
          .map(doubt => ({ cell, doubt, isOfCell: doubt.metric === undefined })),
      )
      const [first] = touched
      if (!first) return []
      const subject = first.isOfCell ? '' : `${metric.label}, `
      const ids = [...new Set(touched.map(({ cell }) => cell.id))]
      const isOfColumn = ids.length === measured && measured > mostNamed
      return {
        metric: metric.id,
        cells: ids,
        isOfColumn,
        text: `${subject}${gate}: ${toList(touched, isOfColumn ? 'all rows' : `${ids.length} rows`)}.`,
      }
    }),
  )
  return notes.map((note, index) => ({ ...note, letter: toLetter(index) }))
}

function gatesOf(cells: Cell[]): string[] {
  return [...new Set(cells.flatMap(cell => cell.doubts.map(doubt => doubt.gate)))]
}

/**
 * `a · b: text`; what many rows share is said once. Where many rows have texts of their own, a
 * list of them would be longer than the table: there the range of their numbers stands for them.
 */
function toList(touched: { cell: Cell; doubt: Doubt }[], rows: string): string {
  const labels = new Map<string, string[]>()
  for (const { cell, doubt } of touched) {
    labels.set(doubt.text, [...(labels.get(doubt.text) ?? []), cell.configuration.label])
  }
  if (labels.size > mostNamed) {
    const words = toRange(touched.map(({ doubt }) => doubt.amount)) ?? 'the ledger says how'
    return `${words} (${rows})`
  }
  return [...labels]
    .map(([text, named]) => {
      if (named.length <= mostNamed) return `${named.join(', ')}: ${text}`
      return `${text} (${labels.size === 1 ? rows : `${named.length} rows`})`
    })
    .join('; ')
}

/** `the runs vary by 11 % to 53 %`, of doubts that differ in their one number only. */
function toRange(amounts: (Amount | undefined)[]): string | undefined {
  const known = amounts.filter(amount => amount !== undefined)
  const [least, ...others] = known.sort((a, b) => a.value - b.value)
  const most = others.at(-1)
  const isAlike = others.every(
    ({ before, unit, after }) =>
      before === least?.before && unit === least.unit && after === least.after,
  )
  if (!least || !most || !isAlike || known.length < amounts.length) return undefined
  return sayFound({ ...least, number: print(`${least.number}${least.unit} to ${most.number}`) })
}

/** `a` to `z`, then `aa` */
function toLetter(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26))
  return index < 26 ? letter : toLetter(Math.floor(index / 26) - 1) + letter
}

/** How many combinations have no row because they cannot be; the ledger gives the reason of each. */
export function describeImpossible(cells: Cell[]): string[] {
  const count = cells.filter(cell => !isPossible(cell)).length
  if (count === 0) return []
  const subject = count === 1 ? '1 combination that is' : `${count} combinations that are`
  return [`Without a row: ${subject} not possible; the ledger says why.`]
}

export function isPossible({ state }: Cell): boolean {
  return state.state !== 'impossible'
}
