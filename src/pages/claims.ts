import { type Claim, parseClaim } from '../efficiency/claims.ts'
import type { Efficiency } from '../efficiency/efficiency.ts'
import { judgeClaim } from '../efficiency/judge-claim.ts'
import type { Selection } from '../efficiency/pairs.ts'
import { suggest } from '../message/suggest.ts'
import { type Attributes, BindError, refuseOthers } from './bind.ts'

/** A sentence, what it asserts, and what the data say of that. */
export interface JudgedClaim {
  that: string
  found: string
  slack?: number
}

/** A claim that the data support, and where its sentence stands. */
export interface PlacedClaim extends JudgedClaim {
  file: string
  line: number
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
  const right = claim.right === 'others' ? {} : claim.right
  for (const selection of [claim.left, right]) {
    for (const [factor, levels] of Object.entries(selection)) {
      expectWord(factor, Object.keys(manifest.factors), 'factor')
      const known = Object.keys(manifest.factors[factor]?.levels ?? {})
      const mayBeAny = selection === right && levels.length === 1 && factor in claim.left
      for (const level of levels.filter(level => !(mayBeAny && level === '*'))) {
        expectWord(level, known, 'level')
      }
    }
  }
  if (claim.right !== 'others') expectStep(claim.left, claim.right)
}

/** Something must differ between the sides, and a `*` needs what it is other than. */
function expectStep(left: Selection, right: Selection): void {
  const shared = Object.keys(left).filter(factor => factor in right)
  const stars = shared.filter(factor => right[factor]?.includes('*'))
  if (shared.length > 0 && stars.length < 2) return
  throw new BindError(
    'claim-form',
    shared.length === 0
      ? 'Unexpected claim whose sides name no factor together, expected two levels of one, such as `aio=native < aio=threads`'
      : `Unexpected \`*\` for ${stars.map(factor => `\`${factor}\``).join(' and ')}, expected one of them; write \`others\` to compare with all other cells`,
  )
}
