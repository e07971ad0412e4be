import { assumptions } from '../../efficiency/comparison/assumption.ts'
import { sayNone } from '../../efficiency/describe-estimates.ts'
import type { Cell, Efficiency, Metric } from '../../efficiency/efficiency.ts'
import type { Row } from '../../format/csv.ts'
import { decimalsOf, formatRange } from '../../format/estimate.ts'
import { decimalsFor, formatNumber, formatPercent } from '../../format/number.ts'
import { print } from '../../format/printed.ts'
import { type Scale, scaleFor } from '../../format/scale.ts'
import { amountInterval } from '../../statistics/interval/amount-interval.ts'
import type { Interval } from '../../statistics/interval/interval.ts'
import { mean } from '../../statistics/summary/mean.ts'
import { holdsCount } from '../../study/counters/counts.ts'
import { type Figure, type Sentence, tell, toSentence, withoutDescription } from '../figure.ts'
import { toLines } from '../plot/group-lines.ts'
import { type Bar, drawRows, type IntervalRow } from '../plot/row-plot.ts'
import { series } from '../theme.ts'

/**
 * Parts of a cost as stacked bars, with the total. The parts of a run are added up before
 * anything is averaged, and the means are arithmetic ones, since only those add up.
 */
export function toParts(
  efficiency: Efficiency,
  metrics: Metric[],
  workload: string,
  group?: string,
): Figure {
  const cells = efficiency.cells.filter(cell => cell.workload === workload)
  const sums = cells.map(cell => ({ cell, runs: addParts(cell, metrics) }))
  const totals = sums.flatMap(({ runs }) => runs.map(run => run.total))
  const unit = unitsOf(cells, metrics)[0] ?? '1'
  const scale = scaleFor(totals, unit)
  const intervals = sums.flatMap(({ runs }) => toInterval(runs) ?? [])
  const decimals = decimalsOf(intervals, scale)
  const rows = sums.map(({ cell, runs }) => toSumRow(cell, runs, scale, decimals))
  const bars = sums.flatMap(({ cell, runs }) => toBars(cell, runs, metrics, scale))
  const { label = '', description = '' } = efficiency.study.manifest.workloads[workload] ?? {}
  const key = metrics.map((metric, at) => ({ text: metric.label, colour: series[at] ?? '' }))
  const names = metrics.map(metric => metric.label)
  const crossed = rows.some(row => row.mark === 'crossed')
    ? ' Crossed: the load was missed, so the row is compared with nothing.'
    : ''
  return {
    subtitle: print(
      `${names.join(' + ')}${scale.label ? ` (${scale.label})` : ''}. ${label}: ${description}. Lower is better.`,
    ),
    caption: print(
      `Bars: arithmetic means over runs, from the left ${names.join(', ')}. ${toLinesWords(intervals)} The axis begins at zero.${crossed}`,
    ),
    description: print(
      rows
        .map(row => {
          const parts = bars.filter(bar => bar.configuration === row.configuration)
          return [`${row.configuration}: ${row.label}`, ...parts.map(bar => bar.text)].join(', ')
        })
        .join('; '),
    ),
    sentences: rows.map(row => toSums(row, bars)),
    tables: { rows: withoutDescription(rows.map(row => ({ ...row, ...partsOf(bars, row) }))) },
    origins: cells,
    spec: width => {
      const panel = { title: scale.label || 'sum', rows, bars }
      return drawRows({ lines: toLines(efficiency, cells, group), panels: [panel], key }, width)
    },
  }
}

function toLinesWords(intervals: Interval[]): string {
  if (intervals.length === 0) return `Numbers: their sum. ${sayNone(assumptions['log-normal'])}`
  const isCut = intervals.some(({ lower, upper }) => lower === 0 && upper > 0)
  const end = isCut ? ', which ends at zero where it would go below' : ''
  return `Lines and numbers: their sum, with its 95 % interval (Student’s t over the sums of the runs)${end}.`
}

/** Why these metrics must not be added up, in words; nothing where they may. */
export function whyNotAdditive(
  { study, cells }: Efficiency,
  metrics: Metric[],
  workload: string,
): string | undefined {
  const { metrics: specs, scopes } = study.manifest
  const strange = metrics.find(({ id, kind }) => kind !== 'cost' || isRatio(specs[id]))
  if (strange) return `\`${strange.id}\`, which is no amount, expected costs per unit of work`
  const own = cells.filter(cell => cell.workload === workload)
  const units = unitsOf(own, metrics)
  if (units.length > 1) {
    return `units ${units.map(unit => `\`${unit}\``).join(' and ')} in one bar, expected one unit`
  }
  for (const [at, a] of metrics.entries()) {
    for (const b of metrics.slice(at + 1)) {
      const reason = whyOverlap(specs[a.id], specs[b.id], scopes)
      if (reason) return `\`${a.id}\` and \`${b.id}\` in one bar, ${reason}`
    }
  }
  return undefined
}

type Manifest = Efficiency['study']['manifest']
type Spec = Manifest['metrics'][string] | undefined

function isRatio(spec: Spec): boolean {
  return spec?.per !== undefined || spec?.inverse === true
}

