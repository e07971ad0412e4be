import type { Unit } from '../model/quantity.ts'
import type { Compared, Efficiency, Metric } from './efficiency.ts'
import {
  comparePairs,
  type LeftOut,
  matchPairs,
  type Pair,
  type Selection,
  sortPairs,
} from './pairs.ts'

/** What is asked: what switching one factor does to a metric, where other factors may be held. */
export interface Switch {
  factor: string
  from: string
  to: string
  metric: string
  workload: string
  /** Levels of other factors to which the question is limited. */
  where: { [factor: string]: string }
}

/** What switching one factor from one level to another does, all else equal. */
export interface Effect extends Switch, Compared {
  /** Of the difference. */
  unit: Unit
  /** Whether what is compared may be below zero: such an effect is told in its unit first. */
  isSigned?: true
  /** Adjusted by Holm, where the effect is one of a family. */
  pValue: number
  /** One contrast a pair, with the levels of the other factors. */
  pairs: JudgedPair[]
  /** Pairs that could not be compared, and why. */
  leftOut: LeftOut[]
  /** Factors whose level decides in which direction the effect goes: `controller`, `aio × iothread`. */
  reversedBy: string[]
}

export interface JudgedPair extends Pair, Compared {}

/**
 * Average effect of each level against the baseline's level of its factor, over pairs of cells
 * that differ in nothing else; p-values adjusted over all of them.
 */
export function toEffects(efficiency: Efficiency, metric: Metric, workload: string): Effect[] {
  const { factors, baseline } = efficiency.study.manifest
  const effects = Object.entries(factors).flatMap(([factor, { levels }]) => {
    const from = baseline[factor] ?? ''
    return Object.keys(levels)
      .filter(to => to !== from)
      .map((to): Switch => ({ factor, from, to, metric: metric.id, workload, where: {} }))
      .flatMap(asked => toEffect(efficiency, asked) ?? [])
  })
  const adjusted = efficiency.assumption.adjust(effects)
  return effects.map((effect, index) => ({ ...effect, pValue: adjusted[index] ?? 1 }))
}

/** One effect by itself; nothing where no pair can be compared. */
export function toEffect(efficiency: Efficiency, asked: Switch): Effect | undefined {
  const { factor, from, to, metric, workload, where } = asked
  const held = Object.entries(where).map(([name, level]) => [name, [level]])
  const side = (level: string): Selection => ({ ...Object.fromEntries(held), [factor]: [level] })
  const matched = matchPairs(efficiency, workload, side(to), side(from))
  const { usable, leftOut } = sortPairs(matched, metric, efficiency)
  const average = comparePairs(usable, metric, efficiency)
  if (!average) return undefined
  const pairs = usable.flatMap(pair => {
    const own = comparePairs([pair], metric, efficiency)
    return own ? [{ ...pair, ...own }] : []
  })
  const { unit = '1', series } = usable[0]?.left.results[metric] ?? {}
  return {
    ...asked,
    ...average,
    unit,
    ...(series?.isSigned && { isSigned: true }),
    pairs,
    leftOut,
    reversedBy: findReversals(pairs, efficiency),
  }
}

/**
 * Factors of which one level has clearly lower, another clearly higher values (Holm over the
 * pairs). Where none does so by itself, all of them together: `aio × iothread`.
 */
function findReversals(pairs: JudgedPair[], { assumption }: Efficiency): string[] {
  const adjusted = assumption.adjust(pairs)
  const clear = pairs.filter((_, index) => (adjusted[index] ?? 1) < 0.05)
  const down = clear.filter(pair => !isUp(pair))
  const up = clear.filter(isUp)
  if (down.length === 0 || up.length === 0) return []
  const others = Object.keys(pairs[0]?.others ?? {})
  const varying = others.filter(factor => new Set(pairs.map(pair => pair.others[factor])).size > 1)
  const deciding = varying.filter(factor => {
    const levels = new Set(down.map(pair => pair.others[factor]))
    return up.every(pair => !levels.has(pair.others[factor]))
  })
  return deciding.length > 0 ? deciding : [varying.join(' × ')]
}

function isUp({ ratio, difference }: Compared): boolean {
  return ratio ? ratio.value > 1 : difference.value > 0
}
