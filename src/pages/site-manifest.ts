import * as v from 'valibot'
import type { Message } from '../message/message.ts'
import { readYaml } from '../study/yaml.ts'
import type { SiteManifest } from './page.ts'

const text = v.pipe(v.string(), v.minLength(1))

const schema = v.strictObject({
  title: text,
  description: text,
  language: v.optional(text, 'en'),
  licence: v.optional(text),
  pages: v.array(text),
  /** Values that look private and may be published, such as the name of a public host. */
  allow: v.optional(v.array(text), []),
})

/** Read `site.yaml`. */
export function readSiteManifest(
  source: string,
  file: string,
): { manifest?: SiteManifest; messages: Message[] } {
  const { value, messages } = readYaml(source, file, schema)
  return { manifest: value, messages }
}
