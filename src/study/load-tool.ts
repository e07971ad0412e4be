/** A tool that makes load, as pages and messages speak of it. */
export interface LoadTool {
  /** As its users write it: `fio`. */
  name: string
  /** What its reports are called: `JSON, text or terse output of fio`. */
  reports: string
  /** Where those who make it say what its options and its numbers mean. */
  documentation: string
  /** Words of its output and its options that name nobody, where no list of words has them. */
  words: readonly string[]
  /** What its performance is read from, in words. */
  readings: {
    latency: string
    totalLatency: string
    /** What holds all I/Os by their latency: `fio’s json+`; missing where nothing of it does. */
    bins?: string
  }
  /** What would have been needed, for a message about what a report lacks. */
  needs: {
    percentile: string
    bins: string
    log: string
  }
  /** By name. */
  options: {
    /** The one that sets how many bytes an I/O has. */
    size: string
    /** Those that only name things, and may differ: `.` and `*` as in a regular expression. */
    naming: readonly string[]
    /** Those that say what is asked of the storage, whatever asks. */
    shaping: readonly string[]
    /** The one that says how I/O is done, whatever is asked for. */
    engine: string
    /** Those that make a workload, the most telling first. */
    workload: readonly string[]
    /** Those that are of one run by their nature, beside those that name things. */
    incidental: readonly string[]
    /** What some are called as factors: the id and the label. */
    factors: { [option: string]: [id: string, label: string] }
    /** Those that hold a rate, the most exact first. */
    rates: readonly string[]
  }
}

/** What rules call the tool that made the load, and its option for the size of an I/O. */
export interface ToolWords {
  tool: string
  sizeOption: string
}
