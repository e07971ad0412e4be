import type { Figure } from '../../charts/figure.ts'
import { toCurveFigure } from '../../charts/figures/curve.ts'
import { toDistributions } from '../../charts/figures/distributions.ts'
import { toDots } from '../../charts/figures/dots.ts'
import { toEffectsFigure } from '../../charts/figures/effects.ts'
import { toLadderFigure } from '../../charts/figures/ladder.ts'
import { toCdf, toPercentiles } from '../../charts/figures/latency.ts'
import { toLinesFigure } from '../../charts/figures/lines.ts'
import { toLoadFigure } from '../../charts/figures/load.ts'
import { type MatrixLayout, toMatrix } from '../../charts/figures/matrix.ts'
import { toParts, whyNotAdditive } from '../../charts/figures/parts.ts'
import { toRatios } from '../../charts/figures/ratios.ts'
import { toScoresFigure } from '../../charts/figures/scores.ts'
import { toTimeSeries } from '../../charts/figures/time-series.ts'
import { toTradeoff } from '../../charts/figures/tradeoff.ts'
import { countSeries } from '../../charts/plot/facets.ts'
import type { Cell, Efficiency, Metric } from '../../efficiency/efficiency.ts'
import { sayNeeds } from '../../study/tool-words.ts'
import { withWholes } from '../../tables/with-wholes.ts'
import { toAuthorFigure } from './author-figure.ts'
import type { SpecSource } from './author-spec.ts'
import {
  type Attributes,
  BindError,
  bindLadderWorkload,
  bindMetric,
  bindScorings,
  bindWorkload,
  expect,
  refuseOthers,
} from './bind.ts'
import { bindCurve, bindLines } from './bind-lines.ts'

