import * as v from 'valibot'
import type { Message } from '../../message/message.ts'
import { relativeLink } from '../../model/site-paths.ts'
import { readYaml } from '../../study/manifest/yaml.ts'

const text = v.pipe(v.string(), v.minLength(1))

export const glossarySchema = v.record(
  text,
  v.strictObject({
    /** What the word means here, in a sentence or two; other terms in it are linked too. */
    means: text,
    /** Other ways to write it. Plurals need not be listed. */
    aliases: v.optional(v.array(text), []),
    /** Phrases that hold the word and do not mean it, such as `a factor of`. */
    not: v.optional(v.array(text), []),
    /** Everyday English uses the word as well: linked only where an author does so. */
    everyday: v.optional(v.boolean(), false),
  }),
)

export interface Term extends v.InferOutput<(typeof glossarySchema)['value']> {
  /** `I/O`, as its entry is headed. */
  name: string
  /** `i-o`: the anchor of its entry. */
  id: string
  /** Whether the project says so, and not the package that builds it. */
  own: boolean
}

export const glossaryPath = 'glossary.html'

/** Where a page's words lead. */
export function termLink(from: string): (term: Term) => string {
  return ({ id }) => relativeLink(from, glossaryPath, id)
}

/** In the order of the alphabet. */
export type Glossary = Term[]

/** Read `glossary.yaml`: a term, and below it what it means. */
export function readGlossary(
  source: string,
  file: string,
  own: boolean,
): { terms: Term[]; messages: Message[] } {
  const { value = {}, messages } = readYaml(source, file, glossarySchema)
  const terms = Object.entries(value).map(([name, term]) => ({
    ...term,
    name,
    id: toId(name),
    own,
  }))
  const seen = new Map<string, string>()
  for (const { name, aliases } of terms) {
    for (const form of [name, ...aliases]) {
      const first = seen.get(form.toLowerCase())
      if (first !== undefined && first !== name) {
        const reason = `Unexpected \`${form}\` under \`${name}\`, expected each word once, found it under \`${first}\` too; take one away`
        messages.push({ severity: 'error', rule: 'repeated-term', reason, file })
      }
      seen.set(form.toLowerCase(), name)
    }
  }
  return { terms, messages }
}

/** The terms of the package and of the project, which may say them in its own words. */
export function mergeGlossaries(package_: Term[], project: Term[]): Glossary {
  const formsOf = ({ name, aliases }: Term) => [name, ...aliases].map(form => form.toLowerCase())
  const taken = new Set(project.flatMap(formsOf))
  const others = package_.filter(term => !formsOf(term).some(form => taken.has(form)))
  const key = ({ name }: Term) => name.toLowerCase()
  return [...project, ...others].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

function toId(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
}
