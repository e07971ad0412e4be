import type { Root } from 'hast'

/** A file of the site, with a path below its root. */
export interface OutputFile {
  path: string
  content: string | Uint8Array
}

/** A file with the hash of its content, and how long it is as it is written. */
export interface HashedFile extends OutputFile {
  sha256: string
  bytes: number
  /** The content of a text as it is written, where it is known. */
  utf8?: Uint8Array
  /** The content as it comes, of a file that is too large to be asked for it as a whole. */
  open?(): AsyncIterable<Uint8Array>
}

/** Of a file as it is written. */
export function bytesOf(file: OutputFile | HashedFile): number {
  return 'bytes' in file ? file.bytes : Buffer.byteLength(file.content)
}

/** A page of the site: a tree until it is written. */
export interface OutputPage {
  path: string
  /** Of pages that numbers lead to, made anew each time: all of them together would be too much. */
  readonly tree: Root
  /** As it is written, once it was printed. */
  readonly html?: string
  /** Ids of the metrics that its numbers are of; missing where it does not say. */
  metrics?: ReadonlySet<string>
  /** Of a page that numbers lead to: what a single file takes of it. */
  evidence?: Evidence
}

/** The data of a page that numbers lead to, of which a single file takes a part. */
export interface Evidence {
  /** The page that it is of in single files: the first, where it takes several. */
  home: string
  /**
   * @param ids anchors that are led to
   * @param metrics ids of the metrics that are spoken of; all where it is missing
   * @returns nothing where it has none of these anchors
   */
  excerpt(ids: ReadonlySet<string>, metrics?: ReadonlySet<string>): Excerpt | undefined
  /** The file that lists what the tools wrote for its runs, with all else of the study. */
  sources?: string
}

/** A part of a page that numbers lead to. */
export interface Excerpt {
  /** Ids of the runs in it. */
  runs: string[]
  /** As its page has it. */
  tree(): Root
  /** With runs in one table; missing where it has none. */
  table?(sources: PackedSources): Root
  /** What the tools wrote for its runs: a column each. */
  matrix?(): string
}

/** Where a single file has what the tools wrote: in it, or not at all. */
export interface PackedSources {
  /** `data:…` */
  href?: string
}

/** Files of an older build by path: what its pages said, and the data of figures and tables. */
export type Previous = ReadonlyMap<string, string>
