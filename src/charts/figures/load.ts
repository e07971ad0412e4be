import type { Cell, Efficiency } from '../../efficiency/efficiency.ts'
import { decimalsFor, formatNumber, formatPercent } from '../../format/number.ts'
import { print } from '../../format/printed.ts'
import { type Scale, scaleFor } from '../../format/scale.ts'
import { mean } from '../../statistics/summary/mean.ts'
import { type Figure, tell, toSentence, withoutDescription } from '../figure.ts'
import { toLines } from '../plot/group-lines.ts'
import { drawRows, type IntervalRow, type RunTick } from '../plot/row-plot.ts'

/** Target against achieved load of every cell of a workload that has a target. */
export function toLoadFigure(efficiency: Efficiency, workload: string, group?: string): Figure {
  const {
    label = '',
    description = '',
    target,
    tolerance,
  } = efficiency.study.manifest.workloads[workload] ?? {}
  const cells = efficiency.cells.filter(cell => cell.workload === workload)
  const aim = target?.value ?? 1
  const scale = scaleFor([aim], target?.unit ?? 'IO/s')
  const rows = cells.map(cell => toLoadRow(cell, scale, aim))
  const runs = cells.flatMap(cell => toTicks(cell, scale))
  const share = tolerance?.value ?? 0
  const band: [number, number] = [
    (aim * (1 - share)) / scale.divisor,
    (aim * (1 + share)) / scale.divisor,
  ]
  const numbers = [...runs.map(run => run.value), ...band]
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const rest = (high - low) * 0.08
  const missed = rows.filter(row => row.mark === 'crossed').length
  return {
    subtitle: print(`Achieved load (${scale.label}). ${label}: ${description}.`),
    caption: print(
      `Points: mean over all runs, those outside the tolerance included; ticks: single runs, in red outside the tolerance. Dashed: the target; tinted: ${formatPercent(share, 0)} around it. ${missed === 0 ? 'No cell missed its load.' : `Crossed: ${missed === 1 ? '1 cell' : `${missed} cells`} of which most runs missed it.`} The axis does not begin at zero.`,
    ),
    description: print(rows.map(row => `${row.configuration}: ${row.label}`).join('; ')),
    sentences: rows.map(toSentence),
    tables: { rows: withoutDescription(rows), runs: withoutDescription(runs) },
    origins: cells,
    spec: width => {
      const panel = {
        title: scale.label,
        rows,
        runs,
        band,
        reference: aim / scale.divisor,
        domain: [low - rest, high + rest] as [number, number],
      }
      return drawRows({ lines: toLines(efficiency, cells, group), panels: [panel] }, width)
    },
  }
}

function toLoadRow(
  { configuration: { label: configuration }, state, load }: Cell,
  scale: Scale,
  aim: number,
): IntervalRow {
  const base = { configuration, value: null, lower: null, upper: null }
  const without = (label: string): IntervalRow => ({
    ...base,
    mark: 'none',
    label: print(label),
    ...tell(configuration, label),
  })
  if (state.state === 'impossible') return without('not possible')
  if (state.state === 'not-run') return without('not run')
  if (load.state !== 'held' && load.state !== 'missed') return without('not recorded')
  const value = mean(load.achieved.map(({ quantity }) => quantity.value))
  const change = formatPercent(value / aim - 1, 1, true)
  const verdict = load.state === 'missed' ? 'missed' : 'held'
  const number = formatNumber(value / scale.divisor, decimalsFor(value / scale.divisor))
  const aside =
    load.missedRuns.length > 0
      ? `, ${load.missedRuns.length} of ${load.achieved.length} runs outside`
      : ''
  return {
    ...base,
    value: value / scale.divisor,
    n: load.achieved.length,
    mark: load.state === 'missed' ? 'crossed' : 'filled',
    label: print(`${change}, ${verdict}`),
    ...tell(
      configuration,
      `${number} ${scale.symbol}, ${change} from the target, ${verdict}${aside}, n = ${load.achieved.length}`,
    ),
  }
}

function toTicks(
  { configuration: { label: configuration }, runs, load }: Cell,
  scale: Scale,
): RunTick[] {
  if (load.state !== 'held' && load.state !== 'missed') return []
  return load.achieved.map(({ run, quantity }) => {
    const repeat = runs.find(item => item.id === run)?.repeat ?? ''
    const value = quantity.value / scale.divisor
    const counts = !load.missedRuns.includes(run)
    const text = `${formatNumber(value, decimalsFor(value))} ${scale.symbol}${counts ? '' : ', outside the tolerance'}`
    return {
      configuration,
      repeat,
      value,
      counts,
      description: print(`${configuration}, run ${repeat}: ${text}`),
    }
  })
}
