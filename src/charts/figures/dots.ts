import { describeEstimand } from '../../efficiency/describe-estimand.ts'
import {
  type Described,
  describeEstimates,
  sayTooFew,
} from '../../efficiency/describe-estimates.ts'
import type { Efficiency, Metric } from '../../efficiency/efficiency.ts'
import { describeCounting } from '../../efficiency/windows.ts'
import { print } from '../../format/printed.ts'
import { type Figure, toSentence, withoutDescription } from '../figure.ts'
import { type Measure, toMeasure } from '../measure.ts'
import { toLines } from '../plot/group-lines.ts'
import { drawRows, type IntervalRow, type RunTick } from '../plot/row-plot.ts'

/**
 * Dot and interval: the estimate of each configuration with its runs, for one or two metrics.
 * Nothing is left out: a cell without an estimate says why, in its row or in words of its group.
 */
export function toDots(
  efficiency: Efficiency,
  metrics: Metric[],
  workload: string,
  group?: string,
): Figure {
  const cells = efficiency.cells.filter(cell => cell.workload === workload)
  const { manifest } = efficiency.study
  const measures = metrics.map(metric => toMeasure(cells, metric))
  const lines = toLines(efficiency, cells, group)
  const { label = '', description = '' } = manifest.workloads[workload] ?? {}
  const several = measures.length > 1
  const table = (of: (measure: Measure) => (IntervalRow | RunTick)[]) =>
    withoutDescription(
      measures.flatMap(measure =>
        of(measure).map(row => ({ ...(several && { measure: measure.name }), ...row })),
      ),
    )
  const titles = measures.map(({ metric, name }) => {
    const scope = manifest.scopes[metric.scope ?? '']
    return `${name}${scope ? ` of ${scope.description}` : ''}`
  })
  const ids = metrics.map(({ id }) => id)
  const windows = describeCounting(cells, ids)
  const described = describeEstimates(cells, ids, efficiency.assumption)
  const estimand = describeEstimand(efficiency, ids, workload)
    .map(sentence => `${sentence} `)
    .join('')
  const better = metrics.map(metric => (metric.better === 'lower' ? 'lower' : 'higher'))
  return {
    subtitle: print(
      `${titles.join('; ')}. ${label}: ${description}. ${estimand}${sayBetter(better)}`,
    ),
    caption: print([toCaption(measures, described), windows].filter(Boolean).join(' ')),
    description: print(
      measures
        .map(({ name, rows }) => {
          const list = rows.map(row => `${row.configuration}: ${row.label}`).join('; ')
          return several ? `${name}: ${list}` : list
        })
        .join('. '),
    ),
    sentences: measures.flatMap(measure => measure.rows.map(toSentence)),
    tables: { rows: table(measure => measure.rows), runs: table(measure => measure.runs) },
    origins: measures.flatMap(() => cells),
    spec: width =>
      drawRows(
        {
          lines,
          panels: measures.map(measure => ({
            ...measure,
            title: several ? measure.name : measure.title,
          })),
        },
        width,
      ),
  }
}

function sayBetter([first, second = first]: ('lower' | 'higher')[]): string {
  if (first === second) return `${first === 'lower' ? 'Lower' : 'Higher'} is better.`
  return `At the left ${first} is better, at the right ${second}.`
}

function toCaption(measures: Measure[], described: Described): string {
  const { estimate, interval } = described
  const remarks = [...described.remarks, ...sayTooFew(described, 'Hollow')]
  const rows = measures.flatMap(measure => measure.rows)
  const aside = measures[0]?.runs.filter(run => !run.counts).length ?? 0
  const red =
    aside === 0
      ? ''
      : `; ${aside} in red missed the load and ${aside === 1 ? 'is' : 'are'} not in the estimate`
  const why = rows.some(row => row.mark === 'none')
    ? ' A row without a point says why it has none.'
    : ''
  const crossed = rows.some(row => row.mark === 'crossed')
    ? ' Crossed: the load was missed, so the row is compared with nothing.'
    : ''
  const isBelowZero = measures.some(measure => measure.runs.some(run => run.value < 0))
  const zero = isBelowZero ? 'The axis goes below zero.' : 'The axis begins at zero.'
  const lines = interval ? ` Lines: ${interval}.` : ''
  return `Points: ${estimate}.${lines} Ticks: single runs${red}. ${[...remarks, zero].join(' ')}${crossed}${why}`
}
