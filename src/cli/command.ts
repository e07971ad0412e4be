import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Project } from '../model/project.ts'
import type { BuildEffects } from '../parse/build-effects.ts'

/** What a command is given. */
export interface Call {
  project: Project
  /** Values of the options, as `util.parseArgs` gives them. */
  options: { [name: string]: string | boolean | string[] | undefined }
  positionals: string[]
  terminal: Terminal
  effects: BuildEffects
}

/** Where a command speaks: results to `out`, all else to `err`. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** Whether others may read it later, as the log of a CI: what is private is not shown. */
  isLog?: boolean
  /** Show what is being done, for as long as it is; where no person is watching there is none. */
  show?(text: string): void
  /** How many characters a line of `out` has; of a file or a pipe it is not known. */
  columns?: number
}

export interface Command {
  name: string
  /** One line for `technote --help`. */
  summary: string
  /** What comes behind `technote name`, and what it does. */
  usage: string
  options: { [name: string]: Option }
  /** Positional arguments it takes at most. */
  positionals: number
  /**
   * @returns the exit status: 0 fine, 1 the input is wrong, 2 the call is wrong, 3 a claim or a gate
   *   does not hold
   * @throws CallError for 2, with what is to be told
   */
  run(call: Call): Promise<number>
}

/** Of commands that take what `technote digest` made. */
export const digestsOption: Command['options'] = {
  digests: { type: 'string', value: 'DIR', help: 'digests that technote digest made' },
}

/** An option as `util.parseArgs` takes it, with its help; `value` names what a string is. */
export interface Option {
  type: 'string' | 'boolean'
  /** Whether it may be given several times. */
  multiple?: boolean
  short?: string
  value?: string
  help: string
}

/** Of commands that look at a project's folder. */
export const rootOption: Command['options'] = {
  root: { type: 'string', value: 'DIR', help: 'the project’s folder (the current one)' },
}

/** Of commands that read its archives. */
export const readOptions: Command['options'] = {
  ...rootOption,
  'no-cache': { type: 'boolean', help: 'read every archive again' },
}

/** All values of an option that may be given several times. */
export function readList(given: Call['options'][string]): string[] {
  return Array.isArray(given) ? given : []
}

/** Refuse a file that could not be written: before the build, which takes its time. */
export async function expectFolderOf(option: string, file: string): Promise<void> {
  const folder = await stat(dirname(resolve(file))).catch(() => undefined)
  if (!folder?.isDirectory()) {
    throw new CallError(`Unexpected ${option} ${file}, expected a file in a folder that is there`)
  }
}

/** What is wrong with the call: told as it is, with exit status 2. */
export class CallError extends Error {}
