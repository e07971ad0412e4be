import { parseClaim } from '../../efficiency/claims/claims.ts'
import type { Efficiency } from '../../efficiency/efficiency.ts'
import type { Attributes } from './bind.ts'

/** What kinds of figures and tables draw on that name no metric; `scores` names its weights. */
const drawnFrom: { [kind: string]: RegExp } = {
  series: /^(?:iops|bandwidth)$/,
  load: /^(?:iops|bandwidth)$/,
  curve: /^(?:iops|latency)$/,
  percentiles: /^latency/,
  cdf: /^latency/,
  spec: /./,
}

/**
 * The metrics that a directive speaks of: a single file of the page holds the columns of these
 * alone. `{kind=tradeoff x=a y=b}` // => ['a', 'b']
 */
export function toNamedMetrics({ metrics, study }: Efficiency, attributes: Attributes): string[] {
  const { metric, metrics: list, x, y, throughput, latency, score, that, kind } = attributes
  const claimed = (that ?? '').split(';').flatMap(text => {
    const claim = parseClaim(text)
    return claim?.form === 'comparison' ? claim.metric : []
  })
  const weights = study.manifest.scores[score ?? '']?.weights ?? {}
  const listed = (list ?? '').split(/[\s,]+/)
  const named = [metric, ...listed, x, y, throughput, latency, ...claimed, ...Object.keys(weights)]
  const known = metrics.map(({ id }) => id)
  const found = known.filter(id => named.includes(id))
  return found.length > 0 ? found : known.filter(id => drawnFrom[kind ?? '']?.test(id))
}
