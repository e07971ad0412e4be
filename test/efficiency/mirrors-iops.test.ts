import { describe, expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import type { BaseUnit } from '../../src/model/quantity.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import type { Counted, Run } from '../../src/study/study.ts'
import { manifestOf, quantity, studyOf } from '../helpers/synthetic.ts'

/** One configuration under workloads of so many I/Os a second, each counted for ten seconds. */
interface Truth {
  iops: { [workload: string]: number }
  /** What each count is a second, at so many I/Os a second. */
  counts: { [count: string]: (iops: number, random: () => number) => Counted }
  /** The same at rest, where the study measured that, for these workloads. */
  rest?: string[]
  cpus?: number
  repeats?: number
  seed?: number
}

const units: { [count: string]: BaseUnit } = {
  'task-clock': 's',
  'user-time': 's',
  'system-time': 's',
  'context-switches': 'switch',
  instructions: 'instruction',
}

/** So much a second, of all threads or by thread. */
function counted(count: string, rate: number, threads?: { [name: string]: number }): Counted {
  const unit = units[count] ?? 'cycle'
  return {
    amount: quantity(rate * 10, unit),
    window: quantity(10, 's'),
    running: 1,
    ...(threads && {
      threads: Object.entries(threads).map(([name, own]) => ({
        name,
        amount: quantity(own * 10, unit),
      })),
    }),
  }
}

const sum = (values: { [name: string]: number }) =>
  Object.values(values).reduce((total, value) => total + value, 0)

/** Of threads that run for these shares of the time, and their cycles at 2 GHz. */
const threads = (shares: { [name: string]: number }): Truth['counts'] => ({
  'task-clock': () => counted('task-clock', sum(shares), shares),
  cycles: () => {
    const cycles = Object.entries(shares).map(([name, share]) => [name, share * 2e9] as const)
    return counted('cycles', sum(shares) * 2e9, Object.fromEntries(cycles))
  },
  'context-switches': iops => counted('context-switches', 2 * iops),
})

/** Which metrics are doubted, under the first workload, and why. */
function doubtsOf(truth: Truth): { [metric: string]: string } {
  const { iops, counts, rest, cpus, repeats = 4, seed = 1 } = truth
  const names = Object.keys(counts)
  const net = rest && `, net: { reference: idle, workloads: [${rest.join(', ')}] }`
  const metrics = names.flatMap((count, index) => [
    `  m${index}: { count: '${count}', scope: s }`,
    ...(net ? [`  net${index}: { count: '${count}', scope: s${net} }`] : []),
  ])
  const manifest = manifestOf(`title: t
description: d
measured: never
factors: { c: { label: C, levels: { a: A } } }
workloads:
${Object.keys(iops)
  .map(name => `  ${name}: { label: ${name.toUpperCase()}, description: d, per: IO }`)
  .join('\n')}
baseline: { c: a }
runs: { sheet: runs.csv }
references: { idle: { label: The idle guest, path: idle } }
scopes: { s: { label: S, description: s, files: ['*']${cpus ? `, cpus: ${cpus}` : ''} } }
metrics:
${metrics.join('\n')}`)
  const random = createRandom(seed)
  const countersAt = (rate: number) => ({
    s: Object.fromEntries(names.map(name => [name, counts[name]?.(rate, random) as Counted])),
  })
  const each = Array.from({ length: repeats }, (_, index) => String(index + 1))
  const runs = Object.entries(iops).flatMap(([workload, rate]) =>
    each.map(
      (repeat): Run => ({
        id: `a.${workload}.r${repeat}`,
        configuration: 'a',
        workload,
        repeat,
        load: {
          tool: 'fio-3.36',
          options: {},
          completed: quantity(rate * 10, 'IO'),
          transferred: quantity(rate * 40_960, 'B'),
          duration: quantity(10, 's'),
        },
        counters: countersAt(rate),
        files: [],
      }),
    ),
  )
  const references = rest
    ? each.map(repeat => ({ id: 'idle', repeat, counters: countersAt(0) }))
    : []
  const { cells } = toEfficiency({ ...studyOf(manifest, runs), references })
  const doubts = cells[0]?.doubts.filter(({ gate }) => gate === 'busy-polling') ?? []
  const countOf = (metric = '') =>
    metric.replace(/\d+$/, '') + (names[Number(/\d+$/.exec(metric)?.[0])] ?? '')
  return Object.fromEntries(
    doubts.map(({ metric, text }) => [
      countOf(metric).replace(/^m/, ''),
      text.replaceAll('\u2009', ' '),
    ]),
  )
}

const one = { iops: 1000 }

describe('what runs all the time', () => {
  test('a thread that polls: its CPU time and cycles, and no other count', () => {
    const text =
      'in repeat 1, 2, 3, 4 `IO iothread0` ran without a pause; 98 % of the cost at least mirrors IOPS'
    expect(
      doubtsOf({ iops: one, counts: threads({ 'IO iothread0': 0.99, 'qemu-system': 0.02 }) }),
    ).toEqual({ 'task-clock': text, cycles: text })
  })

  test('beside others that work, it has the share that is said', () => {
    const found = doubtsOf({ iops: one, counts: threads({ poller: 1, a: 0.5, b: 0.5 }) })
    expect(found.cycles).toContain('`poller` ran without a pause; 50 % of the cost at least')
  })

  test('not a group of threads that work, however much CPU time they take together', () => {
    for (const share of [0.24, 0.25, 0.3, 0.9]) {
      const shares = { a: share, b: share, c: share, d: share }
      expect(doubtsOf({ iops: one, counts: threads(shares) })).toEqual({})
    }
  })

  test('a process of one CPU, but not of more, as these may be several threads at work', () => {
    const counts = (share: number) => ({
      'task-clock': () => counted('task-clock', share),
      cycles: () => counted('cycles', share * 2e9),
    })
    expect(Object.keys(doubtsOf({ iops: one, counts: counts(0.98) }))).toEqual([
      'task-clock',
      'cycles',
    ])
    expect(doubtsOf({ iops: one, counts: counts(0.9) })).toEqual({})
    expect(doubtsOf({ iops: one, counts: counts(1.3) })).toEqual({})
    // As many CPUs as study.yaml says.
    expect(doubtsOf({ iops: one, cpus: 4, counts: counts(1.3) })).toEqual({})
    expect(Object.keys(doubtsOf({ iops: one, cpus: 4, counts: counts(3.9) }))).toHaveLength(2)
  })

  test('cycles of a mode, by the time in that mode', () => {
    const counts = (user: number) => ({
      'user-time': () => counted('user-time', user),
      'system-time': () => counted('system-time', 0.99 - user),
      'cycles:u': () => counted('cycles:u', user * 2e9),
      'cycles:k': () => counted('cycles:k', (0.99 - user) * 2e9),
    })
    expect(Object.keys(doubtsOf({ iops: one, counts: counts(0.97) }))).toEqual([
      'user-time',
      'cycles:u',
    ])
    expect(doubtsOf({ iops: one, counts: counts(0.6) })).toEqual({})
  })

  test('cycles without any time are not judged by it', () => {
    expect(doubtsOf({ iops: one, counts: { cycles: () => counted('cycles', 2e9) } })).toEqual({})
  })
})

describe('what was counted at rest too', () => {
  const affine = (fixed: number, perIo: number): Truth['counts'] => ({
    instructions: iops => counted('instructions', fixed + perIo * iops),
  })

  test('is doubted, of whatever is counted, unless it is subtracted', () => {
    expect(doubtsOf({ iops: one, rest: ['iops'], counts: affine(97e6, 3000) })).toEqual({
      instructions: '97 % of it was counted at rest too (The idle guest), so its cost mirrors IOPS',
    })
  })

  test('is not where the load makes a tenth of it or more', () => {
    expect(doubtsOf({ iops: one, rest: ['iops'], counts: affine(90e6, 10_000) })).toEqual({})
  })

  test('is not by a reference that was measured for another workload', () => {
    const iops = { iops: 1000, other: 1500 }
    expect(doubtsOf({ iops, rest: ['other'], counts: affine(97e6, 3000) })).toEqual({})
  })
})

describe('what is the same under other loads', () => {
  const iops = { low: 1000, middle: 4000, high: 16_000 }
  const ofFixed = (share: number): Truth['counts'] => ({
    instructions: rate => counted('instructions', 1e9 * (share + ((1 - share) * rate) / 1000)),
  })

  test('is doubted if two of them have at least twice the IOPS, or half', () => {
    expect(doubtsOf({ iops, counts: ofFixed(1) })).toEqual({
      instructions:
        'as much of it was counted a second under MIDDLE and HIGH, with other IOPS, so its cost mirrors IOPS',
    })
  })

  test('is not by one other alone, nor by such that are as fast', () => {
    expect(doubtsOf({ iops: { low: 1000, high: 16_000 }, counts: ofFixed(1) })).toEqual({})
    expect(doubtsOf({ iops: { low: 1000, same: 1100, high: 16_000 }, counts: ofFixed(1) })).toEqual(
      {},
    )
  })

  test('is not if it grows with the load', () => {
    for (const share of [0, 0.5, 0.9]) {
      expect(doubtsOf({ iops, counts: ofFixed(share) })).toEqual({})
    }
  })
})

describe('over 1 000 seeded studies with noise', () => {
  const normal = (random: () => number) =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const iops = { a: 1000, b: 4000, c: 16_000 }
  const share = (counts: () => Truth['counts']) => {
    let doubted = 0
    for (let seed = 1; seed <= 1000; seed++) {
      const truth = { iops, rest: ['a'], counts: counts(), seed }
      doubted += Object.keys(doubtsOf(truth)).length > 0 ? 1 : 0
    }
    return doubted / 1000
  }

  test('costs that depend on the load, each workload’s its own, are hardly ever doubted', () => {
    const perIo = createRandom(7)
    // Costs of one I/O a factor of two apart (one sigma), runs 5 % apart, an eighth of it at rest.
    const found = share(() => {
      const costs = new Map([0, 1000, 4000, 16_000].map(at => [at, Math.exp(0.7 * normal(perIo))]))
      return {
        'context-switches': (at, random) => {
          const rate = 100 + at * (costs.get(at) ?? 1)
          return counted('context-switches', rate * Math.exp(0.05 * normal(random)))
        },
      }
    })
    expect(found).toBeLessThan(0.01)
  })

  test('a count that never changes is found, though runs are 2 % apart', () => {
    const found = share(() => ({
      instructions: (_, random) => counted('instructions', 1e9 * Math.exp(0.02 * normal(random))),
    }))
    expect(found).toBeGreaterThan(0.95)
  })
})
