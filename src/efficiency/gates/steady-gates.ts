import { formatPercent } from '../../format/number.ts'
import { toSteadiness } from '../../statistics/summary/steadiness.ts'
import type { Run } from '../../study/study.ts'
import { nameTools } from '../../study/tool-words.ts'
import type { Judges } from './gate.ts'

/** The rule that asks whether the rate was level while it was measured, and what the tool says of it. */
export const steadyGates = {
  'steady-state': ({ cell, limit }) => {
    const told = [...tellChanging(cell.runs, limit), ...tellNotAttained(cell.runs)]
    return told.length > 0 ? told.join('; ') : undefined
  },
} satisfies Judges

/** Intervals at both ends may be cut, so they are not looked at. */
function tellChanging(runs: readonly Run[], limit: number): string[] {
  const changing = runs.flatMap(({ repeat, load }) => {
    const level = toSteadiness(load?.intervals?.values.slice(1, -1) ?? [])
    if (!level) return []
    const { range, rise } = level
    return range > limit || Math.abs(rise) > limit / 2 ? [{ repeat, range, rise }] : []
  })
  const logged = runs.filter(({ load }) => load?.intervals).length
  const [first, ...others] = [...changing].sort((a, b) => b.range - a.range)
  if (!first) return []
  const which = others.length === 0 ? '' : `, of ${changing.length} of ${logged} repeats the most`
  return [
    `the rate was not steady while ${nameTools(runs)} ran: fifths of repeat ${first.repeat} lie up to ${formatPercent(first.range, 0)} apart, and rise by ${formatPercent(first.rise, 0, true)} in all${which}`,
  ]
}

function tellNotAttained(runs: readonly Run[]): string[] {
  const missed = runs.flatMap(({ repeat, load }) =>
    load?.steadyState?.attained === false
      ? [`${load.steadyState.criterion} in repeat ${repeat}`]
      : [],
  )
  return missed.length === 0
    ? []
    : [
        `${nameTools(runs)}’s own criterion of a steady state was not attained: ${missed.join(', ')}`,
      ]
}
