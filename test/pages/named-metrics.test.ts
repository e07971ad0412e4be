import { expect, test } from 'vitest'
import { toNamedMetrics } from '../../src/pages/bind/named-metrics.ts'
import { studies } from '../charts/studies.ts'

const controllers = studies.controllers?.()

test.each([
  [{ metric: 'switches', workload: 'iops' }, ['switches']],
  [{ kind: 'costs', metrics: 'cpu-time switches' }, ['switches', 'cpu-time']],
  [{ kind: 'tradeoff', x: 'switches', y: 'latency' }, ['switches', 'latency']],
  [{ kind: 'scores', score: 'efficiency' }, ['switches', 'cpu-time']],
  [
    {
      that: 'aio=native < aio=threads on user-time in iops; aio=native ~ aio=threads on switches in iops',
    },
    ['switches', 'user-time'],
  ],
  [{ kind: 'series', workload: 'iops' }, ['iops', 'bandwidth']],
  [{ of: 'runs' }, []],
])('%o', (attributes, metrics) => {
  if (!controllers) throw new Error('no study')
  expect(toNamedMetrics(controllers, attributes).sort()).toEqual([...metrics].sort())
})

test('an own drawing may draw on anything', () => {
  if (!controllers) throw new Error('no study')
  const all = controllers.metrics.map(({ id }) => id)
  expect(toNamedMetrics(controllers, { kind: 'spec', workload: 'iops' })).toEqual(all)
})
