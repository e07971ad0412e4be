import type { Switch } from '../efficiency/comparison/effects.ts'
import type { Efficiency } from '../efficiency/efficiency.ts'
import { summaryPath, toHref } from '../model/site-paths.ts'

/** Where the pairs behind an effect stand. */
export function effectLink({ study }: Efficiency, asked: Switch): string {
  return toHref(summaryPath(study.id, asked.workload), effectAnchor(asked))
}

/** `effect.latency.aio.native.threads`, and the levels that are held. */
export function effectAnchor({ metric, factor, from, to, where }: Switch): string {
  return ['effect', metric, factor, from, to, ...Object.values(where)].join('.')
}

/** `AIO mode: native to threads`, and `(IOThread: off)` where that is held. */
export function nameSwitch({ factor, from, to, where }: Switch, { study }: Efficiency): string {
  const labelOf = (name: string, level: string) =>
    study.manifest.factors[name]?.levels[level]?.label ?? level
  const held = Object.entries(where).map(([name, level]) => labelOf(name, level))
  const limited = held.length > 0 ? ` (${held.join(', ')})` : ''
  const { label = factor } = study.manifest.factors[factor] ?? {}
  return `${label}: ${labelOf(factor, from)} to ${labelOf(factor, to)}${limited}`
}
