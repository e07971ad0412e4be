import * as v from 'valibot'
import type { Message } from '../../message/message.ts'
import { readYaml } from '../../study/manifest/yaml.ts'
import { revisionsSchema } from './revisions.ts'

const text = v.pipe(v.string(), v.minLength(1))

export const frontMatterSchema = v.strictObject({
  title: text,
  /** One sentence for search engines and link previews. */
  description: text,
  /** The study that bound values are taken from; of several the first, unless they say which. */
  study: v.optional(v.union([text, v.pipe(v.array(text), v.minLength(1))])),
  /** The workloads that the page is about, for its byline and its data; all where none is named. */
  workloads: v.optional(v.array(text)),
  /** Which appendices stand on the page in full; `placeAppendices` says what holds where this is absent. */
  appendices: v.optional(v.array(v.picklist(['environment', 'data', 'messages']))),
  revision: v.optional(text),
  revisions: v.optional(revisionsSchema),
  /** Studies and platforms whose hosts the appendix shows; the page's own study where none is named. */
  environments: v.optional(v.array(text)),
})

export type FrontMatter = v.InferOutput<typeof frontMatterSchema>
export type Appendix = NonNullable<FrontMatter['appendices']>[number]

/**
 * Read the YAML between the two `---` lines at the top of a page. The opening line is kept as
 * an empty one, so that lines in messages are lines of the file.
 */
export function readFrontMatter(
  source: string,
  file: string,
): { frontMatter?: FrontMatter; messages: Message[] } {
  const yaml = /^---\r?\n([\s\S]*?)\r?\n---/.exec(source)?.[1]
  if (yaml === undefined) {
    return {
      messages: [
        {
          severity: 'error',
          rule: 'front-matter',
          reason:
            'Unexpected start of the page, expected `---`, then at least `title:` and `description:`, then `---`',
          file,
          line: 1,
          column: 1,
        },
      ],
    }
  }
  const { value, messages } = readYaml(`\n${yaml}`, file, frontMatterSchema)
  return { frontMatter: value, messages }
}
