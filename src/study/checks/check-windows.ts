import { decimalsFor, formatNumber } from '../../format/number.ts'
import type { Message } from '../../message/message.ts'
import { isMissing } from '../../model/quantity.ts'
import { median } from '../../statistics/summary/median.ts'
import type { Run } from '../study.ts'

/** Two counters of one run begin and end with a command each, within a twentieth of their time. */
const share = 0.05
/** Fewer runs than this tell no rule. */
const fewest = 4

/**
 * Counters of one run that counted for other times than each other, where those of nearly all other
 * runs of the study counted as long (or in the same proportion): one of the times is wrong, and with
 * it each rate of its file.
 */
export function checkWindows(runs: readonly Run[], study: string): Message[] {
  const windows = runs.map(run => ({ run, seconds: toSeconds(run) }))
  const scopes = [...new Set(windows.flatMap(({ seconds }) => [...seconds.keys()]))]
  const pairs = scopes.flatMap((one, at) =>
    scopes.slice(at + 1).map(other => [one, other] as const),
  )
  return pairs.flatMap(([one, other]) => {
    const told = windows.flatMap(({ run, seconds }) => {
      const [a, b] = [seconds.get(one), seconds.get(other)]
      return a && b ? [{ run, a, b, ratio: a / b }] : []
    })
    const usual = median(told.map(({ ratio }) => ratio))
    const apart = told.filter(({ ratio }) => Math.abs(ratio / usual - 1) > share)
    if (told.length < fewest || apart.length > told.length / 3) return []
    return apart.map(({ run, a, b }): Message => {
      const [own, beside] = [a, b].map(value => formatNumber(value, decimalsFor(value)))
      return {
        severity: 'warning',
        rule: 'unequal-windows',
        reason: `Counters of \`${run.id}\` that looked for ${own} s (${one}) and for ${beside} s (${other}), expected times as of the other runs; one of them is wrong, and so is each rate of its file. Look at what perf wrote, or repeat the run`,
        file: `${study}/study.yaml`,
      }
    })
  })
}

/** By scope, how long it counted. */
function toSeconds({ counters }: Run): Map<string, number> {
  return new Map(
    Object.entries(counters).flatMap(([scope, counts]) => {
      const known = Object.values(counts).flatMap(counted =>
        isMissing(counted) || counted.isUntimed ? [] : counted.window.value,
      )
      return known.length === 0 ? [] : [[scope, median(known)] as const]
    }),
  )
}
