import type { Message, Remark } from '../message/message.ts'
import type { FileRef } from '../model/place.ts'
import type { Record } from '../parse/record.ts'
import type { LoadSurvey } from './load-survey.ts'
import type { LoadTool } from './load-tool.ts'
import type { Placed } from './match/placed.ts'
import type { Load } from './study.ts'

/** A tool that makes load: how the files of a run become what it did. */
export interface LoadReader {
  tool: LoadTool
  survey: LoadSurvey
  /** The kind of record that is a report of it. */
  report: Record['kind']
  /** The formats that its reports have, also where one of them is damaged. */
  formats: readonly string[]
  /** The name of its program, by which perf's heading tells that perf started it. */
  command: RegExp
  /** What is said of the reports of one folder, however many runs these are of. */
  tell(files: readonly Placed[], study: string): Message[]
  /** What it did in one run, of the job that its workload names (`*`: of all of them). */
  read(files: readonly Placed[], job: string): LoadReading
}

/** What a tool's reports say of one run. */
export interface LoadReading {
  result: { load: Load; remarks: { file: FileRef; remark: Remark }[] } | { remark: Remark }
  around: LoadAround
  /** What the machine's clock shows above UTC, in ms, where the reports say both. */
  zone?: number
  /** What only a copy of this measurement has too, where the reports hold such things. */
  fingerprints: string[]
  /** When something began, in ms since 1970, that began so many seconds after the tool. */
  toBegin(seconds: number): number | undefined
}

/** What a count of perf is held against: the load of its run, and what ran before and after it. */
export interface LoadAround {
  load?: Load
  /** Seconds of all jobs one after another, with their ramps, where the load is that of one of them. */
  inTurn?: number
  /** Why a perf that started the tool counted none of the work, as where that is a mere client. */
  elsewhere?: string
}
