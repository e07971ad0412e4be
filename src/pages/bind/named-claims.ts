import * as v from 'valibot'
import type { Message } from '../../message/message.ts'
import { suggest } from '../../message/suggest.ts'
import { readYaml } from '../../study/manifest/yaml.ts'
import { type Attributes, BindError } from './bind.ts'
import type { PlacedClaim } from './claims.ts'

const text = v.pipe(v.string(), v.minLength(1))
const name = v.pipe(v.string(), v.regex(/^[\w-]+$/, 'a name of letters, digits, - and _'))

/** `site/claims.yaml`: what sentences of several pages assert, by name. */
export const claimsSchema = v.record(name, text)

export type NamedClaims = v.InferOutput<typeof claimsSchema>

/**
 * Read `claims.yaml`.
 *
 * @param pages the texts of all pages, in which each name is to be used
 */
export function readClaims(
  source: string,
  file: string,
  pages: readonly string[],
): { claims: NamedClaims; messages: Message[] } {
  const { value: claims = {}, messages } = readYaml(source, file, claimsSchema)
  const idle = Object.keys(claims).filter(
    known => !pages.some(page => new RegExp(`that="?${known}\\b`).test(page)),
  )
  const reason = `Unexpected claims that no page uses: ${idle.map(known => `\`${known}\``).join(', ')}; expected each in a sentence as \`{that=NAME}\`; take them away, or use them`
  const told: Message[] =
    idle.length === 0 ? [] : [{ severity: 'info', rule: 'unused-claim', reason, file }]
  return { claims, messages: [...messages, ...told] }
}

/**
 * The attributes of a claim with what its name stands for: `{that=workers-switch}`. A claim itself
 * has spaces, and a name has none.
 *
 * @throws BindError where no claim has that name
 */
export function fillNamedClaim(attributes: Attributes, claims: NamedClaims = {}): Attributes {
  const { that } = attributes
  if (!that || !v.is(name, that)) return attributes
  const claim = claims[that]
  if (claim !== undefined) return { ...attributes, that: claim }
  throw new BindError(
    'unknown-claim',
    `Unexpected name of a claim \`${that}\`${suggest(that, Object.keys(claims))}; expected one of site/claims.yaml, or the claim itself`,
  )
}

/** The same words may not assert two things: a reader would take one for the other. */
export function findAmbiguous(claims: readonly PlacedClaim[]): Message[] {
  const sentences = new Map<string, { first: PlacedClaim; asserts: Set<string> }>()
  for (const claim of claims) {
    const { study, that, sentence } = claim
    const known = sentences.get(sentence) ?? { first: claim, asserts: new Set() }
    sentences.set(sentence, known)
    if (isBeside(claim, known.first)) known.asserts.add(`${that} (${study})`)
  }
  return claims.flatMap(({ study, that, sentence, file, line }): Message[] => {
    const { first, asserts } = sentences.get(sentence) ?? {}
    const own = `${that} (${study})`
    if (!first || !asserts || asserts.has(own)) return []
    const reason = `Unexpected second meaning of “${sentence}”, which asserts \`${own}\` here and \`${[...asserts].join('; ')}\` at ${first.file}:${first.line}; expected the same words to assert the same: name the claim in site/claims.yaml, or write another sentence`
    return [{ severity: 'error', rule: 'ambiguous-claim', reason, file, line }]
  })
}

/** Claims of one directive stand in one place. */
function isBeside(a: PlacedClaim, b: PlacedClaim): boolean {
  return a.file === b.file && a.line === b.line
}
