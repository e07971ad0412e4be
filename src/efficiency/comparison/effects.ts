import type { Unit } from '../../model/quantity.ts'
import { significance } from '../../statistics/significance.ts'
import type { Measured, Metric } from '../cells.ts'
import type { Compared } from '../estimate.ts'
import { toContrast } from './compare-cells.ts'
import { testHeterogeneity } from './heterogeneity.ts'
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
  /** P of "all pairs have one effect"; missing of a single pair. */
  heterogeneity?: number
  /** Pairs that could not be compared, and why. */
  leftOut: LeftOut[]
  /** Factors whose level decides in which direction the effect goes: `[['controller']]`, or several together. */
  reversedBy: string[][]
}

export interface JudgedPair extends Pair, Compared {}

/**
 * Average effect of each level against the baseline's level of its factor, over pairs of cells
 * that differ in nothing else: of every metric under every workload, with the p-values of each such
 * family adjusted over it.
 */
export function toAllEffects(measured: Measured): Effect[] {
  return Object.keys(measured.study.manifest.workloads).flatMap(workload => {
    const questions = toQuestions(measured, workload)
    return measured.metrics.flatMap(({ id }) => toFamily(measured, id, questions))
  })
}

/** The same of one metric under one workload. */
export function toEffects(measured: Measured, metric: Metric, workload: string): Effect[] {
  return toFamily(measured, metric.id, toQuestions(measured, workload))
}

/** What is asked of any metric, with the pairs that answer it. */
interface Question {
  asked: Omit<Switch, 'metric'>
  pairs: Pair[]
}

function toQuestions(measured: Measured, workload: string): Question[] {
  const { factors, baseline } = measured.study.manifest
  return Object.entries(factors).flatMap(([factor, { levels }]) => {
    const from = baseline[factor] ?? ''
    return Object.keys(levels)
      .filter(to => to !== from)
      .map(to => {
        const asked = { factor, from, to, workload, where: {} }
        return { asked, pairs: matchLevels(measured, asked) }
      })
  })
}

function toFamily(measured: Measured, metric: string, questions: Question[]): Effect[] {
  const effects = questions.flatMap(
    ({ asked, pairs }) => judgePairs(measured, { ...asked, metric }, pairs) ?? [],
  )
  const adjusted = measured.assumption.adjust(effects)
  return effects.map((effect, index) => ({ ...effect, pValue: adjusted[index] ?? 1 }))
}

/** One effect by itself; nothing where no pair can be compared. */
export function toEffect(measured: Measured, asked: Switch): Effect | undefined {
  return judgePairs(measured, asked, matchLevels(measured, asked))
}

/** The cells of one level with those of the other, all else equal. */
function matchLevels(measured: Measured, asked: Omit<Switch, 'metric'>): Pair[] {
  const { factor, from, to, workload, where } = asked
  const held = Object.entries(where).map(([name, level]) => [name, [level]])
  const side = (level: string): Selection => ({ ...Object.fromEntries(held), [factor]: [level] })
  return matchPairs(measured, workload, side(to), side(from))
}

function judgePairs(measured: Measured, asked: Switch, matched: Pair[]): Effect | undefined {
  const { metric } = asked
  const { usable, leftOut } = sortPairs(matched, metric, measured)
  const average = comparePairs(usable, metric, measured)
  if (!average) return undefined
  const pairs = usable.flatMap(pair => {
    const own = comparePairs([pair], metric, measured)
    return own ? [{ ...pair, ...own }] : []
  })
  const contrasts = usable.map(pair => toContrast([pair], metric))
  const heterogeneity = testHeterogeneity(contrasts, measured.assumption)
  const { unit = '1', series } = usable[0]?.left.results[metric] ?? {}
  return {
    ...asked,
    ...average,
    unit,
    ...(series?.isSigned && { isSigned: true }),
    pairs,
    ...(heterogeneity !== undefined && { heterogeneity }),
    leftOut,
    reversedBy: findReversals(pairs, measured),
  }
}

/**
 * Factors of which one level has clearly lower, another clearly higher values (Holm over the
 * pairs). Where none does so by itself, all of them together: `[['aio', 'iothread']]`.
 */
function findReversals(pairs: JudgedPair[], { assumption }: Measured): string[][] {
  const adjusted = assumption.adjust(pairs)
  const clear = pairs.filter((_, index) => (adjusted[index] ?? 1) < significance)
  const down = clear.filter(pair => !isUp(pair))
  const up = clear.filter(isUp)
  if (down.length === 0 || up.length === 0) return []
  const others = Object.keys(pairs[0]?.others ?? {})
  const varying = others.filter(factor => new Set(pairs.map(pair => pair.others[factor])).size > 1)
  const deciding = varying.filter(factor => {
    const levels = new Set(down.map(pair => pair.others[factor]))
    return up.every(pair => !levels.has(pair.others[factor]))
  })
  return deciding.length > 0 ? deciding.map(factor => [factor]) : [varying]
}

function isUp({ ratio, difference }: Compared): boolean {
  return ratio ? ratio.value > 1 : difference.value > 0
}
