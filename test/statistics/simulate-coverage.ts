import { holdAgainst } from '../../src/efficiency/claims/hold-against.ts'
import { type Assumption, assumptions } from '../../src/efficiency/comparison/assumption.ts'
import { testHeterogeneity } from '../../src/efficiency/comparison/heterogeneity.ts'
import { type Contrast, type Series, toSeries } from '../../src/statistics/comparison/contrast.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import type { Interval } from '../../src/statistics/interval/interval.ts'
import { rankIntervals } from '../../src/statistics/interval/rank-intervals.ts'
import { pooledPercentile } from '../../src/statistics/percentile/pooled-percentile.ts'
import {
  createNormal,
  drawBins,
  findTruths,
  type Shape,
  shapes,
  type Truths,
} from './coverage-shapes.ts'

/** Numbers of rounds at which they are. */
export const rounds = [3, 4, 6, 8, 12] as const

/** In how many studies it held, of those in which it was printed. */
export interface Count {
  held: number
  printed: number
}

type Counts = Map<string, Count>

interface Draws {
  cell(centre: number, index: number): Series
  normal(): number
  random(): number
}

/**
 * Hold all that is printed against studies of one shape and size: those with the numbers from `first`
 * up to `end`. A study's seed is its number.
 */
export function simulateCoverage(
  shapeIndex: number,
  n: number,
  { first = 0, end }: { first?: number; end: number },
): Counts {
  const shape = shapes[shapeIndex] as Shape
  const counts: Counts = new Map()
  const truths = findTruths(shape)
  for (let study = first; study < end; study++) {
    const random = createRandom(1_000_003 * (study + 1) + 101 * n + shapeIndex)
    const normal = createNormal(random)
    const drift = Array.from({ length: n }, normal)
    const cell = (centre: number, index: number) =>
      toSeries(shape.draw(normal, random, drift, index).map(value => centre * value))
    const draws = { cell, normal, random }
    for (const assumption of Object.values(assumptions)) {
      judgeStudy(assumption, draws, counts, truths)
    }
    judgePercentiles(shape, n, draws, counts, truths)
  }
  return counts
}

function tell(counts: Counts, name: string, held: boolean | undefined): void {
  if (held === undefined) return
  const { held: before, printed } = counts.get(name) ?? { held: 0, printed: 0 }
  counts.set(name, { held: before + Number(held), printed: printed + 1 })
}

function holds(interval: Interval | undefined, truth: number): boolean | undefined {
  return interval && interval.lower <= truth && truth <= interval.upper
}

function judgeStudy(assumption: Assumption, { cell }: Draws, counts: Counts, truths: Truths): void {
  const say = (what: string, held: boolean | undefined) =>
    tell(counts, `${assumption.name}: ${what}`, held)
  const { compare, adjust } = assumption
  const own = cell(1, 1)
  const estimate = assumption.summarise([...own.values])
  const centre = { 'geometric mean': truths.geometric, median: truths.median } as const
  if (estimate.state === 'estimated') {
    say('estimate', holds(estimate.interval, centre[estimate.kind as keyof typeof centre]))
  }
  const net = assumption.summarise([...own.values], true)
  if (net.state === 'estimated' && net.kind === 'arithmetic mean') {
    say('estimate of a net cost', holds(net.interval, truths.mean))
  }
  const pair = against(cell(1.1, 2), cell(1, 1))
  say('ratio', holds(compare(pair)?.ratio, 1.1))
  const signed = pair.map(({ series, weight }) => ({
    series: toSeries(series.values, true),
    weight,
  }))
  if (assumption.name === 'round-drift') {
    const net = compare(signed)
    say('difference of net costs', holds(net?.difference, 0.1 * truths.mean))
    say('ratio of net costs', holds(net?.ratio, 1.1))
  }
  const other = against(cell(1, 3), cell(1, 0))
  const third = against(cell(1.5, 2), cell(1, 1))
  say(
    'effect over three pairs',
    holds(compare(average([pair, other, third]))?.ratio, 1.65 ** (1 / 3)),
  )
  const alike = testHeterogeneity(
    [against(cell(1.1, 1), cell(1, 2)), pair, against(cell(1.1, 3), cell(1, 0))],
    assumption,
  )
  say('no false “pairs differ”', alike === undefined ? undefined : alike >= 0.05)
  const base = cell(1, 0)
  const family = [1, 2, 3].flatMap(index => compare(against(cell(1, index), base)) ?? [])
  say(
    'no false difference in a family of three',
    family.length < 3 ? undefined : adjust(family).every(p => p >= 0.05),
  )
  say('claim of a margin that is not exceeded', refuses(pair, 1.1, 'above', assumption))
  say('claim of equivalence at its margin', refuses(pair, 1.1, 'below', assumption))
  judgeRanks(assumption, cell, say)
  const score = compare(against(sumUp(cell(1, 1), cell(1, 2)), sumUp(cell(2, 2), cell(1.28, 1))))
  say('score of two metrics', holds(score?.ratio, 1 / 1.6))
}

