import { toDots } from '../charts/dots.ts'
import { toEffectsFigure } from '../charts/effects.ts'
import type { Figure, Row } from '../charts/figure.ts'
import { toRatios } from '../charts/ratios.ts'
import { renderSvg, toStandaloneSvg } from '../charts/render.ts'
import { toScoresFigure } from '../charts/scores.ts'
import type { Efficiency, Metric } from '../efficiency/efficiency.ts'
import {
  type Attributes,
  BindError,
  bindMetric,
  bindScoring,
  bindWorkload,
  expect,
  refuseOthers,
} from './bind.ts'
import type { OutputFile } from './page.ts'

/** The kinds of figures an author can ask for, and the attributes that each takes. */
const kinds: {
  [kind: string]: {
    attributes: string[]
    draw(efficiency: Efficiency, attributes: Attributes): Figure
  }
} = {
  dots: {
    attributes: ['metric', 'metrics', 'workload', 'group'],
    draw: (efficiency, attributes) =>
      toDots(
        efficiency,
        bindMetrics(efficiency, attributes, 2),
        bindWorkload(efficiency, attributes),
        bindGroup(efficiency, attributes),
      ),
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
  scores: {
    attributes: ['score', 'workload'],
    draw: (efficiency, attributes) => {
      const { label, scoring, workload } = bindScoring(efficiency, attributes)
      const { label: name = '', description = '' } =
        efficiency.study.manifest.workloads[workload] ?? {}
      return toScoresFigure(scoring, label, `${name}: ${description}.`)
    },
  },
}

/** `metric=…`, or up to so many as `metrics="… …"`. */
function bindMetrics(efficiency: Efficiency, attributes: Attributes, most: number): Metric[] {
  if (!attributes.metrics) return [bindMetric(efficiency, attributes)]
  const names = attributes.metrics.split(/[\s,]+/).filter(name => name !== '')
  if (names.length > most) {
    throw new BindError(
      'too-many-metrics',
      `Unexpected ${names.length} metrics, expected at most ${most}; draw the others in a figure of their own`,
    )
  }
  return names.map(metric => bindMetric(efficiency, { metric }))
}

/** The factor that rows are grouped by, if one is named. */
function bindGroup({ study }: Efficiency, attributes: Attributes): string | undefined {
  if (!attributes.group) return undefined
  return expect(attributes, 'group', [...Object.keys(study.manifest.factors), 'none'])
}

/** Widths that are drawn; the page shows one of them, never a scaled one. */
const regularWidth = 608
const narrowWidth = 328

export interface DrawnFigure {
  figure: Figure
  regular: string
  narrow: string
  /** For download, in the order: data, spec, drawing. */
  files: [csv: OutputFile, spec: OutputFile, svg: OutputFile]
}

/** `{kind=dots metric=… workload=…}` */
export async function drawFigure(
  efficiency: Efficiency,
  attributes: Attributes,
  id: string,
  pageName: string,
): Promise<DrawnFigure> {
  const name = expect(attributes, 'kind', Object.keys(kinds))
  const kind = kinds[name]
  if (!kind) throw new BindError('unknown-kind', name)
  refuseOthers(attributes, ['id', 'kind', ...kind.attributes])
  const figure = kind.draw(efficiency, attributes)
  const spec = figure.spec(regularWidth)
  const regular = await renderSvg(spec, id)
  const narrow = await renderSvg(figure.spec(narrowWidth), `${id}-narrow`)
  const path = `figures/${pageName}/${id}`
  const [table = []] = Object.values(figure.tables)
  return {
    figure,
    regular,
    narrow,
    files: [
      { path: `${path}.csv`, content: toCsv(table) },
      { path: `${path}.json`, content: `${JSON.stringify(spec, null, 2)}\n` },
      { path: `${path}.svg`, content: toStandaloneSvg(regular) },
    ],
  }
}

/** RFC 4180, with a header; nothing for null. */
export function toCsv(rows: Row[]): string {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const quote = (value: unknown) => {
    const text = value === null || value === undefined ? '' : String(value)
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const lines = [columns, ...rows.map(row => columns.map(column => row[column]))]
  return `${lines.map(line => line.map(quote).join(',')).join('\r\n')}\r\n`
}
