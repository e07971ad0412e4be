import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { toFigure } from '../../src/pages/bind/figure-kinds.ts'
import { toTable } from '../../src/pages/bind/table-kinds.ts'
import { valueDirectives } from '../../src/pages/bind/values.ts'
import { readManifest } from '../../src/study/manifest/read-manifest.ts'
import { makeStudy, quantity } from '../helpers/synthetic.ts'

/** 3 switches an I/O at 1 000 IO/s, of which 500 a second were there at rest. */
const of = { ...makeStudy({ factors: { c: ['a'] }, repeats: 3, switches: () => 3 }) }
const whole = { count: 'context-switches', scope: 'all', inverse: false }
of.manifest.metrics = {
  switches: whole,
  net: { ...whole, net: { w: 'idle' } },
}
of.references = ['1', '2', '3'].map(repeat => ({
  id: 'idle',
  repeat,
  counters: {
    all: {
      'context-switches': {
        amount: quantity(5000, 'switch'),
        window: quantity(10, 's'),
        running: 1,
      },
    },
  },
}))
const efficiency = toEfficiency(of)

test('a table of what is net of a reference shows the whole beside it', () => {
  const { groups, rows } = toTable(efficiency, { kind: 'costs', workload: 'w', metrics: 'net' })
  expect(groups.map(({ heading }) => heading)).toEqual([
    'Context switches, net of idle',
    'Context switches',
    undefined,
  ])
  const texts = rows[0]?.cells.map(({ text }) => text) ?? []
  expect([texts[0], texts[3]]).toEqual(['2.50', '3.00'])
})

test('each once, in the order asked for', () => {
  const metrics = 'net switches'
  const { groups } = toTable(efficiency, { kind: 'costs', workload: 'w', metrics })
  expect(groups.map(({ heading }) => heading)).toEqual([
    'Context switches, net of idle',
    'Context switches',
    undefined,
  ])
})

test('so does a figure', () => {
  const { description } = toFigure(efficiency, { kind: 'dots', metric: 'net', workload: 'w' })
  expect(description).toMatch(/2\.50[\s\S]*3\.00/)
})

test('a number in a sentence says the whole on asking', () => {
  const bound = valueDirectives.value?.(efficiency, { metric: 'net', workload: 'w', c: 'a' })
  expect(bound?.text).toBe('2.50')
  expect(bound?.title).toMatch(/; 3\.00 with nothing subtracted$/)
})

test('study.yaml without the whole is refused', () => {
  const { manifest, messages } = readManifest(
    `title: t
description: d
measured: never
factors: { c: { label: C, levels: { a: A } } }
workloads: { w: { label: W, description: d, per: IO } }
baseline: { c: a }
runs: { sheet: runs.csv }
references: { idle: { label: Idle, path: idle } }
scopes: { all: { label: all, description: all, files: ['*'] } }
metrics:
  net: { count: cycles, scope: all, net: { reference: idle, workloads: [w] } }
`,
    'study.yaml',
  )
  expect(manifest).toBeUndefined()
  expect(messages).toMatchObject([
    {
      rule: 'missing-key',
      line: 11,
      reason:
        'Unexpected absence of a metric of `cycles` in `all` with nothing subtracted in `metrics.net`; add it',
    },
  ])
})
