import type { Efficiency, Metric } from '../efficiency/efficiency.ts'

/** Behind each metric that is net of a reference its whole, where that is not asked for. */
export function withWholes(
  metrics: readonly Metric[],
  { metrics: all, study }: Efficiency,
  workload: string,
): Metric[] {
  const asked = new Set(metrics.map(({ id }) => id))
  return metrics.flatMap(metric => {
    const isNet = study.manifest.metrics[metric.id]?.net?.[workload] !== undefined
    const whole = all.find(({ id }) => isNet && id === metric.whole && !asked.has(id))
    return whole ? [metric, whole] : [metric]
  })
}
