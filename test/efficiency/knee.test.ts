import { describe, expect, test } from 'vitest'
import type { Cell } from '../../src/efficiency/cells.ts'
import { assumptions } from '../../src/efficiency/comparison/assumption.ts'
import { findHighest } from '../../src/efficiency/sweeps/highest.ts'
import { findKnee } from '../../src/efficiency/sweeps/knee.ts'
import { toSeries } from '../../src/statistics/comparison/contrast.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'

const assumption = assumptions['log-normal']

/** Of one load, throughput and latency of each run. */
function toCell(id: string, runs: readonly (readonly [rate: number, latency: number])[]): Cell {
  const result = (values: number[]) => ({
    unit: '1' as const,
    points: values.map((value, at) => ({
      run: `${id}.${at}`,
      repeat: String(at),
      counts: true,
      quantity: { value, unit: '1' as const, sources: [] },
    })),
    series: toSeries(values),
    estimate: assumption.summarise(values),
  })
  return {
    id,
    configuration: { id, label: id, levels: {} },
    workload: 'w',
    isBaseline: false,
    state: { state: 'measured' },
    runs: [],
    excluded: [],
    load: { state: 'no-target' },
    doubts: [],
    results: {
      iops: result(runs.map(([rate]) => rate)),
      latency: result(runs.map(([, latency]) => latency)),
    },
  }
}

/** Two sums of uniform numbers are near enough to a normal one. */
function createNoise(seed: number, size: number) {
  const random = createRandom(seed)
  const normal = () => Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6)
  return () => Math.exp(size * normal())
}

/** In flight, of a storage that answers one I/O in 100 µs and serves eight at a time. */
const depths = [1, 2, 4, 8, 16, 32]
const closed = (depth: number): [number, number] => {
  const rate = Math.min(depth, 8) / 100e-6
  return [rate, depth / rate]
}

/** Shares of what a queue with one server and random arrivals (M/M/1) can do; its answer takes 1 ÷ (1 - share). */
const shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
const open = (share: number): [number, number] => [share, 1 / (1 - share)]

const draw = (
  loads: readonly number[],
  curve: (load: number) => [number, number],
  noise: () => number,
  runs: number,
) =>
  loads.map(load => {
    const [rate, latency] = curve(load)
    const all = Array.from({ length: runs }, () => [rate * noise(), latency * noise()] as const)
    return toCell(String(load), all)
  })

const find = (cells: readonly Cell[]) => findKnee({ assumption }, cells, 'iops', 'latency')

describe('the knee of curves whose knee is known', () => {
  test('of a closed loop it is where it saturates', () => {
    const knee = find(draw(depths, closed, createNoise(1, 0.03), 5))
    expect(knee?.cell.id).toBe('8')
    expect(knee?.possible?.map(({ id }) => id)).toEqual(['8'])
    expect(knee?.isAtEnd).toBe(false)
  })

  test('of a queue with random arrivals it is at half of what it can do', () => {
    const knee = find(draw(shares, open, () => 1, 3))
    expect(knee?.cell.id).toBe('0.5')
  })

  test('that were measured no further is at their end', () => {
    const knee = find(draw([1, 2, 4], closed, createNoise(2, 0.03), 5))
    expect(knee?.cell.id).toBe('4')
    expect(knee?.isAtEnd).toBe(true)
  })

  test.each([
    ['a closed loop', depths, closed, '8', 0.3],
    ['a queue', shares, open, '0.5', 0.1],
  ] as const)('of %s, the true one is among the possible ones', (_, loads, curve, truth, size) => {
    const noise = createNoise(11, size)
    const studies = 400
    let held = 0
    let named = 0
    for (let study = 0; study < studies; study++) {
      const possible = find(draw(loads, curve, noise, 5))?.possible ?? []
      if (possible.some(({ id }) => id === truth)) held += 1
      named += possible.length
    }
    expect(held / studies).toBeGreaterThanOrEqual(0.95)
    // And it is not all of them.
    expect(named / studies).toBeLessThan(loads.length - 1)
  })

  test('is not told of two loads, and without its range of two runs', () => {
    expect(find(draw([1, 8], closed, () => 1, 5))).toBeUndefined()
    const knee = find(draw(depths, closed, createNoise(3, 0.01), 2))
    expect(knee?.cell.id).toBe('8')
    expect(knee?.possible).toBeUndefined()
  })
})

describe('the highest load under a limit', () => {
  const cells = draw(depths, closed, createNoise(4, 0.01), 5)

  test('is the one with most throughput whose interval keeps it', () => {
    const limit = (value: number) => findHighest(cells, 'iops', { metric: 'latency', value })?.id
    expect(limit(150e-6)).toBe('8')
    // 100 µs of one to eight in flight: their intervals reach a little above.
    expect(limit(100e-6)).toBeUndefined()
    expect(limit(0.99)).toBe([...cells].sort((a, b) => rateOf(b) - rateOf(a))[0]?.id)
  })
})

function rateOf({ results }: Cell): number {
  const estimate = results.iops?.estimate
  return estimate?.state === 'estimated' ? estimate.interval.value : 0
}
