import type { Effect } from '../efficiency/effects.ts'
import { toEffects } from '../efficiency/effects.ts'
import type { Efficiency, Metric } from '../efficiency/efficiency.ts'
import type { Figure } from './figure.ts'
import { drawIntervals } from './interval-plot.ts'
import { toRatioRow } from './ratios.ts'

/** Forest of factor effects: what switching one level does, averaged over matched pairs. */
export function toEffectsFigure(efficiency: Efficiency, metric: Metric, workload: string): Figure {
  const effects = toEffects(efficiency, metric, workload)
  const rows = effects.map(effect =>
    toRatioRow(nameEffect(effect, efficiency), effect.ratio, effect.pValue, effect.pValue < 0.05),
  )
  const { label = '', description = '' } = efficiency.study.manifest.workloads[workload] ?? {}
  const reversed = effects.filter(effect => effect.reversedBy.length > 0)
  const warning = reversed
    .map(
      effect =>
        ` ${nameEffect(effect, efficiency)} changes its direction with ${effect.reversedBy.join(', ')}: the average hides that.`,
    )
    .join('')
  return {
    subtitle: `${metric.label}: ratio for switching one factor from its baseline level, all else equal. ${label}: ${description}. Below 1 is ${metric.better === 'lower' ? 'better' : 'worse'}.`,
    caption: `Points: geometric mean of the ratios over pairs of configurations that differ in nothing else. Lines: 95 % interval (Welch and Satterthwaite on the logs). Hollow and marked ~: not distinguishable from no effect at 5 %, after Holm’s adjustment over these rows.${warning}`,
    description: rows.map(row => `${row.configuration}: ${row.label}`).join('; '),
    tables: { rows },
    spec: width =>
      drawIntervals({ rows, unit: 'ratio to the baseline level', reference: 1 }, width),
  }
}

function nameEffect({ factor, to, pairs }: Effect, { study }: Efficiency): string {
  const { label, levels } = study.manifest.factors[factor] ?? { label: factor, levels: {} }
  const count = pairs.length > 1 ? ` (${pairs.length} pairs)` : ''
  return `${label}: ${levels[to]?.label ?? to}${count}`
}
