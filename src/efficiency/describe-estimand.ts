import { lowerFirst } from '../format/lower-first.ts'
import type { Measured } from './cells.ts'

/** What was taken out of costs that are not gross, as sentences for whoever reads their numbers. */
export function describeEstimand(
  { study }: Pick<Measured, 'study'>,
  metrics: readonly string[],
  workload: string,
): string[] {
  const { manifest } = study
  const { ladder } = manifest.workloads[workload] ?? {}
  const specs = metrics.flatMap(id => manifest.metrics[id] ?? [])
  if (ladder) {
    const loads = ladder.rungs.map(({ label }) => lowerFirst(label))
    const list = `${loads.slice(0, -1).join(', ')} and ${loads.at(-1)}`
    const isSlope = specs.some(({ part }) => part === undefined)
    return isSlope ? [`Marginal cost: the slope of a line through ${list}, round by round.`] : []
  }
  const ids = new Set(specs.flatMap(({ net }) => net?.[workload] ?? []))
  return [...ids].map(id => {
    const { label = id } = manifest.references[id] ?? {}
    return `Net of ${lowerFirst(label)}: what that costs a second is subtracted.`
  })
}
