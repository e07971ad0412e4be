import type { Message } from '../../message/message.ts'
import { percentiles } from '../percentiles.ts'
import { costParts, toPartId } from './cost-parts.ts'
import { isWholeOf } from './costs.ts'
import { checkKinds } from './kinds.ts'
import type { Manifest, WrittenManifest } from './manifest.ts'
import { checkSame } from './same-device.ts'
import type { At } from './yaml.ts'

/** Metrics that every study has, from the load generator's own report. */
const performanceMetrics = [
  'iops',
  'bandwidth',
  'latency',
  'total-latency',
  ...percentiles.map(percent => `latency-p${percent}`),
]

/** What a manifest names must be declared in it. Messages have the place of the name. */
export function checkManifest(written: WrittenManifest, manifest: Manifest, at: At): Message[] {
  return [...checkReferences(manifest, at), ...checkNets(written, manifest, at)]
}

/** Names that lead to other parts of the manifest must lead somewhere. */
function checkReferences(manifest: Manifest, at: At): Message[] {
  const scopes = Object.keys(manifest.scopes)
  const costs = Object.keys(manifest.metrics)
  const parts = costs.flatMap(id => costParts.map(part => toPartId(part, id)))
  const known = [...costs, ...performanceMetrics]
  const isKnown = (metric: string) => known.includes(metric) || parts.includes(metric)
  return [
    ...checkLevels(manifest, manifest.baseline, ['baseline'], at),
    ...Object.keys(manifest.factors)
      .filter(factor => !(factor in manifest.baseline))
      .map(factor => at.missing(`level of \`${factor}\``, ['baseline'])),
    ...Object.entries(manifest.metrics)
      .filter(([, { scope }]) => !scopes.includes(scope))
      .map(([id, { scope }]) => at.unknown(scope, scopes, 'scope', ['metrics', id, 'scope'])),
    ...(manifest.covariate === undefined || isKnown(manifest.covariate)
      ? []
      : [at.unknown(manifest.covariate, known, 'metric', ['covariate'])]),
    ...Object.entries(manifest.scores).flatMap(([id, { weights }]) =>
      Object.keys(weights)
        .filter(metric => !isKnown(metric))
        .map(metric => at.unknown(metric, known, 'metric', ['scores', id, 'weights', metric])),
    ),
    ...Object.entries(manifest.scores).flatMap(([id, { reference = {} }]) =>
      checkLevels(manifest, reference, ['scores', id, 'reference'], at),
    ),
    ...manifest.impossible.flatMap(({ when }, index) =>
      checkLevels(manifest, when, ['impossible', index, 'when'], at),
    ),
    ...checkSame(manifest, at),
    ...checkKinds(manifest, at),
    ...Object.entries(manifest.compare?.baselines ?? {}).flatMap(([kind, levels]) =>
      checkLevels(manifest, levels, ['compare', 'baselines', kind], at),
    ),
    ...checkTemplate(manifest, at),
  ]
}

/** What is net of a reference needs that, and the same cost with nothing subtracted. */
function checkNets(written: WrittenManifest, { metrics }: Manifest, at: At): Message[] {
  const references = Object.keys(written.references)
  return Object.entries(written.metrics).flatMap(([id, { net, count, scope }]) => {
    if (!net) return []
    const spec = metrics[id]
    const hasWhole = Object.values(metrics).some(other => spec && isWholeOf(other, spec))
    return [
      ...(references.includes(net.reference)
        ? []
        : [
            at.unknown(net.reference, references, 'reference', ['metrics', id, 'net', 'reference']),
          ]),
      ...(hasWhole
        ? []
        : [
            at.missing(`metric of \`${count}\` in \`${scope}\` with nothing subtracted`, [
              'metrics',
              id,
            ]),
          ]),
    ]
  })
}

/** Each key must be a factor (or `workload`), each value one of its levels. */
function checkLevels(
  manifest: Manifest,
  levels: { [factor: string]: string },
  path: (string | number)[],
  at: At,
): Message[] {
  const known = new Map(
    Object.entries(manifest.factors).map(([id, factor]) => [id, Object.keys(factor.levels)]),
  )
  if (path[0] === 'impossible') known.set('workload', Object.keys(manifest.workloads))
  return Object.entries(levels).flatMap(([factor, level]) => {
    const allowed = known.get(factor)
    if (!allowed) return at.unknown(factor, [...known.keys()], 'factor', [...path, factor])
    return allowed.includes(level) ? [] : at.unknown(level, allowed, 'level', [...path, factor])
  })
}

/**
 * A template of runs must tell every factor and the workload, where there is more than one that
 * no job of a report tells, and nothing unknown. Without `{repeat}`, every cell has one run.
 */
function checkTemplate({ runs, factors, workloads }: Manifest, at: At): Message[] {
  if (typeof runs !== 'string') return []
  const ladders = Object.values(workloads).flatMap(({ ladder }) => ladder?.placeholder ?? [])
  const known = [...Object.keys(factors), 'workload', 'repeat', ...new Set(ladders)]
  const used = [...runs.matchAll(/\{([^}]*)\}/g)].map(match => match[1] ?? '')
  const declared = Object.values(workloads).filter(({ rungOf }) => rungOf === undefined)
  const isToldOtherwise =
    declared.every(({ job }) => job !== undefined) ||
    (declared.length === 1 && ladders.some(placeholder => used.includes(placeholder)))
  const perWorkload = isToldOtherwise ? 'workload' : ''
  return [
    ...used
      .filter(name => !known.includes(name))
      .map(name => at.unknown(name, known, 'placeholder', ['runs'])),
    ...[...Object.entries(factors), ['workload', { levels: workloads }] as const]
      .filter(([name, { levels }]) => !used.includes(name) && Object.keys(levels).length > 1)
      .filter(([name]) => name !== perWorkload)
      .map(([name]) => name)
      .map(name => at.missing(`placeholder \`{${name}}\``, ['runs'])),
  ]
}
