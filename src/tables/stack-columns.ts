import { type Printed, print } from '../format/printed.ts'
import type { CellView, ColumnView, TableView } from './table.ts'

/** Metrics that fit side by side with a column each for estimate, interval and change. */
const mostAbreast = 2

/**
 * A table of costs as the page shows it. Of more metrics than fit, each takes one column: the
 * estimate, its interval beside it, the change against the baseline beneath. Files of text and
 * Markdown keep a column for each.
 */
export function stackColumns(view: TableView): TableView {
  const spans = view.groups.map(({ span }) => span)
  const isStacked = view.groups.filter(({ isMetric }) => isMetric).length > mostAbreast
  if (!isStacked) return view
  const ends = spans.map((_, at) => spans.slice(0, at + 1).reduce((sum, span) => sum + span, 0))
  const split = <T>(items: T[]): T[][] => ends.map((end, at) => items.slice(ends[at - 1] ?? 0, end))
  return {
    ...view,
    stacked: true,
    groups: [],
    columns: split(view.columns).flatMap((columns, at) =>
      view.groups[at]?.isMetric
        ? [stack(columns, view.groups[at]?.heading)]
        : columns.map(column => ({
            ...column,
            heading: column.heading ?? view.groups[at]?.heading,
          })),
    ),
    rows: view.rows.map(row => ({
      ...row,
      cells: split(row.cells).flatMap((cells, at) =>
        view.groups[at]?.isMetric ? toCell(cells) : cells,
      ),
    })),
  }
}

function stack([value, interval, change]: ColumnView[], heading?: Printed): ColumnView {
  const units = [value?.unit, interval?.unit].filter(unit => unit !== undefined)
  return {
    heading,
    unit: print(units.join(', ')),
    beneath: change?.unit,
    note: value?.note,
    numeric: true,
  }
}

function toCell([value, interval, change]: CellView[]): CellView[] {
  return value ? [{ ...value, beside: interval?.text, beneath: change?.text }] : []
}
