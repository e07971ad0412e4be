import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import type { Reference } from '../../src/study/study.ts'
import { makeStudy, quantity } from '../helpers/synthetic.ts'

/** 64 reads of 8 MiB in all, told by two answers of QEMU without a time. */
function makeUntimed(per: string, spec: object = {}) {
  const study = makeStudy({ factors: { c: ['a'] }, repeats: 3, switches: () => 1 })
  const untimed = (value: number, unit: 'IO' | 'B') => ({
    amount: quantity(value, unit),
    window: quantity(1, 's'),
    running: 1,
    isUntimed: true as const,
  })
  for (const { counters } of study.runs) {
    Object.assign(counters.all ?? {}, {
      'block-reads': untimed(64, 'IO'),
      'block-read-bytes': untimed(2 ** 23, 'B'),
    })
  }
  const references = study.runs.map(
    ({ repeat, counters }): Reference => ({
      id: 'idle',
      repeat,
      counters,
    }),
  )
  const reads = { count: 'block-reads', scope: 'all', inverse: false, per, ...spec }
  const { cells, metrics } = toEfficiency({
    ...study,
    references,
    manifest: { ...study.manifest, metrics: { reads } },
  })
  return { estimate: cells[0]?.results.reads?.estimate, formula: metrics[0]?.formula }
}

test('counts without a time are divided by one another, and the formula says just that', () => {
  const { estimate, formula } = makeUntimed('block-read-bytes')
  expect(estimate).toMatchObject({
    state: 'estimated',
    interval: { value: expect.closeTo(64 / 2 ** 23, 15) },
  })
  expect(formula).toBe('block-reads ÷ block-read-bytes')
})

test('the formula of the inverse', () => {
  const { estimate, formula } = makeUntimed('block-read-bytes', { inverse: true })
  expect(estimate).toMatchObject({ interval: { value: expect.closeTo(2 ** 17, 6) } })
  expect(formula).toBe('block-read-bytes ÷ block-reads')
})

test('they are not divided by what was counted in a known time', () => {
  expect(makeUntimed('context-switches').estimate).toMatchObject({
    state: 'not-recorded',
    reason: expect.stringContaining('how long `block-reads` was counted is not known'),
  })
})

test('nothing is subtracted from what has no rate', () => {
  const net = { w: 'idle' }
  expect(makeUntimed('block-read-bytes', { net }).estimate).toMatchObject({
    state: 'not-recorded',
    reason: expect.stringContaining('no idle rate can be subtracted'),
  })
})

test('where time is known, the formula divides by it', () => {
  const study = makeStudy({ factors: { c: ['a'] }, repeats: 1, switches: () => 1 })
  expect(toEfficiency(study).metrics[0]?.formula).toBe(
    '(context-switches ÷ seconds counted) ÷ (work completed ÷ seconds of fio)',
  )
})
