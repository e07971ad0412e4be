import type { Efficiency } from '../efficiency/efficiency.ts'
import type { Message } from '../message/message.ts'
import type { Templates } from './templates.ts'

/** A page as a person wrote it. */
export interface PageSource {
  /** `linux-io-engines`: the name of the built file without `.html`. */
  name: string
  /** How the file is named to its author: `site/linux-io-engines.md`. */
  file: string
  text: string
}

/** A file of the site, with a path below its root. */
export interface OutputFile {
  path: string
  content: string | Uint8Array
}

/** What every page may draw on. */
export interface PageContext {
  site: SiteManifest
  efficiencies: Efficiency[]
  templates: Templates
  /** What the build has said so far, for the appendix of messages. */
  messages: Message[]
}

/** `site.yaml` */
export interface SiteManifest {
  title: string
  description: string
  language: string
  licence?: string
  /** Names of the pages, in reading order; `index` is the front page. */
  pages: string[]
}
