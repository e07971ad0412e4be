import type { Efficiency } from '../efficiency/efficiency.ts'
import type { Platform } from '../environment/platform.ts'
import type { Message } from '../message/message.ts'
import type { Previous } from '../model/output-file.ts'
import type { AwaitedPage, Memory } from '../parse/build-effects.ts'
import type { Kind } from '../privacy/kinds.ts'
import type { WithheldFile } from '../privacy/withheld.ts'
import type { Glossary } from './article/glossary.ts'
import type { NamedClaims } from './bind/named-claims.ts'
import type { Templates } from './templates/templates.ts'

/** A page as a person wrote it. */
export interface PageSource {
  /** `linux-io-engines`: the name of the built file without `.html`. */
  name: string
  /** How the file is named to its author: `site/linux-io-engines.md`. */
  file: string
  text: string
  /** JSON files of site/ by their names: specs that `src=` may name. */
  specs?: { [name: string]: string }
  /** What sentences of several pages assert, by the name that `that=` may say. */
  claims?: NamedClaims
}

/** What every page may draw on. */
export interface PageContext {
  site: SiteManifest
  efficiencies: Efficiency[]
  platforms: Platform[]
  /** What was private and was replaced in all that is published. */
  replaced: { kind: Kind; values: number; places: number }[]
  /** Files in which words were withheld because they are not known. */
  withheld: WithheldFile[]
  templates: Templates
  glossary: Glossary
  /** An older build to compare with. */
  previous?: Previous
  /** What the build has said so far, for the appendix of messages. */
  messages: Message[]
  /** What steps came to that were made of the same data, templates and words of `site.yaml`. */
  memory?: Memory
  awaited?: AwaitedPage
}

/** `site.yaml` */
export interface SiteManifest {
  title: string
  description: string
  language: string
  licence?: string
  authors: string[]
  contact?: string
  /** With a slash at its end; missing where nobody said where the site will be. */
  url?: string
  card?: string
  series?: { title: string; parts: string[] }
  /** Names of pages with the tables that parts lead to. */
  data: string[]
  /** Names of pages beside the series; `index` is the front page, named here or not. */
  pages: string[]
  methods: string[]
  /** Names of the pages that are offered as one file too. */
  bundle: string[]
  /** What looks private and may be published. */
  allow: string[]
  /** What is withheld wherever it stands. */
  private: string[]
}
