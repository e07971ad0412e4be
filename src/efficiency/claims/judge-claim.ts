import { formatContrast, formatContrastRange, formatContrastSpan } from '../../format/estimate.ts'
import { formatPValue } from '../../format/number.ts'
import type { Unit } from '../../model/quantity.ts'
import type { Contrast } from '../../statistics/comparison/contrast.ts'
import type { Interval } from '../../statistics/interval/interval.ts'
import { significance } from '../../statistics/significance.ts'
import type { Cell, Measured } from '../cells.ts'
import type { Assumption } from '../comparison/assumption.ts'
import { toContrast } from '../comparison/compare-cells.ts'
import {
  isSelected,
  matchPairs,
  type Pair,
  type Selection,
  sortPairs,
} from '../comparison/pairs.ts'
import type { Claim, HeldClaim } from './claims.ts'
import { type Bound, holdAgainst, type Sides, withoutRound } from './hold-against.ts'
import { judgeHeld } from './judge-held.ts'

/** What the data say of a claim. */
export interface Verdict {
  holds: boolean
  /** What the data say, in the claim's own terms. */
  found: string
  /** How far the interval is from breaking the claim, as a share; below 0 it is broken. */
  slack?: number
  /** Two-sided, of the part that is least sure; missing where nothing was tested. */
  pValue?: number
  /** `average of 9 pairs`, `all 9 pairs`; empty of a single pair. */
  scope: string
}

/**
 * Hold a claim against the data. Cells that cannot be compared are left out of an average, which
 * says so; a claim of every pair, or of a single one, is broken by them. All parts of a claim must
 * hold, so its p-value is the largest of theirs (Berger 1982: an intersection-union test needs no
 * adjustment).
 *
 * @param round of the study that is left out, to see whether the claim rests on it
 */
export function judgeClaim(
  claim: Claim | HeldClaim,
  efficiency: Measured,
  round?: number,
): Verdict {
  if (claim.form === 'held') return judgeHeld(claim, efficiency)
  const questions = toQuestions(claim, efficiency)
  const scope = nameScope(claim, questions)
  if (questions.length === 0) return { holds: false, found: 'no two cells to compare', scope }
  const verdicts = questions.map(({ name, pairs }) => ({
    name,
    ...judgePairs(claim, pairs, efficiency, round),
  }))
  const [only] = verdicts
  return verdicts.length === 1 && only ? { ...only, scope } : { ...combine(verdicts), scope }
}

/** Of how many pairs a sentence speaks, and whether of each or of their average. */
function nameScope({ every }: Claim, questions: Question[]): string {
  const counts = questions.map(({ pairs }) => pairs.length)
  const all = counts.reduce((sum, count) => sum + count, 0)
  if (all <= 1) return ''
  if (every || counts.every(count => count === 1)) return nameAll(all, 'pairs')
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  const pairs = least === most ? `${most} pairs` : `${least} to ${most} pairs`
  return questions.length === 1 ? `average of ${pairs}` : nameAll(counts.length, 'averages')
}

function nameAll(count: number, what: string): string {
  return count === 2 ? `both ${what}` : `all ${count} ${what}`
}

type Part = Omit<Verdict, 'scope'>

/** What must hold: pairs whose average is judged, and how they are called. */
interface Question {
  name: string
  pairs: Pair[]
}

function toQuestions(claim: Claim, efficiency: Measured): Question[] {
  const questions = toSides(claim, efficiency)
  if (claim.each) return questions
  if (!claim.every) return questions.filter(({ pairs }) => pairs.length > 0)
  return questions.flatMap(({ pairs }) =>
    pairs.map(pair => ({ name: nameOf(pair, questions.length > 1), pairs: [pair] })),
  )
}

