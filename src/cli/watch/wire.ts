/** What the thread that builds is told by the one that serves. */
export interface BuildOrder {
  /** Counts up; the latest is in `BuildThread.latest` too, which a thread sees while it works. */
  build: number
  /** The page that is looked at, which is made first. */
  page?: string
}

/** What the thread that builds is started with. */
export interface BuildThread {
  root: string
  packageRoot: string
  output: string
  url?: string
  withoutCache: boolean
  /** Whether what is private is kept from the terminal, as in the log of a CI. */
  isLog: boolean
  /** One number, shared: that of the latest build that was asked for, or `endOfBuilds`. */
  latest: Int32Array
}

export const endOfBuilds = -1

/** What the thread that builds says. */
export type BuildWord = { build: number } & (
  | { word: 'page'; path: string; html: string }
  /** What is wrong already; there may be more. */
  | { word: 'wrong'; errors: string[] }
  /** All is written, or nothing for these errors; `said` is what a terminal is told. */
  | { word: 'done'; isWritten: boolean; errors: string[]; said: Said[] }
  /** The call or the system does not allow it. */
  | { word: 'refused'; reason: string }
)

export type Said = { to: 'out' | 'err'; text: string }
