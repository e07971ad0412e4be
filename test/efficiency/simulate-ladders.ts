import type { LadderPart, LadderRung, Step } from '../../src/efficiency/ladder/ladder.ts'
import { toLinearity } from '../../src/efficiency/ladder/linearity.ts'
import { toLadderValues } from '../../src/efficiency/ladder/rungs.ts'
import type { Quantity, Unit } from '../../src/model/quantity.ts'
import { matchedDifference } from '../../src/statistics/comparison/matched-difference.ts'
import { matchedFiellerRatio } from '../../src/statistics/comparison/matched-fieller-ratio.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import type { Interval } from '../../src/statistics/interval/interval.ts'
import { skewedMeanInterval } from '../../src/statistics/interval/skewed-mean-interval.ts'
import { mean } from '../../src/statistics/summary/mean.ts'

/** A quantity from nowhere; that of the helpers would bring all that reads study.yaml into the hash. */
function quantity<U extends Unit>(value: number, unit: U): Quantity<U> {
  return { value, unit, sources: [] }
}

/** What disturbs a study; shares are of 1. */
export interface Scenario {
  name: string
  /** What each count varies by, whatever the load. */
  noise: number
  /** What all counts of a round share, as a slow hour does. */
  drift: number
  /** What the count of I/Os varies by beside: how many of them share a waking, skewed. */
  bursts: number
  /** How much the slope falls by from no load to the highest. */
  bend: number
}

export const scenarios: Scenario[] = [
  { name: 'noise', noise: 0.03, drift: 0, bursts: 0, bend: 0 },
  { name: 'drift', noise: 0.03, drift: 0.1, bursts: 0, bend: 0 },
  { name: 'bursts', noise: 0.03, drift: 0, bursts: 0.08, bend: 0 },
  { name: 'drift and bursts', noise: 0.03, drift: 0.1, bursts: 0.08, bend: 0 },
  { name: 'a cost that falls with the load', noise: 0.03, drift: 0.1, bursts: 0, bend: 0.4 },
]

/** Rounds of a study, at each of which an interval can be printed. */
export const rounds = [3, 4, 6, 8]

/** In how many of so many studies each held. */
export interface Tally {
  scenario: string
  rounds: number
  studies: number
  /** The slope, the idle cost and the slope at the top are inside their 95 % intervals. */
  slope: number
  idle: number
  top: number
  /** The difference of two configurations that share the rounds is. */
  difference: number
  /** Their ratio is, of those studies that have one. */
  ratio: number
  ratios: number
  /** The line was called none. */
  bent: number
  /** The slope is inside the 95 % interval of the cost at the highest load, net of the idle one. */
  net: number
  /** Mean of that net cost, against the true slope. */
  netBias: number
  /** Width of its interval, against that of the slope: mean over studies. */
  netWidth: number
}

const loads = [0, 250, 500, 1000]
const highest = 1000
/** Switches a second at rest, and for one I/O: of two configurations. */
const idle = 2200
const slopes = [2, 3.2] as const

/** So many studies of a scenario, the first of them the same however many there are. */
export function simulate(scenario: Scenario, n: number, studies: number): Tally {
  const tally = { scenario: scenario.name, rounds: n, studies }
  const counts = { slope: 0, idle: 0, top: 0, difference: 0, ratio: 0, ratios: 0, bent: 0, net: 0 }
  let [bias, width] = [0, 0]
  const isIn = (interval: Interval | undefined, truth: number) =>
    Number(interval !== undefined && interval.lower <= truth && truth <= interval.upper)
  const truthOf = (part: LadderPart, which = 0) => noiseless(scenario, slopes[which] ?? 0, part)
  const truths = { slope: truthOf('slope'), idle: truthOf('idle'), top: truthOf('top') }
  const other = truthOf('slope', 1)
  for (let study = 0; study < studies; study++) {
    const random = createRandom(1000 * scenarios.indexOf(scenario) + 100_003 * study + n)
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const drifts = Array.from({ length: n }, () => 1 + scenario.drift * normal())
    const [a, b] = slopes.map(slope => makeRungs(scenario, slope, drifts, normal))
    if (!a || !b) continue
    const [own, others] = [a, b].map(rungs => valuesOf(rungs, 'slope'))
    if (!own || !others) continue
    const net = toNet(a)
    const [interval, netInterval] = [skewedMeanInterval(own), skewedMeanInterval(net)]
    counts.slope += isIn(interval, truths.slope)
    counts.idle += isIn(skewedMeanInterval(valuesOf(a, 'idle')), truths.idle)
    counts.top += isIn(skewedMeanInterval(valuesOf(a, 'top')), truths.top)
    const differences = others.map((value, round) => value - (own[round] ?? 0))
    counts.difference += isIn(matchedDifference(differences), other - truths.slope)
    const ratio = matchedFiellerRatio(others, own)
    counts.ratios += Number(ratio !== undefined)
    counts.ratio += isIn(ratio, other / truths.slope)
    counts.bent += Number((toLinearity({ rungs: a })?.pValue ?? 1) < 0.05)
    counts.net += isIn(netInterval, truths.slope)
    bias += (mean(net) / truths.slope - 1) / studies
    width += (netInterval.upper - netInterval.lower) / (interval.upper - interval.lower) / studies
  }
  const round = (value: number) => Number(value.toPrecision(6))
  return { ...tally, ...counts, netBias: round(bias), netWidth: round(width) }
}

/** A second of a load: the idle machine, and the I/Os, each with its own disturbance. */
function makeRungs(
  scenario: Scenario,
  slope: number,
  drifts: number[],
  normal: () => number,
): LadderRung[] {
  const { noise, bursts } = scenario
  return loads.map((load): LadderRung => {
    const steps = drifts.map((drift, round): [string, Step] => {
      const skewed = bursts === 0 ? 1 : Math.exp(bursts * normal() - bursts ** 2 / 2)
      const achieved = load * (1 + 0.001 * normal())
      const rate =
        drift * (1 + noise * normal()) * (idle + slope * bend(scenario, achieved) * skewed)
      return [String(round), { load: quantity(achieved, 'IO/s'), rate: quantity(rate, 'switch/s') }]
    })
    return { id: String(load), label: `${load} IO/s`, isHeld: true, steps: new Map(steps) }
  })
}

/** A load as it counts: where cost falls with the load, each I/O counts less. */
function bend({ bend }: Scenario, load: number): number {
  return load * (1 - (bend * load) / (2 * highest))
}

/** What the line through the loads says where nothing disturbs it, whether it is one or not. */
function noiseless(scenario: Scenario, slope: number, part: LadderPart): number {
  const calm = { ...scenario, noise: 0, bursts: 0 }
  return (
    valuesOf(
      makeRungs(calm, slope, [1], () => 0),
      part,
    )[0] ?? Number.NaN
  )
}

function valuesOf(rungs: LadderRung[], part: LadderPart): number[] {
  const ids = rungs.map(({ id }) => id)
  return [...toLadderValues({ part, rungs }, ids).values()].map(({ value }) => value)
}

/** One load and an idle reference, as a study has that has no ladder. */
function toNet(rungs: LadderRung[]): number[] {
  const [rest, top] = [rungs.at(0), rungs.at(-1)]
  return [...(top?.steps ?? [])].map(
    ([round, { load, rate }]) =>
      (rate.value - (rest?.steps.get(round)?.rate.value ?? 0)) / load.value,
  )
}
