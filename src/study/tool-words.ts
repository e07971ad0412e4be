import type { LoadTool, ToolWords } from './load-tool.ts'
import type { Run } from './study.ts'

type Made = Pick<Run, 'generator'>

/** The tools that made the load of these runs, each once. */
export function toolsOf(runs: readonly Made[]): LoadTool[] {
  return [...new Map(runs.map(({ generator }) => [generator.name, generator])).values()]
}

/** Who made the load of these runs, as a sentence names it: `fio`, or `fio and sysbench`. */
export function nameTools(runs: readonly Made[]): string {
  return toWords(runs).tool
}

/** In which words rules speak of these runs. */
export function toWords(runs: readonly Made[]): ToolWords {
  return join(toolsOf(runs).map(({ name, options }) => ({ tool: name, sizeOption: options.size })))
}

function join(words: readonly ToolWords[]): ToolWords {
  const [first = unknown, ...others] = words
  const all = [first, ...others]
  return {
    tool: all.map(({ tool }) => tool).join(' and '),
    sizeOption: all.map(({ sizeOption }) => sizeOption).join(' and '),
  }
}

/** Of a study without a run. */
const unknown: ToolWords = { tool: 'the load generator', sizeOption: 'for the size of blocks' }

/** What these runs would have had to be asked for, to have a log of intervals or bins. */
export function sayNeeds(runs: readonly Made[], what: 'log' | 'bins'): string {
  const needs = toolsOf(runs).map(tool => tool.needs[what])
  return needs.length > 0 ? needs.join(', or ') : 'runs'
}
