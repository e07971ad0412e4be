import * as v from 'valibot'
import type { Message } from '../message/message.ts'
import { readYaml } from '../study/manifest/yaml.ts'
import type { SiteManifest } from './page.ts'
import { toPagePositions } from './page-positions.ts'

const text = v.pipe(v.string(), v.minLength(1))
const series = v.strictObject({ title: text, parts: v.pipe(v.array(text), v.minLength(1)) })

export const siteSchema = v.strictObject({
  title: text,
  description: text,
  language: v.optional(text, 'en'),
  /** Of text and figures; that of its data each study says. */
  licence: v.optional(text),
  /** Who is cited; the site itself where nobody is named. */
  authors: v.optional(v.array(text), []),
  /** Where readers write to: an address of mail or of a page. */
  contact: v.optional(v.pipe(text, v.regex(/^(?:https?:\/\/\S+|[^\s@]+@[^\s@]+)$/, 'an address'))),
  /** Where it will be published. Only feed, map and previews need it. */
  url: v.optional(v.pipe(v.string(), v.regex(/^https?:\/\/[^?#\s]+$/, 'an address'))),
  /** A PNG of 1200 × 630 for previews, such as `images/card.png`. */
  card: v.optional(text),
  /** What is read one after the other: each page of it is “Part 2 of 4”. */
  series: v.optional(series),
  /** Pages with what the parts are too short for: raw and normalised tables, proofs, spreads. */
  data: v.optional(v.array(text), []),
  /** Pages that stand by themselves, in the order of the front page. */
  pages: v.optional(v.array(text), []),
  /** Pages on how things were measured and computed. */
  methods: v.optional(v.array(text), []),
  /** Pages that are offered as one file too; of any other, `technote bundle` makes one. */
  bundle: v.optional(v.array(text), []),
  /** Values that look private and may be published, such as the name of a public host. */
  allow: v.optional(v.array(text), []),
  /** Words that are withheld wherever they stand, known or not. */
  private: v.optional(v.array(text), []),
})

/** Read `site.yaml`. */
export function readSiteManifest(
  source: string,
  file: string,
): { manifest?: SiteManifest; messages: Message[] } {
  const { value, messages } = readYaml(source, file, siteSchema)
  const wrong = value ? checkNames(value, file) : []
  return { manifest: wrong.length > 0 ? undefined : value, messages: [...messages, ...wrong] }
}

/** Names of pages that the program writes itself. */
const taken = ['404', 'data', 'glossary', 'search']

function checkNames(manifest: SiteManifest, file: string): Message[] {
  const names = toPagePositions(manifest).map(position => position.name)
  const error = (rule: string, reason: string): Message => {
    return { severity: 'error', rule, reason, file }
  }
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index))
  return [
    ...[...repeated].map(name =>
      error(
        'repeated-page',
        `Unexpected second place for page \`${name}\`, expected it once among \`series\`, \`data\`, \`pages\` and \`methods\`; take one away`,
      ),
    ),
    ...manifest.bundle
      .filter(name => !names.includes(name))
      .map(name =>
        error(
          'unknown-page',
          `Unexpected page \`${name}\` in \`bundle\`, expected a page of the site (${names.join(', ')}); name one of these, or take it away`,
        ),
      ),
    ...names
      .filter(name => taken.includes(name))
      .map(name =>
        error(
          'taken-name',
          `Unexpected page \`${name}\`, expected a name other than ${taken.join(', ')}, which the program writes itself; rename it`,
        ),
      ),
  ]
}