function whyOverlap(a: Spec, b: Spec, scopes: Manifest['scopes']): string | undefined {
  if (!a || !b) return 'of which one is not measured'
  if (JSON.stringify(a.net) !== JSON.stringify(b.net))
    return 'of which only one is net of a reference'
  if (a.scope === b.scope) {
    const holds = (whole: string, part: string) =>
      whole === part || holdsCount(whole, part) || part.startsWith(`${whole}:`)
    return holds(a.count, b.count) || holds(b.count, a.count)
      ? `but \`${a.count}\` and \`${b.count}\` count the same work in part`
      : undefined
  }
  const [ours, theirs] = [scopes[a.scope]?.threads, scopes[b.scope]?.threads]
  const isApart = ours && theirs && !ours.some(thread => theirs.includes(thread))
  return isApart
    ? undefined
    : `but scopes \`${a.scope}\` and \`${b.scope}\` may hold the same work; name the \`threads\` of each`
}

function unitsOf(cells: Cell[], metrics: Metric[]) {
  const results = cells.flatMap(cell => metrics.flatMap(metric => cell.results[metric.id] ?? []))
  return [...new Set(results.filter(({ points }) => points.length > 0).map(({ unit }) => unit))]
}

interface SummedRun {
  parts: number[]
  total: number
}

/** Runs that are in the estimates and have all parts. */
function addParts(cell: Cell, metrics: Metric[]): SummedRun[] {
  return cell.runs.flatMap(run => {
    const parts = metrics.flatMap(({ id }) => {
      const point = cell.results[id]?.points.find(point => point.run === run.id && point.counts)
      return point ? [point.quantity.value] : []
    })
    return parts.length === metrics.length
      ? [{ parts, total: parts.reduce((sum, part) => sum + part, 0) }]
      : []
  })
}

function toInterval(runs: SummedRun[]): Interval | undefined {
  return runs.length < 3 ? undefined : amountInterval(runs.map(run => run.total))
}

function toSumRow(cell: Cell, runs: SummedRun[], scale: Scale, decimals: number): IntervalRow {
  const configuration = cell.configuration.label
  const base = { configuration, value: null, lower: null, upper: null }
  const why = whyNoBar(cell, runs)
  if (why) return { ...base, mark: 'none', label: print(why), ...tell(configuration, why) }
  const interval = toInterval(runs)
  const value = mean(runs.map(run => run.total)) / scale.divisor
  const text = formatNumber(value, interval ? decimals : decimalsFor(value))
  const missed = cell.load.state === 'missed'
  const remark = missed ? 'load missed' : `n = ${runs.length}`
  const range = interval ? `, 95 % interval ${formatRange(interval, scale, decimals)}` : ''
  const unit = scale.label ? ` ${scale.label}` : ''
  return {
    configuration,
    value,
    lower: interval ? interval.lower / scale.divisor : null,
    upper: interval ? interval.upper / scale.divisor : null,
    n: runs.length,
    mark: missed ? 'crossed' : 'line',
    label: print(`${text}, ${remark}`),
    ...tell(`${configuration}, sum`, `${text}${unit}${range}, ${remark}`),
  }
}

function whyNoBar(cell: Cell, runs: SummedRun[]): string | undefined {
  if (cell.state.state === 'impossible') return 'not possible'
  if (cell.state.state === 'not-run') return 'not run'
  if (runs.length === 0) return 'not recorded'
  return meansOf(runs).some(part => part < 0) ? 'a part is below zero' : undefined
}

function meansOf(runs: SummedRun[]): number[] {
  return (runs[0]?.parts ?? []).map((_, at) => mean(runs.map(run => run.parts[at] ?? 0)))
}

function toBars(cell: Cell, runs: SummedRun[], metrics: Metric[], scale: Scale): Bar[] {
  if (whyNoBar(cell, runs)) return []
  const parts = meansOf(runs).map(part => part / scale.divisor)
  const total = parts.reduce((sum, part) => sum + part, 0)
  let from = 0
  return parts.map((part, at) => {
    const name = metrics[at]?.label ?? ''
    const number = `${formatNumber(part, decimalsFor(part))}${scale.label ? ` ${scale.label}` : ''}`
    const text = `${name} ${number} (${formatPercent(part / total, 0)})`
    const [lower, upper] = [from, from + part]
    from = upper
    return {
      configuration: cell.configuration.label,
      part: name,
      colour: series[at] ?? '',
      lower,
      upper,
      text,
      description: print(`${cell.configuration.label}: ${text}, n = ${runs.length}`),
    }
  })
}

/** `psync: User CPU time 11 µs per I/O (33 %), System …; sum 34 µs per I/O, …` */
function toSums({ configuration, said }: IntervalRow, bars: Bar[]): Sentence {
  const parts = bars.filter(bar => bar.configuration === configuration).map(bar => bar.text)
  return toSentence({
    configuration,
    said: parts.length === 0 ? said : print(`${parts.join(', ')}; sum ${said}`),
  })
}

/** A column for each part, for the table. */
function partsOf(bars: Bar[], row: IntervalRow): Row {
  const own = bars.filter(bar => bar.configuration === row.configuration)
  return Object.fromEntries(own.map(bar => [bar.part, bar.upper - bar.lower]))
}
