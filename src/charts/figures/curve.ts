import { describeEstimates, sayTooFew } from '../../efficiency/describe-estimates.ts'
import type { Efficiency, Metric } from '../../efficiency/efficiency.ts'
import { findHighest } from '../../efficiency/sweeps/highest.ts'
import { findKnee, type Knee } from '../../efficiency/sweeps/knee.ts'
import { print } from '../../format/printed.ts'
import { type Figure, tell, toSentence, withoutDescription } from '../figure.ts'
import { toMeasure } from '../measure.ts'
import { drawLines, type Series } from '../plot/line-plot.ts'
import { toAxis } from '../plot/plane.ts'
import {
  type Line,
  type LinesLayout,
  type Numbered,
  toLines,
  toNumberedCells,
  toPlanes,
} from '../plot/planes.ts'

/** What is drawn against what, and a latency that is not to be exceeded, in s. */
export interface CurveMeasures {
  throughput: Metric
  latency: Metric
  limit?: number
}

/** A cell between both measures. */
interface Placed extends Numbered {
  x: number
  y: number
  lower: number | null
  upper: number | null
  said: string
}

/** A line with what its knee is. */
interface Curve extends Line<Placed> {
  knee?: Knee
}

/**
 * Latency against throughput: a line through the levels of a factor that are numbers, in their order, with
 * its knee in a ring.
 */
export function toCurveFigure(
  efficiency: Efficiency,
  measures: CurveMeasures,
  workload: string,
  layout: LinesLayout,
): Figure {
  const { throughput, latency, limit } = measures
  const { manifest } = efficiency.study
  const cells = efficiency.cells.filter(
    cell => cell.workload === workload && cell.state.state === 'measured',
  )
  const [x, y] = [toMeasure(cells, throughput), toMeasure(cells, latency)]
  const placed = toNumberedCells(cells, efficiency, layout.along).flatMap((item): Placed[] => {
    const at = cells.indexOf(item.cell)
    const [rate, time] = [x.rows[at], y.rows[at]]
    if (typeof rate?.value !== 'number' || typeof time?.value !== 'number') return []
    const { value, lower, upper } = time
    const said = `${rate.said}; ${time.said}`
    return [{ ...item, x: rate.value, y: value, lower, upper, said }]
  })
  const curves = toLines(placed, efficiency, layout).map((line): Curve => {
    const own = line.items.map(({ cell }) => cell)
    const knee = findKnee(efficiency, own, throughput.id, latency.id)
    return { ...line, ...(knee && { knee }) }
  })
  const facets = toPlanes(curves, line => toSeries(line as Curve))
  const { label = '', description = '' } = manifest.workloads[workload] ?? {}
  const along = manifest.factors[layout.along]?.label ?? layout.along
  const sentences = placed.map(({ cell, said }) => tell(cell.configuration.label, said))
  const bound = limit === undefined ? [] : [limit / y.scale.divisor]
  return {
    subtitle: print(
      `${y.name} against ${x.name}, along ${along.toLowerCase()}. ${label}: ${description}. Better: further down and right.`,
    ),
    caption: print(
      [
        ...describe(efficiency, cells, measures),
        ...sayKnees(curves, efficiency, layout.along),
        ...(limit === undefined ? [] : sayHighest(curves, measures)),
      ].join(' '),
    ),
    description: print(sentences.map(({ description }) => description).join('; ')),
    sentences: placed.map(({ cell }, at) =>
      toSentence({
        configuration: cell.configuration.label,
        said: sentences[at]?.said ?? print(''),
      }),
    ),
    tables: {
      points: withoutDescription(
        placed.map(({ cell, number, x, y, lower, upper }) => ({
          configuration: cell.configuration.label,
          [layout.along]: number,
          x,
          y,
          y_lower: lower,
          y_upper: upper,
        })),
      ),
    },
    origins: placed.map(({ cell }) => cell),
    spec: width =>
      drawLines(
        {
          facets,
          isInOrder: true,
          x: toAxis(
            x.name,
            placed.map(({ x }) => x),
            false,
          ),
          y: toAxis(
            y.name,
            placed.flatMap(({ y, lower, upper }) => [y, lower ?? y, upper ?? y, ...bound]),
            true,
          ),
          ...(bound[0] !== undefined && {
            band: { lower: bound[0], upper: bound[0], target: bound[0] },
          }),
          height: Math.min(320, Math.round(width * 0.7)),
        },
        width,
      ),
  }
}

function toSeries({ name, items, knee }: Curve): Series {
  const at = items.find(({ cell }) => cell === knee?.cell)
  return {
    name,
    points: items.map(({ x, y }) => ({ x, y })),
    marked: items.map(({ x, y, cell, said }) => ({
      x,
      y,
      description: tell(cell.configuration.label, said).description,
    })),
    intervals: items.flatMap(({ x, lower, upper }) =>
      lower === null || upper === null ? [] : { x, lower, upper },
    ),
    ...(at && { ring: { x: at.x, y: at.y } }),
  }
}

function describe(
  { assumption }: Efficiency,
  cells: Efficiency['cells'],
  { throughput, latency }: CurveMeasures,
): string[] {
  const described = describeEstimates(cells, [throughput.id, latency.id], assumption)
  const { estimate, interval, remarks } = described
  return [
    `Points: ${estimate}, joined in the order of the levels.`,
    ...(interval ? [`Bars: ${interval}, of latency.`] : []),
    ...remarks,
    ...sayTooFew(described, 'Without a bar'),
    'Latency is logarithmic; throughput begins at zero.',
  ]
}

/** Which level the knee of each line is at, and which it may be at. */
function sayKnees(curves: readonly Curve[], { study }: Efficiency, along: string): string[] {
  const { levels = {} } = study.manifest.factors[along] ?? {}
  const nameOf = ({ configuration }: Placed['cell']) => {
    const level = configuration.levels[along] ?? ''
    return levels[level]?.label ?? level
  }
  const told = curves.flatMap(({ heading, name, items, knee }) => {
    if (!knee) return []
    const { cell, possible, isAtEnd } = knee
    const line = [heading, name].filter(Boolean).join(', ') || 'the line'
    if (possible && possible.length === items.length)
      return `${line}: at any level, as runs vary too much`
    const others = (possible ?? []).filter(other => other !== cell).map(nameOf)
    const doubt = !possible
      ? ' (too few runs to say how sure)'
      : others.length > 0
        ? ` (or ${others.join(', ')})`
        : ''
    const end = isAtEnd ? ', at the end of what was measured' : ''
    return `${line}: ${nameOf(cell)}${doubt}${end}`
  })
  return told.length === 0
    ? []
    : [
        `Ringed: the knee, where throughput ÷ latency is highest; in brackets the levels that are not significantly lower. ${told.join('; ')}.`,
      ]
}

/** The most throughput of each line under the limit. */
function sayHighest(
  curves: readonly Curve[],
  { throughput, latency, limit = 0 }: CurveMeasures,
): string[] {
  const told = curves.map(({ heading, name, items }) => {
    const cells = items.map(({ cell }) => cell)
    const cell = findHighest(cells, throughput.id, { metric: latency.id, value: limit })
    const line = [heading, name].filter(Boolean).join(', ') || 'the line'
    const found = items.find(item => item.cell === cell)
    return `${line}: ${found ? found.cell.configuration.label : 'none'}`
  })
  return [
    `Dashed: the limit. Most ${throughput.label} whose interval of latency keeps it: ${told.join('; ')}.`,
  ]
}