/** The kinds of figures an author can ask for, and the attributes that each takes. */
export const figureKinds: {
  [kind: string]: {
    attributes: string[]
    draw(efficiency: Efficiency, attributes: Attributes, own?: SpecSource): Figure
  }
} = {
  dots: {
    attributes: ['metric', 'metrics', 'workload', 'group'],
    draw: (efficiency, attributes) => {
      const metrics = bindMetrics(efficiency, attributes, 2)
      const workload = bindWorkload(efficiency, attributes)
      // A single one that is net of a reference leaves room for its whole.
      const shown = withWholes(metrics, efficiency, workload).slice(0, 2)
      return toDots(
        efficiency,
        metrics.length === 1 ? shown : metrics,
        workload,
        bindGroup(efficiency, attributes),
      )
    },
  },
  ratios: {
    attributes: ['metric', 'workload', 'group'],
    draw: (efficiency, attributes) =>
      toRatios(
        efficiency,
        bindMetric(efficiency, attributes),
        bindWorkload(efficiency, attributes),
        bindGroup(efficiency, attributes),
      ),
  },
  effects: {
    attributes: ['metric', 'workload'],
    draw: (efficiency, attributes) =>
      toEffectsFigure(
        efficiency,
        bindMetric(efficiency, attributes),
        bindWorkload(efficiency, attributes),
      ),
  },
  matrix: {
    attributes: ['metric', 'workload', 'rows', 'columns', 'show'],
    draw: (efficiency, attributes) =>
      toMatrix(
        efficiency,
        bindMetric(efficiency, attributes),
        bindWorkload(efficiency, attributes),
        bindLayout(efficiency, attributes),
      ),
  },
  parts: {
    attributes: ['metrics', 'workload', 'group'],
    draw: (efficiency, attributes) => {
      const metrics = bindMetrics(efficiency, attributes, 4)
      const workload = bindWorkload(efficiency, attributes)
      const reason = whyNotAdditive(efficiency, metrics, workload)
      if (reason) throw new BindError('not-additive', `Unexpected ${reason}`)
      return toParts(efficiency, metrics, workload, bindGroup(efficiency, attributes))
    },
  },
  tradeoff: {
    attributes: ['x', 'y', 'workload', 'colour'],
    draw: (efficiency, attributes) =>
      toTradeoff(
        efficiency,
        [
          bindMetric(efficiency, { metric: attributes.x }),
          bindMetric(efficiency, { metric: attributes.y }),
        ],
        bindWorkload(efficiency, attributes),
        bindColour(efficiency, attributes),
      ),
  },
  percentiles: {
    attributes: ['configurations', 'workload'],
    draw: (efficiency, attributes) => toPercentiles(efficiency, bindSeries(efficiency, attributes)),
  },
  cdf: {
    attributes: ['configurations', 'workload'],
    draw: (efficiency, attributes) => toCdf(efficiency, bindSeries(efficiency, attributes)),
  },
  ladder: {
    attributes: ['metric', 'configurations', 'workload'],
    draw: (efficiency, attributes) => {
      const metric = bindMetric(efficiency, attributes)
      return toLadderFigure(efficiency, metric, bindLadder(efficiency, attributes, metric))
    },
  },
  lines: {
    attributes: ['metric', 'workload', 'along', 'colour'],
    draw: (efficiency, attributes) =>
      toLinesFigure(
        efficiency,
        bindMetric(efficiency, attributes),
        bindWorkload(efficiency, attributes),
        bindLines(efficiency, attributes),
      ),
  },
  curve: {
    attributes: ['throughput', 'latency', 'limit', 'workload', 'along', 'colour'],
    draw: (efficiency, attributes) =>
      toCurveFigure(
        efficiency,
        bindCurve(efficiency, attributes),
        bindWorkload(efficiency, attributes),
        bindLines(efficiency, attributes),
      ),
  },
  series: {
    attributes: ['configurations', 'workload'],
    draw: (efficiency, attributes) => {
      const cells = bindConfigurations(efficiency, attributes)
      if (cells.some(cell => cell.runs.some(run => run.load?.intervals))) {
        return toTimeSeries(efficiency, cells)
      }
      throw new BindError(
        'no-log',
        `Unexpected time series of runs without a log, expected ${sayNeeds(runsOf(cells), 'log')}`,
      )
    },
  },
  load: {
    attributes: ['workload', 'group'],
    draw: (efficiency, attributes) => {
      const { workloads } = efficiency.study.manifest
      const held = Object.keys(workloads).filter(name => workloads[name]?.target)
      const workload = expect(attributes, 'workload', held)
      return toLoadFigure(efficiency, workload, bindGroup(efficiency, attributes))
    },
  },
  scores: {
    attributes: ['score', 'workload'],
    draw: (efficiency, attributes) => {
      const scorings = bindScorings(efficiency, attributes)
      const [{ label, workload }] = scorings
      const { label: name = '', description = '' } =
        efficiency.study.manifest.workloads[workload] ?? {}
      const { assumption } = efficiency
      const context = `${name}: ${description}.`
      return toScoresFigure(scorings, { title: label, context, assumption })
    },
  },
  spec: {
    attributes: ['src', 'metric', 'workload'],
    draw: (efficiency, attributes, own) => {
      const metric = attributes.metric && bindMetric(efficiency, attributes).id
      const workload = attributes.workload && bindWorkload(efficiency, attributes)
      return toAuthorFigure(efficiency, own, {
        ...(metric && { metric }),
        ...(workload && { workload }),
      })
    },
  },
}

/** `metric=…`, or up to so many as `metrics="… …"`. */
function bindMetrics(efficiency: Efficiency, attributes: Attributes, most: number): Metric[] {
  if (!attributes.metrics) return [bindMetric(efficiency, attributes)]
  const names = split(attributes.metrics)
  if (names.length > most) {
    throw new BindError(
      'too-many-metrics',
      `Unexpected ${names.length} metrics, expected at most ${most}; draw the others in a figure of their own`,
    )
  }
  return names.map(metric => bindMetric(efficiency, { metric }))
}

