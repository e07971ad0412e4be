import { parseClaim } from '../../efficiency/claims/claims.ts'
import type { Efficiency } from '../../efficiency/efficiency.ts'
import type { Attributes } from './bind.ts'

/** What kinds of figures and tables draw on that name no metric; `scores` names its weights. */
const drawnFrom: { [kind: string]: RegExp } = {
  series: /^(?:iops|bandwidth)$/,
  load: /^(?:iops|bandwidth)$/,
  percentiles: /^latency/,
  cdf: /^latency/,
  spec: /./,
}

/**
 * The metrics that a directive speaks of: a single file of the page holds the columns of these
 * alone. `{kind=tradeoff x=a y=b}` // => ['a', 'b']
 */
export function toNamedMetrics({ metrics, study }: Efficiency, attributes: Attributes): string[] {
  const { metric, metrics: list, x, y, score, that, kind } = attributes
  // What a curve, its knee and the highest load are of where they name nothing else.
  const isCurve = kind === 'curve' || 'under' in attributes || ('along' in attributes && !metric)
  const { throughput = 'iops', latency = 'latency' } = isCurve ? attributes : {}
  const claimed = (that ?? '').split(';').flatMap(text => {
    const claim = parseClaim(text)
    return claim?.form === 'comparison' ? claim.metric : []
  })
  const weights = study.manifest.scores[score ?? '']?.weights ?? {}
  const listed = (list ?? '').split(/[\s,]+/)
  const named = [
    metric,
    ...listed,
    x,
    y,
    ...(isCurve ? [throughput, latency] : []),
    ...claimed,
    ...Object.keys(weights),
  ]
  const known = metrics.map(({ id }) => id)
  const found = known.filter(id => named.includes(id))
  return found.length > 0 ? found : known.filter(id => drawnFrom[kind ?? '']?.test(id))
}
