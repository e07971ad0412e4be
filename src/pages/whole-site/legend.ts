import { describeEstimates, sayNone } from '../../efficiency/describe-estimates.ts'
import type { Draft } from '../article/draft.ts'
import type { View } from '../templates/templates.ts'

/**
 * What the box “Understanding these figures” may explain: only what the cells of the page have.
 * A page without figures has no box.
 */
export function toLegend({ article, efficiencies, workloads }: Draft): View | undefined {
  const [efficiency] = efficiencies
  if (!efficiency || article.figureNumbers.size === 0) return undefined
  const { assumption } = efficiency
  const cells = efficiencies
    .flatMap(({ cells }) => cells)
    .filter(cell => cell.runs.length > 0 && (workloads?.includes(cell.workload) ?? true))
  const metrics = [...article.metrics]
  const runs = cells.map(cell => cell.runs.length)
  const most = Math.max(0, ...runs)
  const { estimate, interval, remarks } = describeEstimates(cells, metrics, assumption)
  const results = cells.flatMap(cell => Object.values(cell.results))
  return {
    measured: ['never', 'once', 'twice'][most] ?? `up to ${most} times`,
    estimate,
    interval,
    remarks: interval === undefined ? [] : remarks,
    none: sayNone(assumption),
    isFew: results.some(({ estimate }) => ['one-run', 'too-few-runs'].includes(estimate.state)),
    isCompared: results.some(result => result.comparison !== undefined),
  }
}
