import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import type { Quantity } from '../../src/model/quantity.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** 64 reads of 8 MiB in all, told by two answers of QEMU without a time. */
function makeUntimed(per: string) {
  const study = makeStudy({ factors: { c: ['a'] }, repeats: 3, switches: () => 1 })
  const untimed = (value: number, unit: 'IO' | 'B') => ({
    amount: { value, unit, sources: [] } as Quantity<'IO' | 'B'>,
    window: { value: 1, unit: 's' as const, sources: [] },
    running: 1,
    isUntimed: true as const,
  })
  for (const { counters } of study.runs) {
    Object.assign(counters.all ?? {}, {
      'block-reads': untimed(64, 'IO'),
      'block-read-bytes': untimed(2 ** 23, 'B'),
    })
  }
  return toEfficiency({
    ...study,
    manifest: {
      ...study.manifest,
      metrics: { reads: { count: 'block-reads', scope: 'all', inverse: false, per } },
    },
  }).cells[0]?.results.reads?.estimate
}

test('counts without a time are divided by one another', () => {
  expect(makeUntimed('block-read-bytes')).toMatchObject({
    state: 'estimated',
    interval: { value: expect.closeTo(64 / 2 ** 23, 15) },
  })
})

test('they are not divided by what was counted in a known time', () => {
  expect(makeUntimed('context-switches')).toMatchObject({
    state: 'not-recorded',
    reason: expect.stringContaining('how long `block-reads` was counted is not known'),
  })
})
