import type { Root } from 'hast'

/** A file of the site, with a path below its root. */
export interface OutputFile {
  path: string
  content: string | Uint8Array
}

/** A page of the site: a tree until it is written. */
export interface OutputPage {
  path: string
  tree: Root
}

/** Files of an older build by path: what its pages said, and the data of figures and tables. */
export type Previous = ReadonlyMap<string, string>
