import type { Efficiency, Metric } from '../../efficiency/efficiency.ts'
import { toCostTable } from '../../tables/cost-table.ts'
import { toCoverageTable } from '../../tables/coverage-table.ts'
import { toEffectTable } from '../../tables/effect-table.ts'
import { toLadderTable } from '../../tables/ladder-table.ts'
import { toLoadTable } from '../../tables/load-table.ts'
import {
  toFactorTable,
  toGateTable,
  toMetricTable,
  toWorkloadTable,
} from '../../tables/method-tables.ts'
import { toScoreTable } from '../../tables/score-table.ts'
import { toSpreadTable } from '../../tables/spread-table.ts'
import type { TableView } from '../../tables/table.ts'
import { toWindowTable } from '../../tables/window-table.ts'
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

/** Tables an author can ask for: `::table{kind=costs workload=iops metrics="a b"}`. */
export const tableKinds: {
  [kind: string]: (efficiency: Efficiency, attributes: Attributes) => TableView
} = {
  costs: (efficiency, attributes) => {
    const metrics = bindMetrics(efficiency, attributes)
    return toCostTable(efficiency, metrics, bindWorkload(efficiency, attributes))
  },
  spread: (efficiency, attributes) => {
    const metrics = bindMetrics(efficiency, attributes)
    return toSpreadTable(efficiency, metrics, bindWorkload(efficiency, attributes))
  },
  windows: (efficiency, attributes) => {
    const metrics = bindMetrics(efficiency, attributes)
    return toWindowTable(efficiency, metrics, bindWorkload(efficiency, attributes))
  },
  scores: (efficiency, attributes) => {
    refuseOthers(attributes, ['id', 'kind', 'score', 'workload'])
    return toScoreTable(efficiency, bindScorings(efficiency, attributes))
  },
  effects: (efficiency, attributes) => {
    refuseOthers(attributes, ['id', 'kind', 'metric', 'workload'])
    return toEffectTable(
      efficiency,
      bindMetric(efficiency, attributes),
      bindWorkload(efficiency, attributes),
    )
  },
  ladder: (efficiency, attributes) => {
    refuseOthers(attributes, ['id', 'kind', 'metric', 'workload'])
    return toLadderTable(
      efficiency,
      bindMetric(efficiency, attributes),
      bindLadderWorkload(efficiency, attributes),
    )
  },
  load: (efficiency, attributes) => {
    refuseOthers(attributes, ['id', 'kind', 'workload'])
    const workload = attributes.workload ? bindWorkload(efficiency, attributes) : undefined
    return toLoadTable(efficiency, workload)
  },
  factors: (efficiency, attributes) => {
    refuseOthers(attributes, ['id', 'kind'])
    return toFactorTable(efficiency)
  },
  workloads: (efficiency, attributes) => {
    refuseOthers(attributes, ['id', 'kind'])
    return toWorkloadTable(efficiency)
  },
  metrics: (efficiency, attributes) => {
    refuseOthers(attributes, ['id', 'kind'])
    return toMetricTable(efficiency)
  },
  gates: (efficiency, attributes) => {
    refuseOthers(attributes, ['id', 'kind'])
    return toGateTable(efficiency)
  },
  coverage: (_, attributes) => {
    refuseOthers(attributes, ['id', 'kind'])
    return toCoverageTable()
  },
}

/** `metrics="a b"`, of a table that takes nothing but them and a workload. */
function bindMetrics(efficiency: Efficiency, attributes: Attributes): Metric[] {
  refuseOthers(attributes, ['id', 'kind', 'workload', 'metrics'])
  const known = efficiency.metrics.map(metric => metric.id)
  const names = (attributes.metrics ?? '').split(/[\s,]+/).filter(name => name !== '')
  if (names.length === 0) expect(attributes, 'metrics', known)
  for (const name of names) expect({ metric: name }, 'metric', known)
  return names.flatMap(name => efficiency.metrics.filter(metric => metric.id === name))
}

export function toTable(efficiency: Efficiency, attributes: Attributes): TableView {
  const kind = expect(attributes, 'kind', Object.keys(tableKinds))
  const build = tableKinds[kind]
  if (!build) throw new BindError('unknown-table', kind)
  return build(efficiency, attributes)
}
