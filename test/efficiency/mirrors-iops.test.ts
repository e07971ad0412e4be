import { describe, expect, test } from 'vitest'
import { counted, doubtsOf, type Truth, threads } from './mirrored.ts'

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
