import type { FileRef } from '../model/place.ts'
import type { Record } from '../parse/record.ts'

/** Options as a report has them. */
export type Options = { [option: string]: string }

/** How `technote init` learns from a tool's reports what was varied, before it knows whose they are. */
export interface LoadSurvey {
  /** What the report in a file says of its run; undefined where the file holds none. */
  read(file: FileRef, records: readonly Record[]): Surveyed | undefined
  /** Bytes of the I/Os that such options ask for; 0 where they do not tell one number. */
  sizeOf(options: Options): number
  /** What runs with these options were asked for: in words, and the rate that holds all of them. */
  describe(options: readonly Options[]): { words: string; target?: string }
}

/** What a report says of its run. */
export interface Surveyed {
  options: Options
  /** With its version: `fio-3.33`. */
  tool: string
  /** When the report was written, in the zone of the machine. */
  when?: string
  /** When the load ran, in ms since 1970 (in the zone of the machine if need be). */
  span?: [start: number, end: number]
  /** Jobs that ran one after another, where each has a name of its own. */
  phases: { name: string; options: Options }[]
  /** Seconds of several loads one after another, with their ramps. */
  inTurn?: number
}

/** What stands in place of a value on which options do not agree. */
export const varied = 'varied'

/** The options of these runs, with what varies between them marked: that is no workload's. */
export function toShared(options: readonly Options[]): Options {
  const names = new Set(options.flatMap(Object.keys))
  return Object.fromEntries(
    [...names].map(name => {
      const [value, ...others] = new Set(options.map(at => at[name]))
      return [name, value === undefined || others.length > 0 ? varied : value]
    }),
  )
}
