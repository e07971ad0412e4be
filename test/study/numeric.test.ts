import { describe, expect, test } from 'vitest'
import { arePowers, toNumber } from '../../src/study/manifest/numeric.ts'
import { readManifest } from '../../src/study/manifest/read-manifest.ts'

const read = (factor: string) =>
  readManifest(
    `title: T
description: D
measured: 2026-11-22
factors:
  depth: ${factor}
workloads: { w: { label: W, description: D, per: IO } }
baseline: { depth: "1" }
runs: "{depth}/r{repeat}"
scopes: {}
metrics: {}
`,
    'study.yaml',
  )

const labels = (factor: string) =>
  Object.values(read(factor).manifest?.factors.depth?.levels ?? {}).map(({ label }) => label)

test.each([
  ['16', 16],
  ['0.5', 0.5],
  ['4k', 4096],
  ['64KiB', 65_536],
  ['1M', 1_048_576],
  ['psync', undefined],
  ['6.1.0', undefined],
  ['4x', undefined],
])('%s is %s', (level, number) => {
  expect(toNumber(level)).toBe(number)
})

describe('levels that are numbers', () => {
  test('are ordered by them, and say what they are of', () => {
    expect(labels('{ label: Depth, levels: { 64k: 64k, 4k: 4k, "1": "1" } }')).toEqual([
      'depth 1',
      'depth 4k',
      'depth 64k',
    ])
  })

  test('have their unit', () => {
    const levels = '{ "1": "1", 4k: 4k, 1536: "1536", 1m: one MiB }'
    expect(labels(`{ label: Size, unit: B, levels: ${levels} }`)).toEqual([
      '1 B',
      '1536 B',
      '4 KiB',
      'one MiB',
    ])
    expect(labels('{ label: Mix, unit: "%", levels: { "1": "1", "25": "25" } }')).toEqual([
      'depth 1 %',
      'depth 25 %',
    ])
  })

  test('are plain names on request, and where one is none', () => {
    const plain = '{ label: Depth, numeric: false, levels: { 4k: 4k, "1": "1" } }'
    expect(read(plain).manifest?.factors.depth?.numbers).toBeUndefined()
    expect(labels('{ label: Depth, levels: { many: many, "1": "1" } }')).toEqual(['1', 'many'])
  })

  test('that are none where they should be are refused, with the place', () => {
    const { messages } = read('{ label: Depth, numeric: true, levels: { "1": "1", many: many } }')
    expect(messages).toMatchObject([{ severity: 'error', line: 5 }])
    expect(messages[0]?.reason).toContain('two levels or more that are numbers')
  })
})

test('an axis is one of logs where numbers are powers', () => {
  expect(arePowers([1, 2, 4, 32])).toBe(true)
  expect(arePowers([4096, 65_536, 1_048_576])).toBe(true)
  expect(arePowers([1, 2, 3])).toBe(false)
  expect(arePowers([1, 2])).toBe(false)
  expect(arePowers([0, 1, 2])).toBe(false)
})
