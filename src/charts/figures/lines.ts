import { describeEstimand } from '../../efficiency/describe-estimand.ts'
import { describeEstimates, sayTooFew } from '../../efficiency/describe-estimates.ts'
import type { Cell, Efficiency, Metric } from '../../efficiency/efficiency.ts'
import { print } from '../../format/printed.ts'
import { arePowers } from '../../study/manifest/numeric.ts'
import { type Figure, toSentence, withoutDescription } from '../figure.ts'
import { type Measure, toMeasure } from '../measure.ts'
import { drawLines, type Series } from '../plot/line-plot.ts'
import { type Axis, toAxis } from '../plot/plane.ts'
import {
  type Line,
  type LinesLayout,
  type Numbered,
  toLines,
  toNumberedCells,
  toPlanes,
} from '../plot/planes.ts'

/** A cell that is drawn, at its number on the axis. */
interface Placed extends Numbered {
  row: Measure['rows'][number]
}

/**
 * A metric along a factor whose levels are numbers: a line a level of a second factor, a plane for each
 * level of all others. The axis is one of logarithms where the numbers are powers.
 */
export function toLinesFigure(
  efficiency: Efficiency,
  metric: Metric,
  workload: string,
  layout: LinesLayout,
): Figure {
  const { manifest } = efficiency.study
  const cells = efficiency.cells.filter(
    cell => cell.workload === workload && cell.state.state === 'measured',
  )
  const measure = toMeasure(cells, metric)
  const declared = manifest.factors[layout.along]
  const { numbers = {}, label: along = layout.along, unit } = declared ?? {}
  // A size has its unit at each tick, another number in the title.
  const ticks = unit === 'B' ? Object.values(declared?.levels ?? {}).map(({ label }) => label) : []
  const placed = toNumberedCells(cells, efficiency, layout.along).flatMap((item): Placed[] => {
    const row = measure.rows[cells.indexOf(item.cell)]
    return row ? [{ ...item, row }] : []
  })
  const facets = toPlanes(toLines(placed, efficiency, layout), line => toSeries(line, measure.runs))
  const values = [
    ...placed.flatMap(({ row: { value, lower, upper } }) => [
      value ?? [],
      lower ?? [],
      upper ?? [],
    ]),
    ...measure.runs.map(({ value }) => value),
  ].flat()
  const { label = '', description = '' } = manifest.workloads[workload] ?? {}
  const estimand = describeEstimand(efficiency, [metric.id], workload).map(text => `${text} `)
  return {
    subtitle: print(
      `${measure.name} along ${along.toLowerCase()}. ${label}: ${description}. ${estimand.join('')}${metric.better === 'lower' ? 'Lower' : 'Higher'} is better.`,
    ),
    caption: print(toCaption(efficiency, cells, metric, arePowers(Object.values(numbers)))),
    description: print(measure.rows.map(row => `${row.configuration}: ${row.label}`).join('; ')),
    sentences: measure.rows.map(toSentence),
    tables: {
      rows: withoutDescription(
        measure.rows.map((row, at) => ({
          [layout.along]: numbers[cells[at]?.configuration.levels[layout.along] ?? ''] ?? null,
          ...row,
        })),
      ),
      runs: withoutDescription(measure.runs),
    },
    origins: cells,
    spec: width =>
      drawLines(
        {
          facets,
          x: toNumberAxis(
            unit === undefined || unit === 'B' ? along : `${along} (${unit})`,
            Object.values(numbers),
            ticks,
          ),
          y: toAxis(measure.name, values, false),
          height: Math.min(300, Math.round(width * 0.7)),
        },
        width,
      ),
  }
}

/** A tick at each number, with its label where there is one. */
function toNumberAxis(title: string, numbers: number[], labels: readonly string[]): Axis {
  const isLog = arePowers(numbers)
  const axis = toAxis(title, numbers, isLog)
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  const room = isLog ? 1 : (most - least) * 0.04
  const domain: Axis['domain'] = isLog ? axis.domain : [least - room, most + room]
  const named = Object.fromEntries(numbers.map((number, at) => [number, labels[at] ?? '']))
  const labelExpr = labels.length > 0 && { labelExpr: `(${JSON.stringify(named)})[datum.value]` }
  return { ...axis, domain, values: numbers, ...labelExpr }
}

function toSeries({ name, items }: Line<Placed>, runs: Measure['runs']): Series {
  const drawn = items.flatMap(({ number, row }) =>
    row.value === null ? [] : { x: number, y: row.value, row },
  )
  return {
    name,
    points: drawn.map(({ x, y }) => ({ x, y })),
    marked: drawn.map(({ x, y, row }) => ({ x, y, description: row.description })),
    intervals: drawn.flatMap(({ x, row: { lower, upper } }) =>
      lower === null || upper === null ? [] : { x, lower, upper },
    ),
    runs: items.flatMap(({ cell, number }) =>
      runs
        .filter(({ configuration }) => configuration === cell.configuration.label)
        .map(({ value }) => ({ x: number, y: value })),
    ),
  }
}

function toCaption(
  { assumption }: Efficiency,
  cells: Cell[],
  metric: Metric,
  isLog: boolean,
): string {
  const described = describeEstimates(cells, [metric.id], assumption)
  const { estimate, interval, remarks } = described
  return [
    `Large points: ${estimate}.`,
    ...(interval ? [`Bars: ${interval}.`] : []),
    'Small points: single runs.',
    ...remarks,
    ...sayTooFew(described, 'Without a bar'),
    `Lines join the points and say nothing of what lies between. The vertical axis begins at zero${isLog ? '; the horizontal one is logarithmic' : ''}.`,
  ].join(' ')
}
