import { createRandom } from '../../src/statistics/distribution/random.ts'
import { type Bin, mergeBins } from '../../src/statistics/percentile/histogram.ts'
import { percentileOfBins } from '../../src/statistics/percentile/percentile-of-bins.ts'

/**
 * The studies that are made up to hold statistics against: how the noise of their runs is made, and
 * what is true of them.
 */

/** Runs of a cell, about 1: how a cell's noise is made. */
export interface Shape {
  name: string
  /** Values of one cell with a true centre of 1, one a round; `drift` is what a round shares. */
  draw(normal: () => number, random: () => number, drift: readonly number[], cell: number): number[]
}

const spread = 0.1
const unequal = [0.03, 0.06, 0.12, 0.24]
const logs = (of: (round: number) => number) => (drift: readonly number[]) =>
  drift.map((_, round) => Math.exp(of(round)))

/** The shapes of data that everything printed is held against. */
export const shapes: readonly Shape[] = [
  { name: 'normal', draw: (normal, _, drift) => drift.map(() => 1 + spread * normal()) },
  { name: 'log-normal', draw: (normal, _, drift) => logs(() => spread * normal())(drift) },
  {
    name: 'drift with matched rounds',
    draw: (normal, _, drift) => drift.map(own => Math.exp(0.3 * own + spread * normal())),
  },
  {
    name: 'heavy tails',
    draw: (normal, _, drift) =>
      logs(() => {
        // Student's t with three degrees of freedom, cut at 20 so that its exponential has a mean.
        const squares = normal() ** 2 + normal() ** 2 + normal() ** 2
        const t = normal() / Math.sqrt(squares / 3)
        return spread * Math.max(-20, Math.min(20, t))
      })(drift),
  },
  {
    name: 'bimodal',
    draw: (normal, random, drift) =>
      logs(() => 0.3 * spread * normal() + (random() < 0.2 ? 5 * spread : 0))(drift),
  },
  {
    name: 'unequal variances',
    draw: (normal, _, drift, cell) => logs(() => (unequal[cell % 4] ?? 0) * normal())(drift),
  },
]

/** Numbers of a standard normal distribution: Box and Muller's, which come in pairs. */
export function createNormal(random: () => number): () => number {
  let spare: number | undefined
  return () => {
    if (spare !== undefined) {
      const own = spare
      spare = undefined
      return own
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()))
    const angle = 2 * Math.PI * random()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}

/** What estimates of runs are estimates of. */
export interface Truths {
  geometric: number
  mean: number
  median: number
  percentiles: { [percent: number]: number }
}

const known = new Map<Shape, Truths>()

/** Of the second cell of a shape, from many draws. */
export function findTruths(shape: Shape): Truths {
  const found = known.get(shape)
  if (found) return found
  const random = createRandom(7 + shapes.indexOf(shape))
  const normal = createNormal(random)
  const draws = 400_000
  const values = shape.draw(normal, random, Array.from({ length: draws }, normal), 1)
  const mean = (of: (value: number) => number) =>
    values.reduce((sum, value) => sum + of(value), 0) / draws
  const bins = mergeBins(values.slice(0, draws / 100).map(own => drawBins(own, normal, random)))
  const truths = {
    geometric: Math.exp(mean(Math.log)),
    mean: mean(Number),
    median: Float64Array.from(values).sort()[draws / 2] ?? 0,
    percentiles: Object.fromEntries(
      [50, 99].map(percent => [percent, percentileOfBins(bins, percent) ?? 0]),
    ),
  }
  known.set(shape, truths)
  return truths
}

const latencies = 300

/** Of the run that is drawn, up to 33 ms. */
const counts = new Int32Array(25 * 64)

/** Latencies in nanoseconds, skewed: a table of so many quantiles of their own, drawn beforehand. */
const skewed = drawSkewed(2 ** 16)

function drawSkewed(count: number): Float64Array {
  const normal = createNormal(createRandom(1))
  return Float64Array.from({ length: count }, () => 50_000 * Math.exp(0.5 * normal()))
}

/**
 * The latencies of a run in bins as fio has them, 64 of each power of two; some of them are ten times
 * as long, more in one run than in another. A bin is told by its middle.
 */
export function drawBins(own: number, normal: () => number, random: () => number): Bin[] {
  const stalls = 0.03 * Math.exp(0.5 * normal())
  counts.fill(0)
  for (let index = 0; index < latencies; index++) {
    // The high half of a number chooses the latency, the low half whether it was a stall.
    const drawn = random() * skewed.length
    const which = Math.floor(drawn)
    const latency = own * (skewed[which] ?? 0) * (drawn - which < stalls ? 10 : 1)
    const power = 31 - Math.clz32(latency)
    const bin = 64 * power + ((latency >> (power - 6)) & 63)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const bins: Bin[] = []
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin] ?? 0
    if (count > 0) bins.push([2 ** (bin >> 6) * (1 + ((bin & 63) + 0.5) / 64), count])
  }
  return bins
}
