import { parseClaim } from '../../efficiency/claims/claims.ts'
import { type Attributes, BindError } from './bind.ts'

/**
 * A claim in the title of a figure is of what the figure shows: a reader takes the drawing for its
 * proof. Figures that name no metric, such as percentiles, show latency and are not judged.
 *
 * @param shown the attributes of the figure, as `{metric=iops workload=saturation}`
 * @param that the claim, as `a < b on iops in saturation; …`
 * @throws BindError where the claim is on another metric, or in another workload
 */
export function expectShown(shown: Attributes, that: string): void {
  const metrics = [
    shown.metric,
    shown.metrics,
    shown.x,
    shown.y,
    shown.throughput,
    shown.latency,
  ].flatMap(names => names?.split(/\s+/) ?? [])
  if (metrics.length === 0) return
  for (const text of that.split(';')) {
    const claim = parseClaim(text.trim())
    if (claim?.form !== 'comparison') continue
    expectOneOf(claim.metric, metrics, text)
    if (shown.workload) expectOneOf(claim.workload, [shown.workload], text)
  }
}

function expectOneOf(word: string, shown: string[], that: string): void {
  if (shown.includes(word)) return
  throw new BindError(
    'figure-claim',
    `Unexpected claim on \`${word}\` in the title of a figure, expected one on \`${shown.join('`, `')}\`, which it shows: \`${that.trim()}\`; move the claim below the figure, or show what it is about`,
  )
}