/** Whether a claim beyond the bound, which is just not true, is refused. */
function refuses(
  pair: Contrast,
  value: number,
  side: 'above' | 'below',
  assumption: Assumption,
): boolean | undefined {
  const sides = holdAgainst(pair, { of: 'ratio', value }, assumption)
  return sides && 2 * sides[side] >= 0.05
}

const ranked = [1, 1, 1.2, 1.5]

function judgeRanks(
  { compare, adjust }: Assumption,
  cell: Draws['cell'],
  say: (what: string, held: boolean | undefined) => void,
): void {
  const cells = ranked.map(cell)
  const pairs = ranked.flatMap((_, a) =>
    ranked.slice(a + 1).flatMap((_, next) => {
      const b = a + 1 + next
      const found = compare(against(cells[a] as Series, cells[b] as Series))
      return found ? [{ a, b, pValue: found.pValue, ratio: found.ratio?.value ?? 1 }] : []
    }),
  )
  if (pairs.length < 6) return
  const adjusted = adjust(pairs)
  const isBetter = (one: number, other: number) =>
    pairs.some(({ a, b, ratio }, index) => {
      const [better, worse] = ratio < 1 ? [a, b] : [b, a]
      return better === one && worse === other && (adjusted[index] ?? 1) < 0.05
    })
  const ranks = rankIntervals(4, isBetter)
  const truth = rankIntervals(4, (one, other) => (ranked[one] ?? 0) < (ranked[other] ?? 0))
  say(
    'all rank intervals at once',
    ranks.every(
      ({ lower, upper }, index) =>
        lower <= (truth[index]?.lower ?? 0) && upper >= (truth[index]?.upper ?? 9),
    ),
  )
  say('the best among the best or tied', ranks[0]?.lower === 1 && ranks[1]?.lower === 1)
}

function against(left: Series, right: Series): Contrast {
  return [
    { series: left, weight: 1 },
    { series: right, weight: -1 },
  ]
}

/** Several contrasts as one; a cell in two of them has the sum of its weights. */
function average(contrasts: readonly Contrast[]): Contrast {
  return contrasts.flatMap(contrast =>
    contrast.map(({ series, weight }) => ({ series, weight: weight / contrasts.length })),
  )
}

/** Two metrics of a run as one cost, in equal weights. */
function sumUp(a: Series, b: Series): Series {
  return toSeries(
    a.values.map((value, round) => Math.sqrt(value * (b.values[round] ?? Number.NaN))),
  )
}

/** Percentiles of the runs together. */
function judgePercentiles(
  shape: Shape,
  n: number,
  { normal, random }: Draws,
  counts: Counts,
  truths: Truths,
): void {
  const values = shape.draw(normal, random, Array.from({ length: n }, normal), 1)
  const runs = values.map(own => drawBins(own, normal, random))
  for (const percent of [50, 99]) {
    const held = holds(pooledPercentile(runs, percent), truths.percentiles[percent] ?? 0)
    tell(counts, `any: p${percent} of latency`, held)
  }
}
