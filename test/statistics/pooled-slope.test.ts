import { expect, test } from 'vitest'
import { pooledSlope } from '../../src/statistics/regression/pooled-slope.ts'
import { expectClose } from './expect-close.ts'
import referenceR from './reference-r.json' with { type: 'json' }

test.each(referenceR.covariance)(
  'pooled slope inside groups $group, against R',
  ({ group, x, y, slope, explained }) => {
    const groups = [...new Set(group)].map(name =>
      group.flatMap((own, at) => (own === name ? [{ x: x[at] ?? 0, y: y[at] ?? 0 }] : [])),
    )
    const fit = pooledSlope(groups)
    expectClose(fit?.slope ?? 0, slope, 'slope')
    expectClose(fit?.explained ?? 0, explained, 'explained')
  },
)

test('there is no slope where nothing moves inside a group', () => {
  const flat = [
    { x: 1, y: 1 },
    { x: 1, y: 2 },
  ]
  expect(pooledSlope([flat])).toBeUndefined()
  expect(pooledSlope([flat.map(({ x, y }) => ({ x: y, y: x }))])).toBeUndefined()
  expect(pooledSlope([])).toBeUndefined()
})