/** `rows=controller columns="aio iothread" show=change`; without them, the first factor by the second. */
function bindLayout({ study }: Efficiency, attributes: Attributes): MatrixLayout {
  const factors = Object.keys(study.manifest.factors)
  const [first, second] = factors
  if (first === undefined || second === undefined) {
    throw new BindError(
      'matrix-factors',
      `Unexpected matrix of a study with ${factors.length} factor, expected two or more; use kind=dots`,
    )
  }
  const rows = attributes.rows ? expect(attributes, 'rows', factors) : first
  const others = factors.filter(factor => factor !== rows)
  const columns = split(attributes.columns ?? others[0] ?? second).map(column =>
    expect({ column }, 'column', others),
  )
  const show = attributes.show ? expect(attributes, 'show', ['estimate', 'change']) : 'estimate'
  return { rows, columns, show: show === 'change' ? 'change' : 'estimate' }
}

/** The factor that colours and shapes tell apart. */
function bindColour({ study }: Efficiency, attributes: Attributes): string | undefined {
  if (!attributes.colour) return undefined
  const { factors } = study.manifest
  const few = Object.keys(factors).filter(
    name => Object.keys(factors[name]?.levels ?? {}).length <= 4,
  )
  return expect(attributes, 'colour', few)
}

/** `configurations="psync libaio"`: the cells of a workload that are named, or all that were measured. */
function bindConfigurations(efficiency: Efficiency, attributes: Attributes): Cell[] {
  const workload = bindWorkload(efficiency, attributes)
  const cells = efficiency.cells.filter(
    cell => cell.workload === workload && cell.state.state === 'measured',
  )
  if (!attributes.configurations) return cells
  const known = cells.map(cell => cell.configuration.id)
  return split(attributes.configurations).flatMap(name => {
    const id = expect({ configuration: name }, 'configuration', known)
    return cells.filter(cell => cell.configuration.id === id)
  })
}

function runsOf(cells: readonly Cell[]): Cell['runs'] {
  return cells.flatMap(({ runs }) => runs)
}

/** Configurations with bins, at most four in a facet. */
function bindSeries(efficiency: Efficiency, attributes: Attributes): Cell[] {
  const cells = bindConfigurations(efficiency, attributes)
  const found = toDistributions(cells)
  if (found.length === 0) {
    throw new BindError(
      'no-bins',
      `Unexpected latency figure of runs without bins, expected ${sayNeeds(runsOf(cells), 'bins')}`,
    )
  }
  expectFew(efficiency, found)
  return cells
}

/** Cells of a ladder with a line, at most four in a facet. */
function bindLadder(efficiency: Efficiency, attributes: Attributes, metric: Metric): Cell[] {
  bindLadderWorkload(efficiency, attributes)
  const cells = bindConfigurations(efficiency, attributes).filter(
    cell => (cell.results[metric.id]?.points.length ?? 0) > 0,
  )
  if (cells.length === 0) {
    throw new BindError(
      'no-ladder',
      `Unexpected ladder of ${metric.label}, expected a cost that was counted at two loads at least, and is no ratio of counts`,
    )
  }
  expectFew(
    efficiency,
    cells.map(cell => ({ cell })),
  )
  return cells
}

function expectFew(efficiency: Efficiency, found: { cell: Cell }[]): void {
  const count = countSeries(efficiency, found)
  if (count <= 4) return
  throw new BindError(
    'too-many-series',
    `Unexpected ${count} series in one plane, expected at most 4; name some as configurations="… …"`,
  )
}

/** Names in one attribute, between spaces or commas. */
function split(list: string): string[] {
  return list.split(/[\s,]+/).filter(name => name !== '')
}

/** The factor that rows are grouped by, if one is named. */
function bindGroup({ study }: Efficiency, attributes: Attributes): string | undefined {
  if (!attributes.group) return undefined
  return expect(attributes, 'group', [...Object.keys(study.manifest.factors), 'none'])
}

/** `{kind=dots metric=… workload=…}` as a figure. */
export function toFigure(efficiency: Efficiency, attributes: Attributes, own?: SpecSource): Figure {
  const name = expect(attributes, 'kind', Object.keys(figureKinds))
  const kind = figureKinds[name]
  if (!kind) throw new BindError('unknown-kind', name)
  refuseOthers(attributes, ['id', 'kind', ...kind.attributes])
  return kind.draw(efficiency, attributes, own)
}
