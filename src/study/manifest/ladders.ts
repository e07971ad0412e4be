import type { Message } from '../../message/message.ts'
import type { Manifest, Rung, Target, Workload, WrittenManifest } from './manifest.ts'
import { parseUnitValue } from './unit-value.ts'
import type { At } from './yaml.ts'

/** Placeholder of the load in a template of runs, where a ladder names rates. */
export const loadPlaceholder = 'load'

/** A rung that is declared by its load alone. */
interface Declared {
  name: string
  text: string
  load: Target
}

/**
 * Give each load of a ladder a workload of its own, or a reference where the load is none, so that
 * its runs are matched, proven and shown like any others. A ladder over a factor takes that factor
 * away: its levels are loads and no configurations.
 *
 * `{small: {ladder: {loads: ['0 IO/s', '250 IO/s']}}}` has the workloads `small` and `small-250` and
 * the reference `small-0`.
 */
export function expandLadders(written: WrittenManifest): Omit<Manifest, 'metrics'> {
  const ladders = Object.entries(written.workloads).filter(([, { ladder }]) => ladder)
  const factors = ladders.flatMap(([, { ladder }]) => (typeof ladder === 'string' ? ladder : []))
  const isKept = ([factor]: [string, unknown]) => !factors.includes(factor)
  const workloads: Manifest['workloads'] = {}
  const references: Manifest['references'] = { ...written.references }
  for (const [id, { ladder, ...workload }] of Object.entries(written.workloads)) {
    if (ladder === undefined) {
      workloads[id] = workload
      continue
    }
    const placeholder = typeof ladder === 'string' ? ladder : loadPlaceholder
    const rungs = toDeclared(ladder, written).map(item => toRung(id, item, written))
    workloads[id] = {
      ...workload,
      ladder: { placeholder, rungs: rungs.map(({ declared: _, ...rung }) => rung) },
    }
    for (const { id: rung, isIdle, declared } of rungs) {
      if (!declared) continue
      if (isIdle) {
        const label = `${workload.label}, no load`
        const own = rungs.filter(({ isIdle }) => !isIdle).map(({ id }) => id)
        references[rung] = { label, workloads: own }
      } else {
        workloads[rung] = toWorkload(id, workload, declared)
      }
    }
  }
  const { metrics: _, ...rest } = written
  return {
    ...rest,
    workloads,
    references,
    factors: Object.fromEntries(Object.entries(written.factors).filter(isKept)),
    baseline: Object.fromEntries(Object.entries(written.baseline).filter(isKept)),
  }
}

/** The loads of a ladder: names as they are, rates with what paths call them. */
function toDeclared(
  ladder: string | { loads: string[] },
  { factors }: WrittenManifest,
): (Declared | string)[] {
  if (typeof ladder !== 'string') {
    return ladder.loads.map(text => toLoad(text, /^[\d.]+/.exec(text)?.[0] ?? text) ?? text)
  }
  const { levels = {} } = factors[ladder] ?? {}
  return Object.entries(levels).flatMap(([level, { label }]) => toLoad(label, level) ?? [])
}

function toLoad(text: string, name: string): Declared | undefined {
  const { value, unit } = parseUnitValue(text) ?? {}
  return value !== undefined && (unit === 'IO/s' || unit === 'B/s')
    ? { name, text, load: { value, unit } }
    : undefined
}

function toRung(
  ladder: string,
  item: Declared | string,
  { workloads, references }: WrittenManifest,
): Rung & { declared?: Declared } {
  if (typeof item === 'string') {
    const { label = item } = references[item] ?? workloads[item] ?? {}
    return { id: item, name: item, isIdle: item in references, label }
  }
  const { name, load, text } = item
  const isIdle = load.value === 0
  return { id: `${ladder}-${name}`, name, isIdle, label: text, declared: item }
}

function toWorkload(
  ladder: string,
  workload: Omit<Workload, 'ladder'>,
  { text, load }: Declared,
): Workload {
  return {
    ...workload,
    label: `${workload.label} at ${text}`,
    description: `${workload.description}, held at ${text}`,
    target: load,
    rungOf: ladder,
  }
}

/** A ladder needs two loads that are there, and each of its own. */
export function checkLadders(written: WrittenManifest, manifest: Manifest, at: At): Message[] {
  const known = [
    ...Object.keys(written.workloads).filter(id => !written.workloads[id]?.ladder),
    ...Object.keys(written.references),
  ]
  return Object.entries(written.workloads).flatMap(([id, { ladder }]) => {
    if (ladder === undefined) return []
    if (typeof ladder === 'string' && !(ladder in written.factors)) {
      return at.unknown(ladder, Object.keys(written.factors), 'factor', ['workloads', id, 'ladder'])
    }
    const { rungs = [] } = manifest.workloads[id]?.ladder ?? {}
    const strangers = rungs.filter(
      ({ id: rung }) => !known.includes(rung) && !rung.startsWith(`${id}-`),
    )
    if (strangers.length > 0) {
      return strangers.map(rung =>
        at.unknown(rung.id, known, 'load', ['workloads', id, 'ladder', 'loads']),
      )
    }
    const loads = rungs.filter(({ isIdle }) => !isIdle)
    return rungs.length >= 2 && loads.length >= 1
      ? []
      : [at.missing('second load such as `250 IO/s`', ['workloads', id, 'ladder'])]
  })
}
