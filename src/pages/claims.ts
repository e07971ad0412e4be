import { type Claim, judgeClaim, parseClaim } from '../efficiency/claims.ts'
import type { Efficiency } from '../efficiency/efficiency.ts'
import { suggest } from '../message/suggest.ts'
import { type Attributes, BindError, refuseOthers } from './bind.ts'

/** A sentence, what it asserts, and what the data say of that. */
export interface JudgedClaim {
  that: string
  found: string
  slack?: number
}

/**
 * Hold the claim of a directive, `{that="…"}`, against the data. A claim that the data do not
 * support is an error: its sentence must not be published.
 */
export function bindClaim(
  efficiency: Efficiency,
  attributes: Attributes,
  sentence: string,
): JudgedClaim[] {
  refuseOthers(attributes, ['that'])
  const texts = (attributes.that ?? '').split(';').map(text => text.trim())
  return texts.map(that => {
    const claim = parseClaim(that)
    if (!claim) {
      throw new BindError(
        'claim-form',
        `Unexpected claim \`${that}\`, expected such as \`engine=a < engine=b on METRIC in WORKLOAD by 5 %\`, with \`<\`, \`>\` (\`by\`) or \`~\` (\`within\`)`,
      )
    }
    expectKnown(claim, efficiency)
    const { holds, found, slack } = judgeClaim(claim, efficiency)
    if (!holds) {
      throw new BindError(
        'claim-not-supported',
        `Unexpected sentence “${sentence}”, expected ${that}, found ${found}; the data no longer support it, write what they say`,
      )
    }
    return { that, found, slack }
  })
}

function expectKnown(claim: Claim, efficiency: Efficiency): void {
  const { manifest } = efficiency.study
  const expectWord = (word: string, known: string[], what: string) => {
    if (known.includes(word)) return
    throw new BindError(`unknown-${what}`, `Unexpected ${what} \`${word}\`${suggest(word, known)}`)
  }
  expectWord(
    claim.metric,
    efficiency.metrics.map(metric => metric.id),
    'metric',
  )
  expectWord(claim.workload, Object.keys(manifest.workloads), 'workload')
  for (const levels of [claim.left, claim.right]) {
    for (const [factor, level] of Object.entries(levels)) {
      expectWord(factor, Object.keys(manifest.factors), 'factor')
      expectWord(level, Object.keys(manifest.factors[factor]?.levels ?? {}), 'level')
    }
    for (const factor of Object.keys(manifest.factors)) {
      expectWord(factor, Object.keys(levels), 'factor')
    }
  }
}
