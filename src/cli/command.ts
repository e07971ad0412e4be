import type { BuildEffects, Project } from '../project.ts'

/** What a command is given. */
export interface Call {
  project: Project
  /** Values of the options, as `util.parseArgs` gives them. */
  options: { [name: string]: string | boolean | undefined }
  positionals: string[]
  terminal: Terminal
  effects: BuildEffects
}

/** Where a command speaks: results to `out`, all else to `err`. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** Whether a person is watching: only then progress is shown. */
  isInteractive: boolean
}

export interface Command {
  name: string
  /** One line for `technote --help`. */
  summary: string
  /** What comes behind `technote name`, and what it does. */
  usage: string
  options: { [name: string]: { type: 'string' | 'boolean'; value?: string; help: string } }
  /** Positional arguments it takes at most. */
  positionals: number
  /** @returns the exit status: 0 fine, 1 the input is wrong, 2 the call is wrong */
  run(call: Call): Promise<number>
}