/** Against all others at once, or one by one the levels that must hold by themselves. */
function toSides({ left, right, workload, each }: Claim, efficiency: Measured): Question[] {
  if (right === 'others') return [{ name: 'others', pairs: toOthers(left, workload, efficiency) }]
  const star = Object.keys(right).find(factor => right[factor]?.includes('*'))
  const { levels = {} } = efficiency.study.manifest.factors[star ?? ''] ?? {}
  const meant = star
    ? { ...right, [star]: Object.keys(levels).filter(level => !left[star]?.includes(level)) }
    : right
  const lefts = each ? splitLevels(left) : [left]
  const rights = each ? splitLevels(meant) : star ? splitLevels(meant, star) : [meant]
  return lefts.flatMap(a =>
    rights.map(b => ({
      name: each ? `${nameLevels(a)} to ${nameLevels(b)}` : star ? `${star}=${b[star]}` : '',
      pairs: matchPairs(efficiency, workload, a, b),
    })),
  )
}

/** `{aio: ['native', 'threads']}` as two selections; of one factor, or of all. */
function splitLevels(selection: Selection, only?: string): Selection[] {
  return Object.entries(selection).reduce<Selection[]>(
    (parts, [factor, levels]) =>
      only === undefined || factor === only
        ? parts.flatMap(part => levels.map(level => ({ ...part, [factor]: [level] })))
        : parts.map(part => ({ ...part, [factor]: levels })),
    [{}],
  )
}

/** `sata · native` */
function nameLevels(selection: Selection): string {
  return Object.values(selection).flat().join(' · ')
}

function toOthers(left: Claim['left'], workload: string, { cells }: Measured): Pair[] {
  const possible = cells.filter(
    cell => cell.workload === workload && cell.state.state !== 'impossible',
  )
  const [named, others] = [true, false].map(wanted =>
    possible.filter(cell => isSelected(cell, left) === wanted),
  ) as [Cell[], Cell[]]
  return named.flatMap(a => others.map(b => ({ left: a, right: b, others: {} })))
}

function nameOf({ left, right, others }: Pair, isNamedByBoth: boolean): string {
  const shared = Object.values(others).join(' · ')
  const isWhole = isNamedByBoth || shared === ''
  return isWhole ? `${left.configuration.id} to ${right.configuration.id}` : shared
}

function judgePairs(
  claim: Claim,
  pairs: Pair[],
  efficiency: Measured,
  round: number | undefined,
): Part {
  if (pairs.length === 0) return { holds: false, found: 'no two cells to compare' }
  const { usable, leftOut } = sortPairs(pairs, claim.metric, efficiency)
  const [first] = leftOut
  if (first && (usable.length === 0 || claim.every)) return { holds: false, found: first.reason }
  const contrast = toContrast(usable, claim.metric)
  const unit = usable[0]?.left.results[claim.metric]?.unit ?? '1'
  const kept = round === undefined ? contrast : withoutRound(contrast, round)
  const verdict = judgeContrast(claim, kept, unit, efficiency)
  const share = first ? `${usable.length} of ${pairs.length}` : usable.length
  const why = first ? ` (${first.reason})` : ''
  const over = pairs.length === 1 ? '' : ` over ${share} pairs${why}`
  const range = round === undefined ? tellPairs(usable, claim.metric, unit, efficiency) : ''
  return { ...verdict, found: verdict.found + over + range }
}

/** `, single pairs +50.6 % to +126 %`: what an average may hide. */
function tellPairs(pairs: Pair[], metric: string, unit: Unit, { assumption }: Measured): string {
  if (pairs.length < 2) return ''
  const singles = pairs.flatMap(pair => assumption.compare(toContrast([pair], metric)) ?? [])
  return singles.length === 0 ? '' : `, single pairs ${formatContrastSpan(singles, unit)}`
}

