import type { Cell, Efficiency, Metric } from '../efficiency/efficiency.ts'
import { describeWindows, pointsOf } from '../efficiency/windows.ts'
import { decimalsFor, formatNumber } from '../format/number.ts'
import { print } from '../format/printed.ts'
import { type Scale, scaleFor } from '../format/scale.ts'
import { nameTools } from '../study/tool-words.ts'
import { type CellView, type TableView, toColumn, word } from './table.ts'

/** Runs that were counted in several windows: the value over all of them, and their range. */
export function toWindowTable(
  efficiency: Efficiency,
  metrics: Metric[],
  workload: string,
): TableView {
  const { manifest } = efficiency.study
  const cells = efficiency.cells.filter(
    cell =>
      cell.workload === workload && metrics.some(metric => pointsOf(cell, metric.id).length > 0),
  )
  const repeats = (cell: Cell) => [
    ...new Set(metrics.flatMap(metric => pointsOf(cell, metric.id).map(point => point.repeat))),
  ]
  const scales = metrics.map(metric => toScale(cells, metric.id))
  const { label = '', description = '' } = manifest.workloads[workload] ?? {}
  const words = describeWindows(
    cells,
    metrics.map(metric => metric.id),
  )
  return {
    caption: print(
      `${label}: ${description}. ${words || 'No run was counted in several windows.'} Their range tells how even a run was, with the mean rate of ${nameTools(cells.flatMap(({ runs }) => runs))} over the whole run below each.`,
    ),
    notes: [],
    groups: [
      { span: 1 },
      ...metrics.map(metric => ({
        heading: print(`${metric.label}, ${manifest.scopes[metric.scope ?? '']?.label ?? ''}`),
        span: 3,
        isMetric: true,
      })),
    ],
    columns: [
      toColumn('Repeat'),
      ...scales.flatMap(scale => [
        toColumn(undefined, scale.label || 'value'),
        toColumn(undefined, 'smallest to largest window'),
        toColumn(undefined, 'windows'),
      ]),
    ],
    rows: cells.flatMap(cell =>
      repeats(cell).map(repeat => ({
        heading: print(cell.configuration.label),
        baseline: cell.isBaseline,
        origin: cell,
        cells: [
          word(repeat),
          ...metrics.flatMap((metric, index) =>
            toCells(cell, metric.id, repeat, scales[index] as Scale),
          ),
        ],
      })),
    ),
  }
}

function toScale(cells: Cell[], metric: string): Scale {
  const quantities = cells.flatMap(cell => pointsOf(cell, metric).map(point => point.quantity))
  return scaleFor(
    quantities.map(({ value }) => value),
    quantities[0]?.unit ?? '1',
  )
}

function toCells(cell: Cell, metric: string, repeat: string, scale: Scale): CellView[] {
  const point = pointsOf(cell, metric).find(item => item.repeat === repeat)
  if (!point) return [word('n/r'), word(''), word('')]
  const values = point.windows.map(({ value }) => value)
  const format = (value: number) =>
    formatNumber(value / scale.divisor, decimalsFor(value / scale.divisor))
  return [
    word(format(point.quantity.value)),
    {
      ...word(`${format(Math.min(...values))}–${format(Math.max(...values))}`),
      quiet: true,
    },
    word(String(values.length)),
  ]
}
