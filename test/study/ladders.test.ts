import { describe, expect, test } from 'vitest'
import { readManifest } from '../../src/study/manifest/read-manifest.ts'
import { createMatcher } from '../../src/study/match/match.ts'
import { manifestOf } from '../helpers/synthetic.ts'

const study = (parts: { [key: string]: string }) => {
  const lines = {
    title: 't',
    description: 'd',
    measured: 'never',
    factors: '{ c: { label: C, levels: { a: A, b: B } } }',
    workloads:
      '{ small: { label: Small reads, description: 512 B, per: IO, ladder: { loads: [0 IO/s, 250 IO/s, 1000 IO/s] } } }',
    baseline: '{ c: a }',
    runs: '"{c}/{workload}/{repeat}"',
    scopes: "{ all: { label: all, description: all, files: ['*'] } }",
    metrics: '{ switches: { count: context-switches, scope: all } }',
    ...parts,
  }
  return Object.entries(lines)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')
}

/** What a path belongs to: `run small-250`, `reference small-0 of a`. */
function place(yaml: string, path: string): string {
  const [archive = '', ...rest] = path.split('/')
  const entry = { path: rest.join('/'), bytes: 0, sha256: '', format: 'text', records: [] }
  const found = createMatcher(manifestOf(yaml), []).assign(archive, entry)
  if (found.use === 'run') return `run ${found.workload} of ${found.configuration}`
  if (found.use === 'reference') return `reference ${found.reference} of ${found.configuration}`
  return found.use
}

describe('a ladder of rates', () => {
  test('has a workload for each load, and a reference for none', () => {
    const { workloads, references } = manifestOf(study({}))
    expect(Object.keys(workloads)).toEqual(['small', 'small-250', 'small-1000'])
    expect(workloads['small-250']).toMatchObject({
      label: 'Small reads at 250 IO/s',
      description: '512 B, held at 250 IO/s',
      target: { value: 250, unit: 'IO/s' },
    })
    expect(references['small-0']).toMatchObject({ workloads: ['small-250', 'small-1000'] })
  })

  test.each([
    ['a/small-250/1/fio.json', 'run small-250 of a'],
    ['b/small-0/2/perf.txt', 'reference small-0 of b'],
    // The ladder itself is no load.
    ['a/small/1/fio.json', 'none'],
  ])('%s: %s', (path, expected) => expect(place(study({}), path)).toBe(expected))

  test.each([
    ['a/250/1/fio.json', 'run small-250 of a'],
    ['a/0/1/perf.txt', 'reference small-0 of a'],
  ])('where paths tell the load, %s: %s', (path, expected) => {
    expect(place(study({ runs: '"{c}/{load}/{repeat}"' }), path)).toBe(expected)
  })

  test('cells that cannot be are so at all of its loads', () => {
    const impossible = '[{ when: { c: b, workload: small }, reason: none }]'
    expect(manifestOf(study({ impossible })).impossible).toHaveLength(1)
  })
})

describe('a ladder of a factor', () => {
  const yaml = study({
    factors:
      '{ c: { label: C, levels: { a: A, b: B } }, rate: { label: Rate, levels: { none: 0 IO/s, low: 250 IO/s, high: 1000 IO/s } } }',
    workloads: '{ small: { label: Small reads, description: 512 B, per: IO, ladder: rate } }',
    runs: '"{c}/{rate}/{repeat}"',
  })

  test('takes it away from the configurations', () => {
    const { factors, workloads } = manifestOf(yaml)
    expect(Object.keys(factors)).toEqual(['c'])
    expect(Object.keys(workloads)).toEqual(['small', 'small-low', 'small-high'])
  })

  test.each([
    ['a/low/1/fio.json', 'run small-low of a'],
    ['b/none/1/perf.txt', 'reference small-none of b'],
  ])('%s: %s', (path, expected) => expect(place(yaml, path)).toBe(expected))
})

test('loads may be workloads and references of their own', () => {
  const yaml = study({
    workloads:
      '{ r1: { label: one, description: d, per: IO, target: 10 IO/s }, r2: { label: two, description: d, per: IO, target: 20 IO/s }, all: { label: All, description: d, per: IO, ladder: { loads: [rest, r1, r2] } } }',
    references: '{ rest: { label: At rest, path: "{c}/rest/{repeat}" } }',
  })
  const { workloads } = manifestOf(yaml)
  expect(workloads.all?.ladder?.rungs).toEqual([
    { id: 'rest', name: 'rest', isIdle: true, label: 'At rest' },
    { id: 'r1', name: 'r1', isIdle: false, label: 'one' },
    { id: 'r2', name: 'r2', isIdle: false, label: 'two' },
  ])
  expect(place(yaml, 'a/rest/1/perf.txt')).toBe('reference rest of a')
})

test.each([
  ['{ loads: [250 IO/s] }', 'Unexpected absence of a second load such as `250 IO/s`'],
  ['{ loads: [0 IO/s, nothing] }', 'Unexpected load `nothing`'],
  ['speed', 'Unexpected factor `speed`'],
])('ladder: %s is refused', (ladder, reason) => {
  const workloads = `{ small: { label: S, description: d, per: IO, ladder: ${ladder} } }`
  const { manifest, messages } = readManifest(study({ workloads }), 'study.yaml')
  expect(manifest).toBeUndefined()
  expect(messages[0]?.reason).toContain(reason)
})
