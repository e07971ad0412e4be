import { isMissing } from '../../model/quantity.ts'
import type { Counters } from '../study.ts'
import { type CostPart, toPartId } from './cost-parts.ts'
import type { Manifest, MetricSpec, WrittenManifest } from './manifest.ts'

/** Metrics as they are written, with the reference that each is net of under which workload. */
export function toSpecs(
  { metrics }: WrittenManifest,
  manifest: Omit<Manifest, 'metrics'>,
): Manifest['metrics'] {
  const { references } = manifest
  return Object.fromEntries(
    Object.entries(metrics).map(([id, { net, ...spec }]): [string, MetricSpec] => {
      if (net === undefined) return [id, spec]
      if (net === false) return [id, { ...spec, isGross: true }]
      const workloads = net.workloads ?? references[net.reference]?.workloads
      const meant = workloads ?? toUnladdered(manifest)
      const byWorkload = Object.fromEntries(meant.map(at => [at, net.reference]))
      return [id, { ...spec, net: byWorkload, isOnlyNet: true }]
    }),
  )
}

/** A ladder has its own idle load. */
function toUnladdered({ workloads }: Pick<Manifest, 'workloads'>): string[] {
  return Object.keys(workloads).filter(id => workloads[id]?.ladder === undefined)
}

/**
 * The metrics of a study, as its references and ladders allow: a cost that was counted for a
 * reference too is net of it, with the gross cost beside; under a ladder of loads it is the
 * marginal cost, with what is counted at no load and the marginal cost at the top beside.
 *
 * A cost stays gross where study.yaml says `net: false`, or says itself what is net of what.
 */
export function deriveCosts(
  manifest: Manifest,
  references: readonly { id: string; counters: { [scope: string]: Counters } }[],
): Manifest['metrics'] {
  const { metrics, workloads } = manifest
  const hasLadder = Object.values(workloads).some(({ ladder }) => ladder)
  return Object.fromEntries(
    Object.entries(metrics).flatMap(([id, spec]): [string, MetricSpec][] => {
      if (spec.per !== undefined || spec.inverse) return [[id, spec]]
      const net = isArranged(spec, metrics) ? undefined : findReferences(spec, manifest, references)
      const isNet = net !== undefined && Object.keys(net).length > 0
      const beside: CostPart[] = [
        ...(isNet ? (['gross'] as const) : []),
        ...(hasLadder && !spec.net ? (['idle', 'top'] as const) : []),
      ]
      const added = beside.filter(part => !(toPartId(part, id) in metrics))
      return [
        [id, isNet ? { ...spec, net } : spec],
        ...added.map((part): [string, MetricSpec] => [
          toPartId(part, id),
          { ...spec, part: { name: part, of: id } },
        ]),
      ]
    }),
  )
}

/** Whether the author said what the cost is net of, here or in a metric beside it. */
function isArranged(spec: MetricSpec, metrics: Manifest['metrics']): boolean {
  const isOwn = spec.net !== undefined || spec.isGross === true
  return isOwn || Object.values(metrics).some(other => other.net && isWholeOf(spec, other))
}

/** By workload, the first reference that holds for it and for which this was counted. */
function findReferences(
  { scope, count }: MetricSpec,
  manifest: Manifest,
  found: Parameters<typeof deriveCosts>[1],
): { [workload: string]: string } {
  const counted = Object.entries(manifest.references).filter(([id]) =>
    found.some(reference => {
      const counter = reference.id === id ? reference.counters[scope]?.[count] : undefined
      return counter !== undefined && !isMissing(counter) && !counter.isUntimed
    }),
  )
  return Object.fromEntries(
    toUnladdered(manifest).flatMap(workload => {
      const holds = counted.find(([, { workloads }]) => workloads?.includes(workload) ?? true)
      return holds ? [[workload, holds[0]]] : []
    }),
  )
}

/** Whether this is the cost that another is net of a reference of. */
export function isWholeOf(spec: MetricSpec, net: MetricSpec): boolean {
  return (
    spec.net === undefined &&
    (spec.part?.name ?? 'gross') === 'gross' &&
    (['count', 'scope', 'per', 'inverse'] as const).every(key => spec[key] === net[key])
  )
}
