import type { GatedRow, JudgedGate } from '../../efficiency/campaigns/gate.ts'
import type { LoadRate } from '../../efficiency/campaigns/load-differences.ts'
import { formatContrast, formatContrastRange } from '../../format/estimate.ts'
import { formatNumber, formatPercent, formatPValue } from '../../format/number.ts'
import { type Printed, print } from '../../format/printed.ts'
import { scaleFor, withUnit } from '../../format/scale.ts'
import type { Comparison } from './report.ts'

/** Rates this close are one load: the tolerance that a workload has where study.yaml names none. */
const sameRate = 0.03

/** What differs between the hosts, a line each under a heading. */
export function tellEnvironment({ environment }: Comparison): { head: string; lines: string[] } {
  const { compared, differences } = environment
  if (compared === 0 && differences.length === 0) {
    return { head: 'Environment: not captured on both sides (technote capture).', lines: [] }
  }
  const count = differences.length === 0 ? 'none' : String(differences.length)
  return {
    head: `Environment: ${count} of ${Math.max(compared, differences.length)} facts ${differences.length === 1 ? 'differs' : 'differ'}.`,
    lines: differences.map(
      ({ host, what, from, to }) => `${host === '' ? '' : `${host}: `}${what}: ${from} -> ${to}`,
    ),
  }
}

/** What was asked of the storage, and at which rates it was compared. */
export function tellLoads({ loads }: Comparison): Printed[] {
  return [
    ...loads.targets.map(print),
    ...loads.differences.map(({ workload, what, from, to, cells, of }) => {
      const where =
        of === 1 ? '' : cells === of ? ` (all ${of} cells)` : ` (${cells} of ${of} cells)`
      return print(`${workload}: ${what} ${from} -> ${to}${where}`)
    }),
    ...loads.rates.map(tellRate),
  ]
}

/** That the campaigns were made one after the other, which no interval knows. */
export function tellOrder({ order, step }: Comparison): string[] {
  if (!order) return []
  const { first, apart } = order
  const later = first === step.from ? step.to : step.from
  return [
    `Order: all runs of ${first} were made before any of ${later} (${sayTime(apart)} between). What else changed meanwhile is in each change below and in no interval; measure both in turn, in random order.`,
  ]
}

/** `40 s`, `3 hours`: to one digit, or two. */
function sayTime(seconds: number): string {
  const [size, unit] = timeUnits.find(([size]) => seconds >= 2 * size) ?? [1, 's']
  return `${formatNumber(seconds / size, 0)} ${unit}`
}

const timeUnits: [seconds: number, unit: string][] = [
  [86_400, 'days'],
  [3600, 'hours'],
  [60, 'minutes'],
]

function tellRate({ workload, target, ratio }: LoadRate): Printed {
  if (target) {
    const scale = scaleFor([target.value], target.unit)
    const rate = withUnit(formatNumber(target.value / scale.divisor, 0), scale)
    const { held, missed, worst, leftOut } = target
    const runs = leftOut === 1 ? '1 run' : `${leftOut} runs`
    const out = leftOut > 0 ? `; ${runs} off it left out` : ''
    const cells = missed > 0 ? `; ${missed} of ${held + missed} cells missed it, not compared` : ''
    return print(
      held > 0
        ? `${workload}: both held ${rate}, furthest run ${formatPercent(worst, 1, true)}${out}${cells}`
        : `${workload}: no cell held ${rate}`,
    )
  }
  const { least = 1, most = 1 } = ratio ?? {}
  const [a, b] = [least, most].map(value => formatPercent(value - 1, 1, true))
  const change = least === most ? print(`${a}`) : print(`${a} to ${b}`)
  const isSame = Math.abs(least - 1) <= sameRate && Math.abs(most - 1) <= sameRate
  return print(
    isSame
      ? `${workload}: no target rate; the rates are the same to ${change}`
      : `${workload}: no target rate, and the rates differ (${change}): costs per I/O are of different loads`,
  )
}

/** A line that says what came of a gate, and a line for each cell that decided it. */
export function tellGate(
  { gate, outcome, rows }: JudgedGate,
  isStrict: boolean,
): { head: string; lines: Printed[] } {
  const word = {
    failed: 'FAILED',
    passed: 'passed',
    inconclusive: isStrict ? 'FAILED: inconclusive' : 'inconclusive, taken as passed',
  }[outcome]
  const decisive = outcome === 'passed' ? rows : rows.filter(row => row.outcome === outcome)
  const lines = decisive.map(row => tellGated(row, gate.bound.unit === '%'))
  return {
    head: `Gate "${gate.text}": ${word}`,
    lines: rows.length === 0 ? [print('no cell of both sides has this metric')] : lines,
  }
}

/** In the terms of the gate: as a share, or in the unit of the metric. */
function tellGated({ table, row, outcome, pValue }: GatedRow, isShare: boolean): Printed {
  const place = [table.workload, row.label].filter(Boolean).join(', ')
  if (!row.compared) return print(`${place}: ${row.why ?? 'not compared'}`)
  const { difference, ratio } = row.compared
  const compared = { difference, ...(ratio && isShare && { ratio }) }
  const found = `${formatContrast(compared, table.unit)} ${formatContrastRange(compared, table.unit)}`
  const beyond =
    outcome === 'failed' ? ' beyond the bound' : outcome === 'passed' ? ' within it' : ''
  const sure =
    pValue !== undefined && beyond !== '' ? `,${beyond} with ${formatPValue(pValue)}` : ''
  return print(`${place}: ${found}${sure}`)
}

/** How numbers are to be read, as sentences; only of what is there. */
export function tellReading({ measured, tables }: Comparison): string[] {
  const { assumption } = measured
  const rows = tables.flatMap(({ rows }) => rows)
  const percentiles = tables.some(({ metric }) => /^latency-p/.test(metric.id))
  const compared = rows.filter(row => row.compared)
  const hasMean = tables.some(({ mean }) => mean)
  const hasFamily = tables.some(table => table.rows.filter(row => row.compared).length > 1)
  if (compared.length === 0)
    return ['change: new against old, in brackets as there are too few runs for an interval.']
  return [
    `change: new against old, ${nameRatio(assumption.name)}. "~": not significant (p${hasFamily ? ', adjusted by Holm over the rows of its table,' : ''} not below 0.05). "±": the 95 % interval of one side. n: runs, old+new.${hasMean ? ' geomean: geometric mean over the rows that are compared.' : ''}`,
    ...(percentiles
      ? [
          `Percentiles are ${assumption.name === 'nothing' ? 'medians' : 'means'} over runs of the percentile of each run.`,
        ]
      : []),
    ...(compared.length > 20
      ? [
          `${compared.length} comparisons: where nothing changed, about one in 20 differs by chance${hasFamily ? ' in tables of one row' : ''}; say beforehand with --metric what is to be decided.`,
        ]
      : []),
  ]
}

function nameRatio(assume: string): string {
  return (
    {
      'log-normal': 'ratio of geometric means with its 95 % interval (Welch’s t on the logs)',
      'round-drift':
        'geometric mean of the ratios within each repeat with its 95 % interval (Student’s t on the logs)',
      nothing:
        'median of the ratios of each new run to each old run with its interval (Mann-Whitney, inverted; p of that test)',
    }[assume] ?? 'ratio with its interval'
  )
}
