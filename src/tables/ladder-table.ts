import { describeNoiseFloor } from '../efficiency/comparison/noise-floor.ts'
import type { Cell, Efficiency, Metric } from '../efficiency/efficiency.ts'
import { toAttenuation, toLinearity } from '../efficiency/ladder/linearity.ts'
import { variationOf } from '../efficiency/spread.ts'
import { decimalsOf, formatRange } from '../format/estimate.ts'
import { formatBareP, formatNumber, formatPercent } from '../format/number.ts'
import { print } from '../format/printed.ts'
import { type Scale, scaleFor } from '../format/scale.ts'
import { toPartId } from '../study/manifest/cost-parts.ts'
import { describeImpossible, isPossible, toFootnotes } from './footnotes.ts'
import { type CellView, type TableView, toColumn, toNotes, word } from './table.ts'

/** What is read off the lines of a ladder, each with its interval: the slope, at no load, at the top. */
const parts: { heading: string; idOf(metric: string): string }[] = [
  { heading: 'Marginal cost', idOf: metric => metric },
  { heading: 'At no load', idOf: metric => toPartId('idle', metric) },
  { heading: 'At the top', idOf: metric => toPartId('top', metric) },
]

/**
 * The lines of a ladder: slope, height at no load and slope at the top, how much the slope varies
 * over rounds, and whether it is a line at all.
 */
export function toLadderTable(efficiency: Efficiency, metric: Metric, workload: string): TableView {
  const all = efficiency.cells.filter(cell => cell.workload === workload)
  const cells = all.filter(isPossible)
  const {
    label = '',
    description = '',
    ladder,
  } = efficiency.study.manifest.workloads[workload] ?? {}
  const loads = (ladder?.rungs ?? []).map(rung => rung.label).join(', ')
  const columns = parts.map(part => toPart(part.idOf(metric.id), part.heading, cells))
  const footnotes = toFootnotes([metric], cells)
  const lettersOf = (id: string) =>
    footnotes.filter(note => note.cells.includes(id)).map(({ letter }) => letter)
  return {
    caption: print(
      [
        `${metric.label}. ${label}: ${description}, at ${loads}.`,
        'Each value: mean over rounds of what a weighted line through the loads of the round says, with its 95 % interval (Student’s t, longer on the side to which the rounds are skewed).',
        `CV: standard deviation of the slope over rounds ÷ its mean. Bend: how much the slope changes from the lowest load to the highest, and the smallest p of any load off the line (Student’s t over rounds, Holm).`,
        sayAttenuation(metric, cells),
        ...describeImpossible(all),
      ].join(' '),
    ),
    notes: [
      ...footnotes.map(({ letter, text }) => ({ letter, text: print(text) })),
      ...toNotes(describeNoiseFloor(efficiency, [metric], workload)),
    ],
    groups: [...columns.map(({ heading }) => ({ heading: print(heading), span: 2 })), { span: 3 }],
    columns: [
      ...columns.flatMap(({ scale }) => [
        toColumn(undefined, scale.label || 'value'),
        toColumn(undefined, '95 % interval'),
      ]),
      toColumn('CV'),
      toColumn('Bend', 'of the slope'),
      toColumn('p'),
    ],
    rows: cells.map((cell, at) => {
      const [first = word(''), ...rest] = columns.flatMap(({ rows }) => rows[at] ?? [])
      return {
        heading: print(cell.configuration.label),
        baseline: cell.isBaseline,
        origin: cell,
        cells: [
          { ...first, note: lettersOf(cell.id).join(' ') },
          ...rest,
          ...toShapeCells(cell, metric),
        ],
      }
    }),
  }
}

function toPart(id: string, heading: string, cells: Cell[]) {
  const results = cells.map(cell => cell.results[id])
  const intervals = results.map(result =>
    result?.estimate.state === 'estimated' ? result.estimate.interval : undefined,
  )
  const known = intervals.filter(interval => interval !== undefined)
  const unit = results.find(result => result && result.points.length > 0)?.unit ?? '1'
  const scale: Scale = scaleFor(
    known.map(({ value }) => value),
    unit,
  )
  const decimals = decimalsOf(known, scale)
  const rows = intervals.map((interval): CellView[] =>
    interval
      ? [
          word(formatNumber(interval.value / scale.divisor, decimals)),
          { ...word(formatRange(interval, scale, decimals)), quiet: true },
        ]
      : [word('—'), word('')],
  )
  return { heading, scale, rows }
}

function toShapeCells(cell: Cell, metric: Metric): CellView[] {
  const result = cell.results[metric.id]
  const variation = variationOf(result)
  const linearity = result?.ladder && toLinearity(result.ladder)
  return [
    word(variation === undefined ? '—' : formatPercent(Math.abs(variation))),
    word(linearity ? formatPercent(linearity.change.value, 0, true) : '—'),
    word(linearity ? formatBareP(linearity.pValue) : '—'),
  ]
}

/** Loads are known as the tool counted them: how much that leaves open, at most. */
function sayAttenuation(metric: Metric, cells: Cell[]): string {
  const shares = cells.flatMap(cell => {
    const { ladder } = cell.results[metric.id] ?? {}
    return ladder ? [toAttenuation(ladder.rungs.filter(({ isHeld }) => isHeld))] : []
  })
  if (shares.length === 0) return ''
  const most = Math.max(...shares)
  const told = most < 1e-4 ? 'less than 0.01\u2009%' : `at most ${formatPercent(most, 2)}`
  return `If all that loads vary over rounds were errors, slopes would be too low by ${told}.`
}
