import type { Cell, Efficiency } from '../../efficiency/efficiency.ts'
import type { Row } from '../../format/csv.ts'
import { decimalsFor, formatNumber, formatPercent } from '../../format/number.ts'
import { print } from '../../format/printed.ts'
import { scaleFor } from '../../format/scale.ts'
import type { Run } from '../../study/study.ts'
import { nameTools } from '../../study/tool-words.ts'
import type { Figure } from '../figure.ts'
import { drawLines, type Series } from '../plot/line-plot.ts'

/** At most so many points stand for a run; two of each stretch, its lowest and its highest. */
const mostPoints = 300

/** The rate of every run over time, as the tool logged it, with the tolerance around the target. */
export function toTimeSeries(efficiency: Efficiency, cells: Cell[]): Figure {
  const { manifest } = efficiency.study
  const workload = manifest.workloads[cells[0]?.workload ?? '']
  const runs = cells.flatMap(cell => cell.runs.map(run => ({ cell, run })))
  const logged = runs.flatMap(item => (item.run.load?.intervals ? [item] : []))
  const unit = logged[0]?.run.load?.intervals?.unit ?? 'IO/s'
  const values = logged.flatMap(({ run }) => run.load?.intervals?.values ?? [])
  const scale = scaleFor(values, unit)
  const target = workload?.target?.unit === unit ? workload.target.value : undefined
  const tolerance = workload?.tolerance.value ?? 0
  const facets = cells.flatMap(cell => {
    const series = cell.runs.flatMap(run => toSeries(cell, run, scale, target) ?? [])
    return series.length === 0 ? [] : [{ cell, heading: cell.configuration.label, series }]
  })
  const shown = facets.flatMap(facet => facet.series.flatMap(series => series.points))
  const band =
    target === undefined
      ? undefined
      : {
          lower: (target * (1 - tolerance)) / scale.divisor,
          upper: (target * (1 + tolerance)) / scale.divisor,
          target: target / scale.divisor,
        }
  const limits = [...shown.map(point => point.y), ...(band ? [band.lower, band.upper] : [])]
  const [low, high] = [Math.min(...limits), Math.max(...limits)]
  const rest = (high - low) * 0.05
  const rows = facets.flatMap(({ heading, series }) =>
    series.flatMap(({ name, marked }) =>
      marked.map(
        (point): Row => ({ configuration: heading, run: name, seconds: point.x, worst: point.y }),
      ),
    ),
  )
  const without = runs.length - logged.length
  return {
    subtitle: print(
      `${scale.label} in each interval that ${nameTools(logged.map(({ run }) => run))} logged. ${workload?.label ?? ''}: ${workload?.description ?? ''}.`,
    ),
    caption: print(
      [
        `Lines: all runs of a configuration. Points: the interval of each run that is ${band ? 'furthest from the target' : 'slowest'}.`,
        band ? `Dashed: the target; tinted: ${formatPercent(tolerance, 0)} around it.` : '',
        'The vertical axis does not begin at zero.',
        `Long runs are cut to ${formatNumber(mostPoints, 0)} points that keep the lowest and the highest of each stretch.`,
        without > 0 ? `${without} runs have no log.` : '',
      ]
        .filter(text => text !== '')
        .join(' '),
    ),
    description: print(
      facets
        .flatMap(({ series }) =>
          series.flatMap(({ marked }) => marked.map(point => point.description)),
        )
        .join('; '),
    ),
    tables: { worst: rows },
    origins: facets.flatMap(({ cell, series }) =>
      series.flatMap(({ marked }) => marked.map(() => cell)),
    ),
    spec: width =>
      drawLines(
        {
          facets,
          x: {
            title: 'seconds since the beginning',
            domain: [0, Math.max(1, ...shown.map(point => point.x))],
            isLog: false,
          },
          y: { title: scale.label, domain: [low - rest, high + rest], isLog: false },
          isOneColour: true,
          band,
          height: facets.length > 2 ? 110 : 180,
        },
        width,
      ),
  }
}

function toSeries(
  cell: Cell,
  run: Run,
  scale: { divisor: number; symbol: string },
  target: number | undefined,
): Series | undefined {
  const intervals = run.load?.intervals
  if (!intervals || intervals.values.length === 0) return undefined
  const points = intervals.values.map((value, index) => ({
    x: (index + 1) * intervals.seconds,
    y: value / scale.divisor,
  }))
  const centre = target === undefined ? undefined : target / scale.divisor
  // The first and the last interval may be cut.
  const inner = points.length > 2 ? points.slice(1, -1) : points
  const badness = (y: number) => (centre === undefined ? -y : Math.abs(y - centre))
  const worst = inner.reduce((a, b) => (badness(b.y) > badness(a.y) ? b : a))
  const change = centre === undefined ? '' : ` (${formatPercent(worst.y / centre - 1, 1, true)})`
  const number = formatNumber(worst.y, decimalsFor(worst.y))
  return {
    name: `run ${run.repeat}`,
    points: decimate(points, mostPoints),
    marked: [
      {
        ...worst,
        description: print(
          `${cell.configuration.label}, run ${run.repeat}: ${number} ${scale.symbol}${change} after ${formatNumber(worst.x, 1)} s`,
        ),
      },
    ],
  }
}

/**
 * At most so many points: of each stretch of the line the lowest and the highest, in their order.
 *
 * @example decimate([{x: 0, y: 1}, {x: 1, y: 9}, {x: 2, y: 0}, {x: 3, y: 5}], 2) // => y 9 and 0
 */
export function decimate<P extends { y: number }>(points: P[], most: number): P[] {
  if (points.length <= most) return points
  const stretches = Math.max(1, Math.floor(most / 2))
  return Array.from({ length: stretches }, (_, at) => {
    const edge = (number: number) => Math.floor((number * points.length) / stretches)
    const part = points.slice(edge(at), edge(at + 1))
    const lowest = part.reduce((a, b) => (b.y < a.y ? b : a))
    const highest = part.reduce((a, b) => (b.y > a.y ? b : a))
    return part.filter(point => point === lowest || point === highest)
  }).flat()
}
