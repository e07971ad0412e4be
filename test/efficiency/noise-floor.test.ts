import { expect, test } from 'vitest'
import { describeNoiseFloor } from '../../src/efficiency/comparison/noise-floor.ts'
import { measure } from '../../src/efficiency/to-efficiency.ts'
import { readManifest } from '../../src/study/manifest/read-manifest.ts'
import { toSelection } from '../../src/study/manifest/same-device.ts'
import { makeStudy } from '../helpers/synthetic.ts'

const costs: { [configuration: string]: number[] } = {
  'c x': [9, 9, 10, 9],
  'c y': [19, 19, 20, 21],
  'a x': [10, 12, 11, 13],
  'b x': [10.2, 11.9, 11.3, 12.8],
  'a y': [20, 25, 22, 27],
  'b y': [20.6, 25.2, 22.1, 27.9],
  'far x': [11, 13.44, 11.99, 14.3],
  'far y': [11, 13.44, 11.99, 14.3],
}

function describeFloor(same: string): string[] {
  const measured = measure(
    makeStudy({
      factors: { device: ['c', 'a', 'b', 'far'], mode: ['x', 'y'] },
      repeats: 4,
      switches: ({ device, mode }, repeat) => costs[`${device} ${mode}`]?.[repeat - 1] ?? 0,
      yaml: `assume: round-drift\n${same}`,
    }),
  )
  return describeNoiseFloor(measured, [{ id: 'switches', label: 'Switches' }], 'w')
}

/** Ratios, limits and p by scipy 1.17.1: `ttest_1samp` of the logs within rounds; p of the second is 0.00043. */
test('two names of one device are compared as all others, averaged over the rest', () => {
  expect(describeFloor('same: [a.*, b.*]')).toEqual([
    'Noise floor, a.* and b.* being one device under two names: switches −1.2\u2009% [−2.9, +0.5] on average of 2 pairs, −1.9\u2009% to −0.6\u2009% in single ones.',
  ])
})

test('a floor that is more than chance is said to be so', () => {
  expect(describeFloor('same: [a.x, far.x]')).toEqual([
    'Noise floor, a.x and far.x being one device under two names: switches −9.3\u2009% [−10.9, −7.6], which is more than chance (p < 0.001).',
  ])
})

test('a study that names no such device has no floor', () => {
  expect(describeFloor('')).toEqual([])
})

const factors = {
  controller: { label: 'C', levels: { 'a.b': { label: 'a' }, a: { label: 'a' } } },
  mode: { label: 'M', levels: { off: { label: 'off' }, on: { label: 'on' } } },
}

test.each([
  ['a.b.off', { controller: ['a.b'], mode: ['off'] }],
  ['a.*', { controller: ['a'] }],
  ['*.on', { mode: ['on'] }],
  ['a.b', undefined],
  ['c.*', undefined],
  ['a.on.off', undefined],
])('%s selects %j', (pattern, selection) => {
  expect(toSelection(pattern, factors)).toEqual(selection)
})

test('a name of no configuration is an error at its line', () => {
  const study = makeStudy({ factors: { device: ['a', 'b'] }, repeats: 1, switches: () => 1 })
  expect(study.manifest.same).toBeUndefined()
  const source = `title: t
description: d
measured: never
factors: { device: { label: D, levels: { a: a, b: b } } }
workloads: { w: { label: W, description: w, per: IO } }
baseline: { device: a }
same: [a, d]
runs: '{device}/{repeat}'
scopes: {}
metrics: {}
`
  expect(readManifest(source, 'study.yaml').messages).toMatchObject([
    { line: 7, reason: expect.stringContaining('`d`') },
  ])
})
