import type { Found } from '../found.ts'
import { createNeedles, type NeedleLines } from '../needles.ts'
import type { Window } from '../windows.ts'
import { hosts } from './hosts.ts'
import { names } from './names.ts'
import { numbers } from './numbers.ts'
import { isOfLine } from './of-line.ts'
import { people } from './people.ts'
import type { InlineRule } from './rule.ts'
import { secrets } from './secrets.ts'

const rules = [...numbers, ...hosts, ...names, ...people, ...secrets]
const needles = [...new Set(rules.flatMap(({ needs }) => needs))]
const findNeedles = createNeedles(needles)
/** Each rule with the places in that list of what it needs one of. */
const needing = rules.map(rule => ({
  rule,
  needs: rule.needs.map(need => needles.indexOf(need)),
  isOfLine: isOfLine(rule.pattern.source, rule.needs),
}))

/** All values inside of lines that stand where only private ones do. */
export function findInline(text: string): Found[] {
  const found: Found[] = []
  const lines = findNeedles(text)
  for (const { rule, needs, isOfLine } of needing) {
    if (needs.every(need => lines[need]?.length === 0)) continue
    if (!isOfLine) findIn(text, rule, 0, found)
    else
      for (const { start, end } of toRuns(text, needs, lines))
        findIn(text.slice(start, end), rule, start, found)
  }
  return found
}

function findIn(part: string, { kind, pattern }: InlineRule, offset: number, found: Found[]): void {
  pattern.lastIndex = 0
  for (let match = pattern.exec(part); match; match = pattern.exec(part)) {
    const [start] = match.indices?.groups?.value ?? []
    const value = match.groups?.value
    if (start !== undefined && value !== undefined)
      found.push({ kind, value, start: start + offset })
    if (match[0] === '') pattern.lastIndex++
  }
}

/** The lines that have one of some needles, joined where they meet. */
function toRuns(text: string, needs: readonly number[], lines: NeedleLines): Window[] {
  const starts = needs.flatMap(need => lines[need] ?? [])
  if (needs.length > 1) starts.sort((a, b) => a - b)
  const runs: Window[] = []
  for (const start of starts) {
    const last = runs.at(-1)
    if (last && start < last.end) continue
    const next = text.indexOf('\n', start)
    const end = next < 0 ? text.length : next + 1
    if (last?.end === start) last.end = end
    else runs.push({ start, end })
  }
  return runs
}
