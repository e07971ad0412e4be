import { type Claim, type HeldClaim, parseClaim } from '../../efficiency/claims/claims.ts'
import { judgeClaim, type Verdict } from '../../efficiency/claims/judge-claim.ts'
import { refuseClaim } from '../../efficiency/claims/refuse-claim.ts'
import type { Selection } from '../../efficiency/comparison/pairs.ts'
import { toRounds } from '../../efficiency/comparison/rounds.ts'
import type { Efficiency } from '../../efficiency/efficiency.ts'
import { formatPValue } from '../../format/number.ts'
import { suggest } from '../../message/suggest.ts'
import { holm } from '../../statistics/comparison/holm.ts'
import { significance } from '../../statistics/significance.ts'
import { type Attributes, BindError, refuseOthers } from './bind.ts'

/** A sentence, what it asserts, and what the data say of that. */
export interface JudgedClaim extends Verdict {
  that: string
  /** Of which study. */
  study: string
  /** The p-value, adjusted over all claims of its page. */
  adjusted?: number
  /** Repeats without any one of which it would not hold. */
  fragile: string[]
}

/** A claim that the data support, and where its sentence stands. */
export interface PlacedClaim extends JudgedClaim {
  file: string
  line: number
  /** Its words, as they stand on the page. */
  sentence: string
}

/**
 * Hold the claims of a directive, `{that="…; …"}`, against the data, each by itself.
 *
 * @throws BindError where one is of no form, names what is not there, or can hardly fail
 */
export function bindClaims(efficiency: Efficiency, attributes: Attributes): JudgedClaim[] {
  refuseOthers(attributes, ['that'])
  const texts = (attributes.that ?? '').split(';').map(text => text.trim())
  return texts.map(that => {
    const claim = parseClaim(that)
    if (!claim) {
      throw new BindError(
        'claim-form',
        `Unexpected claim \`${that}\`, expected such as \`engine=a < engine=b on METRIC in WORKLOAD by 5 %\`, with \`<\`, \`>\` (\`by\`) or \`~\` (\`within\`), or \`all held in WORKLOAD within 3 %\``,
      )
    }
    expectKnown(claim, efficiency)
    const refused = claim.form === 'comparison' && refuseClaim(that, claim, efficiency)
    if (refused) {
      throw new BindError(
        'claim-cannot-fail',
        `Unexpected claim \`${that}\`, which says ${refused.reason}; say how much would matter and write \`${refused.write}\`, or more where that is not what your readers would call equal`,
      )
    }
    const verdict = judgeClaim(claim, efficiency)
    const fragile = verdict.holds ? findFragile(claim, efficiency) : []
    return { that, study: efficiency.study.id, ...verdict, fragile }
  })
}

/** The repeats that a claim rests on; none are known where fewer than three would be left. */
function findFragile(claim: Claim | HeldClaim, efficiency: Efficiency): string[] {
  if (claim.form === 'held') return []
  return toRounds(efficiency.study).filter((_, round) => {
    const { holds, pValue } = judgeClaim(claim, efficiency, round)
    return !holds && pValue !== undefined
  })
}

/**
 * The claims of a page with their p-values adjusted by Holm over all of them, the same claim counted
 * once. What does not survive that does not hold.
 */
export function adjustClaims(claims: readonly JudgedClaim[]): JudgedClaim[] {
  const keyOf = ({ study, that }: JudgedClaim) => `${study}\0${that}`
  const family = new Map(
    claims.flatMap(claim => (claim.pValue === undefined ? [] : [[keyOf(claim), claim.pValue]])),
  )
  const adjusted = holm([...family.values()])
  const sayFamily = (own: number) =>
    family.size > 1
      ? `, ${formatPValue(own)} after Holm over the ${family.size} claims of the page`
      : ''
  const byKey = new Map([...family.keys()].map((key, index) => [key, adjusted[index]]))
  return claims.map(claim => {
    const own = byKey.get(keyOf(claim))
    if (own === undefined) return claim
    return {
      ...claim,
      adjusted: own,
      holds: claim.holds && own < significance,
      found: claim.found + sayFamily(own),
    }
  })
}

/** A claim that the data do not support is an error: its sentence must not be published. */
export function expectHolds({ holds, that, found }: JudgedClaim, sentence: string): void {
  if (holds) return
  throw new BindError(
    'claim-not-supported',
    `Unexpected sentence “${sentence}”, expected ${that}, found ${found}; the data no longer support it, write what they say`,
  )
}

function expectKnown(claim: Claim | HeldClaim, efficiency: Efficiency): void {
  const { workloads } = efficiency.study.manifest
  if (claim.form === 'held') {
    const held = Object.keys(workloads).filter(id => workloads[id]?.target)
    expectWord(claim.workload, held, 'workload')
    expectLevels(claim.cells, efficiency)
    return
  }
  const metrics = efficiency.metrics.map(metric => metric.id)
  expectWord(claim.metric, metrics, 'metric')
  expectWord(claim.workload, Object.keys(workloads), 'workload')
  expectLevels(claim.left, efficiency)
  if (claim.right === 'others') return
  expectLevels(claim.right, efficiency, claim.left)
  expectStep(claim.left, claim.right)
}

function expectWord(word: string, known: string[], what: string): void {
  if (known.includes(word)) return
  throw new BindError(`unknown-${what}`, `Unexpected ${what} \`${word}\`${suggest(word, known)}`)
}

/**
 * @param other the other side, of whose factors a single `*` is each other level
 */
function expectLevels(selection: Selection, { study }: Efficiency, other: Selection = {}): void {
  const { factors } = study.manifest
  for (const [factor, levels] of Object.entries(selection)) {
    expectWord(factor, Object.keys(factors), 'factor')
    const known = Object.keys(factors[factor]?.levels ?? {})
    const mayBeAny = levels.length === 1 && factor in other
    for (const level of levels.filter(level => !(mayBeAny && level === '*'))) {
      expectWord(level, known, 'level')
    }
  }
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
