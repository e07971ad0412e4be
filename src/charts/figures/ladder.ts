import type { Cell, Efficiency, Metric, Result } from '../../efficiency/efficiency.ts'
import type { Ladder, LadderRung } from '../../efficiency/ladder/ladder.ts'
import { heldRungs, toLines } from '../../efficiency/ladder/rungs.ts'
import type { Row } from '../../format/csv.ts'
import { decimalsOf } from '../../format/estimate.ts'
import { decimalsFor, formatNumber } from '../../format/number.ts'
import { open, type Printed, print } from '../../format/printed.ts'
import { type Scale, scaleFor } from '../../format/scale.ts'
import type { Unit } from '../../model/quantity.ts'
import { mean } from '../../statistics/summary/mean.ts'
import { type Figure, toSentence } from '../figure.ts'
import { toFacets } from '../plot/facets.ts'
import { drawLines, type Series } from '../plot/line-plot.ts'
import { toAxis } from '../plot/plane.ts'

/** A ladder that is drawn: one configuration. */
interface Drawn {
  cell: Cell
  ladder: Ladder
  /** Loads in the line, from the lowest up. */
  held: LadderRung[]
  isLine: boolean
}

interface Scales {
  load: Scale
  rate: Scale
  /** Of the slope, with the decimals that all of them share. */
  cost: Scale
  decimals: number
}

/**
 * What was counted a second against the work done a second: the runs of all rounds as points, a
 * line for each configuration, its slope at its end. Where the cost depends on the load, the line
 * goes through the means of the loads.
 */
export function toLadderFigure(efficiency: Efficiency, metric: Metric, cells: Cell[]): Figure {
  const drawn = cells.flatMap(cell => toDrawn(cell, metric) ?? [])
  const scales = toScales(drawn, metric)
  const facets = toFacets(drawn, efficiency, item => toSeries(item, metric, scales))
  const points = drawn.flatMap(item => toPoints(item, scales))
  const { label = '', description = '' } =
    efficiency.study.manifest.workloads[cells[0]?.workload ?? ''] ?? {}
  const bent = drawn.filter(({ isLine }) => !isLine).map(({ cell }) => cell.configuration.label)
  return {
    subtitle: print(
      `${metric.label} a second against work a second. ${label}: ${description}. A steeper line costs more.`,
    ),
    caption: print(
      [
        'Points: single runs, and the idle machine at no load.',
        'Lines: weighted least squares, mean over rounds.',
        `At the right: the slope, ${scales.cost.label}.`,
        ...(bent.length > 0
          ? [`Through the means of the loads, since it is no straight line: ${bent.join('; ')}.`]
          : []),
        'Both axes begin at zero.',
      ].join(' '),
    ),
    description: print(
      drawn
        .map(item => `${item.cell.configuration.label}: ${sayLine(item, metric, scales)}`)
        .join('; '),
    ),
    sentences: points.map(({ sentence }) => sentence),
    tables: { runs: points.map(({ row }) => row) },
    origins: points.map(({ cell }) => cell),
    spec: width =>
      drawLines(
        {
          facets,
          x: toAxis(
            scales.load.label,
            points.map(({ x }) => x),
            false,
          ),
          y: toAxis(
            `${metric.label} (${scales.rate.label})`,
            points.map(({ y }) => y),
            false,
          ),
          height: Math.min(320, Math.round(width * 0.7)),
        },
        width,
      ),
  }
}

function toDrawn(cell: Cell, metric: Metric): Drawn | undefined {
  const { ladder } = cell.results[metric.id] ?? {}
  if (!ladder) return undefined
  const ids = heldRungs(ladder)
  const held = ladder.rungs.filter(({ id }) => ids.includes(id))
  const isLine = !cell.doubts.some(
    ({ gate, metric: doubted }) => gate === 'not-linear' && doubted === metric.id,
  )
  return { cell, ladder, held, isLine }
}

function toScales(drawn: Drawn[], metric: Metric): Scales {
  const steps = drawn.flatMap(({ held }) => held.flatMap(rung => [...rung.steps.values()]))
  const scaleOf = (quantities: { value: number; unit: Unit }[]) =>
    scaleFor(
      quantities.map(({ value }) => value),
      quantities[0]?.unit ?? '1',
    )
  const results = drawn.flatMap(({ cell }) => cell.results[metric.id] ?? [])
  const intervals = results.flatMap(({ estimate }) =>
    estimate.state === 'estimated' ? [estimate.interval] : [],
  )
  const slopes = results.flatMap(({ points }) => points.map(({ quantity }) => quantity))
  const cost = scaleOf(slopes)
  return {
    load: scaleOf(steps.map(({ load }) => load)),
    rate: scaleOf(steps.map(({ rate }) => rate)),
    cost,
    decimals: decimalsOf(intervals, cost),
  }
}

function toSeries(item: Drawn, metric: Metric, scales: Scales): Series {
  const { load, rate } = scales
  const line = item.isLine ? toStraight(item) : toMeans(item)
  return {
    name: item.cell.configuration.label,
    points: line.map(({ x, y }) => ({ x: x / load.divisor, y: y / rate.divisor })),
    marked: toPoints(item, scales).map(({ x, y, description }) => ({ x, y, description })),
    end: open(slopeOf(item.cell.results[metric.id], scales)),
  }
}

/** The mean of the rounds' lines, from the lowest load to the highest. */
function toStraight({ held }: Drawn): { x: number; y: number }[] {
  const lines = [...toLines(held).values()]
  const slope = mean(lines.map(line => line.slope))
  const intercept = mean(lines.map(line => line.intercept))
  const loads = held.map(loadOf)
  return [Math.min(...loads), Math.max(...loads)].map(x => ({ x, y: intercept + slope * x }))
}

function toMeans({ held }: Drawn): { x: number; y: number }[] {
  return held.map(rung => ({
    x: loadOf(rung),
    y: mean([...rung.steps.values()].map(({ rate }) => rate.value)),
  }))
}

function loadOf({ steps }: LadderRung): number {
  return mean([...steps.values()].map(({ load }) => load.value))
}

function slopeOf(result: Result | undefined, { cost, decimals }: Scales): Printed {
  const { estimate, points = [] } = result ?? {}
  const value =
    estimate?.state === 'estimated'
      ? estimate.interval.value
      : mean(points.map(({ quantity }) => quantity.value))
  return formatNumber(value / cost.divisor, decimals)
}

function sayLine({ cell, isLine }: Drawn, metric: Metric, scales: Scales): string {
  const bend = isLine ? '' : ', not a straight line'
  return `${slopeOf(cell.results[metric.id], scales)} ${scales.cost.label}${bend}`
}

/** One a run, with what is said of it. */
function toPoints({ cell, held }: Drawn, { load, rate }: Scales) {
  return held.flatMap(({ label, steps }) =>
    [...steps].map(([round, step]) => {
      const [x, y] = [step.load.value / load.divisor, step.rate.value / rate.divisor]
      const configuration = cell.configuration.label
      const say = (value: number, { label }: Scale) =>
        `${formatNumber(value, decimalsFor(value))} ${label}`
      const row: Row = { configuration, load: label, round, [load.label]: x, [rate.label]: y }
      const said = print(`${label}, run ${round}: ${say(y, rate)} at ${say(x, load)}`)
      const sentence = toSentence({ configuration, said })
      return { cell, x, y, row, sentence, description: print(`${configuration}, ${said}`) }
    }),
  )
}