/** By the difference where the margin is an amount, or where there is no ratio; else by the ratio. */
function judgeContrast(
  claim: Claim,
  contrast: Contrast,
  unit: Unit,
  { assumption }: Measured,
): Part {
  const compared = assumption.compare(contrast)
  if (!compared) return { holds: false, found: 'too few runs for an interval' }
  const { difference, ratio } = compared
  const { relation, margin } = claim
  const isShare = margin?.unit === '%'
  const shown = { difference, ...(ratio && (!margin || isShare) && { ratio }) }
  const found = `${formatContrast(shown, unit)} ${formatContrastRange(shown, unit)}`
  if (isShare && !ratio) {
    return { holds: false, found: `${found}; no share can be told of a side not clear of zero` }
  }
  if (margin && !isShare && margin.unit !== unit) {
    return { holds: false, found: `${found}; it is counted in ${unit}, and not in ${margin.unit}` }
  }
  const of = shown.ratio ? 'ratio' : 'difference'
  const slack = shown.ratio
    ? toSlack(relation, shown.ratio, margin?.value ?? 0)
    : toSlackOfDifference(relation, difference, margin?.value ?? 0)
  const pValue = testBounds(claim, contrast, of, assumption)
  return { holds: pValue < significance, found: `${found}, ${formatPValue(pValue)}`, slack, pValue }
}

/** Twice the one-sided p-value beyond the bound; of an equivalence the larger of both sides. */
function testBounds(
  { relation, margin }: Claim,
  contrast: Contrast,
  of: Bound['of'],
  assumption: Assumption,
): number {
  const by = margin?.value ?? 0
  const [low, high] = of === 'ratio' ? [1 / (1 + by), 1 + by] : [-by, by]
  const test = (value: number, side: keyof Sides) =>
    Math.min(1, 2 * (holdAgainst(contrast, { of, value }, assumption)?.[side] ?? 1))
  if (relation === '~') return Math.max(test(low, 'above'), test(high, 'below'))
  const lowest = of === 'ratio' ? 1 - by : low
  return {
    '<': () => test(lowest, 'below'),
    '>': () => test(high, 'above'),
    '!<': () => test(lowest, 'above'),
    '!>': () => test(high, 'below'),
  }[relation]()
}

function toSlack(relation: Claim['relation'], { lower, upper }: Interval, margin: number): number {
  return {
    '<': 1 - margin - upper,
    '>': lower - 1 - margin,
    '!<': lower - 1 + margin,
    '!>': 1 + margin - upper,
    '~': Math.min(1 + margin - upper, lower - 1 / (1 + margin)),
  }[relation]
}

/** As a share of the margin, or of the difference itself where nothing is asked but a direction. */
function toSlackOfDifference(
  relation: Claim['relation'],
  { value, lower, upper }: Interval,
  margin: number,
): number {
  const slack = {
    '<': -margin - upper,
    '>': lower - margin,
    '!<': lower + margin,
    '!>': margin - upper,
    '~': Math.min(margin - upper, lower + margin),
  }[relation]
  return slack / (margin || Math.abs(value) || 1)
}

/** All must hold; what is told is what does not, or what comes closest to breaking. */
function combine(verdicts: (Part & { name: string })[]): Part {
  const broken = verdicts.filter(({ holds }) => !holds)
  const slacks = verdicts.flatMap(({ slack }) => slack ?? [])
  const pValues = verdicts.flatMap(({ pValue }) => pValue ?? [])
  const slack = {
    ...(slacks.length > 0 && { slack: Math.min(...slacks) }),
    ...(pValues.length === verdicts.length && { pValue: Math.max(...pValues) }),
  }
  const tell = ({ name, found }: { name: string; found: string }) => `${name}: ${found}`
  if (broken.length > 0) {
    const shown = broken.slice(0, 3).map(tell).join('; ')
    const more = broken.length > 3 ? '; …' : ''
    return {
      holds: false,
      found: `${broken.length} of ${verdicts.length} do not hold (${shown}${more})`,
      ...slack,
    }
  }
  const closest = verdicts.find(verdict => verdict.slack === slack.slack) ?? verdicts[0]
  const found = `all ${verdicts.length} hold${closest ? `; closest ${tell(closest)}` : ''}`
  return { holds: true, found, ...slack }
}
