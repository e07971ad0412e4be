import type { Run } from '../../study/study.ts'
import { toolsOf } from '../../study/tool-words.ts'
import type { Cell } from '../cells.ts'

/** Options that runs do not agree on. */
export function findVaryingOptions(runs: Run[]): string[] {
  const options = runs.flatMap(run => (run.load ? [run.load.options] : []))
  const names = new Set(options.flatMap(Object.keys))
  const isNaming = isOne('naming', runs)
  return [...names].filter(
    name => !isNaming(name) && new Set(options.map(option => option[name] ?? '')).size > 1,
  )
}

/**
 * How the load of a cell differs from the baseline's, beyond what its factors mean:
 * `bs 8k against 4k`. A factor may stand for one option, whatever it is called, and for all that
 * the names of its levels tell, as `qd32` tells of `iodepth=32`.
 */
export function findUnequalLoad(cell: Cell, baseline: Cell): string[] {
  const [own, other] = [cell, baseline].map(({ configuration }) => configuration.levels)
  const levels = Object.entries(own ?? {}).filter(([factor, level]) => other?.[factor] !== level)
  const differing = findVaryingOptions([...cell.runs, ...baseline.runs]).filter(option =>
    areApart(valuesOf(cell, option), valuesOf(baseline, option)),
  )
  const isShaping = isOne('shaping', [...cell.runs, ...baseline.runs])
  const isExplained = differing.length <= levels.length
  const unequal = differing.filter(option => {
    const isTold = levels.some(
      ([factor, level]) =>
        factor === option || valuesOf(cell, option).every(value => tells(level, value)),
    )
    return isShaping(option) && !isTold && !isExplained
  })
  const options = unequal.map(
    option => `${option} ${toWords(valuesOf(cell, option), valuesOf(baseline, option))}`,
  )
  const [tools, usual] = [cell, baseline].map(toVersions) as [string[], string[]]
  return [...options, ...(areApart(tools, usual) ? [toWords(tools, usual)] : [])]
}

/** Whether an option is of a kind, by what the tools that made the load of these runs call it. */
function isOne(kind: 'naming' | 'shaping', runs: Run[]): (option: string) => boolean {
  const names = toolsOf(runs).flatMap(({ options }) => options[kind])
  const pattern = new RegExp(`^(${names.join('|')})$`)
  return option => pattern.test(option)
}

/** Runs of one cell that differ are doubted by themselves; here, none is as any of the others. */
function areApart(own: string[], others: string[]): boolean {
  return own.length > 0 && others.length > 0 && !own.some(value => others.includes(value))
}

/** Whether a level names a value: `qd32` names `32`, and neither `3` nor `132`. */
function tells(level: string, value: string): boolean {
  const at = level.toLowerCase().indexOf(value.toLowerCase())
  if (at < 0) return false
  const isDigit = (character: string | undefined) => /\d/.test(character ?? '')
  return !isDigit(level[at - 1]) && !isDigit(level[at + value.length])
}

function valuesOf({ runs }: Cell, option: string): string[] {
  return toSet(runs.flatMap(({ load }) => (load ? [load.options[option] ?? 'not set'] : [])))
}

function toVersions({ runs }: Cell): string[] {
  return toSet(runs.flatMap(({ load }) => (load?.tool ? [load.tool] : [])))
}

function toSet(values: string[]): string[] {
  return [...new Set(values)].sort()
}

/** `8k against 4k` */
function toWords(own: string[], others: string[]): string {
  return `${own.join(', ')} against ${others.join(', ')}`
}
