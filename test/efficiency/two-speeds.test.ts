import { describe, expect, test } from 'vitest'
import type { Cell } from '../../src/efficiency/cells.ts'
import type { Case } from '../../src/efficiency/gates/gate.ts'
import { speedGates } from '../../src/efficiency/gates/two-speeds.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import { gateTable } from '../../src/study/manifest/gates.ts'
import { makeStudy } from '../helpers/synthetic.ts'
import { createNormal, shapes } from '../statistics/coverage-shapes.ts'

/** Which cells of a study are doubted, by the values of their runs. */
function doubtsOf(cells: readonly (readonly number[])[]): string[] {
  const names = cells.map((_, index) => `c${index}`)
  const study = makeStudy({
    factors: { a: names },
    repeats: cells[0]?.length ?? 0,
    switches: ({ a = '' }, repeat) => cells[names.indexOf(a)]?.[repeat - 1] ?? 0,
  })
  return toEfficiency(study).cells.flatMap(({ id, doubts }) =>
    doubts.flatMap(({ gate, metric, text }) =>
      gate === 'two-speeds' && metric === 'switches' ? [`${id}: ${text}`] : [],
    ),
  )
}

/** The same of the rule alone, which sees no more of a cell than this: for studies by the hundred. */
function judge(values: readonly (readonly number[])[]): string[] {
  const cells = values.map(runs => {
    const points = runs.map(value => ({ quantity: { value }, counts: true }))
    return { workload: 'w', load: { state: 'held' }, results: { switches: { points } } }
  }) as unknown as Cell[]
  return cells.flatMap(cell => {
    const at = { cell, cells, metric: { id: 'switches' }, limit: gateTable['two-speeds'].limit }
    const found = speedGates['two-speeds'](at as unknown as Case)
    return typeof found === 'string' ? [found] : []
  })
}

const close = [
  [1, 1.02, 1.03],
  [2, 2.05, 2.03],
  [1.5, 1.48, 1.53],
  [3, 3.1, 3.05],
]

describe('runs in two groups', () => {
  test('nothing is said of runs in one', () => {
    expect(doubtsOf(close)).toEqual([])
  })

  test('the cell that shows them is doubted, and with few runs the others too', () => {
    expect(doubtsOf([...close, [1, 1.02, 1.6]]).map(text => text.replace(/\s/g, ' '))).toEqual([
      ...['c0', 'c1', 'c2', 'c3'].map(
        name =>
          `${name}.w: 7 % of the runs of other configurations lie in a second group, and 3 runs of this one may not have met it`,
      ),
      'c4.w: its runs lie in two groups, 1 of 3 apart from the others by more than 10 times what the closer half of runs usually spans: its interval may hold neither',
    ])
  })

  test('a rate that is held has none, however close its runs lie', () => {
    expect(doubtsOf([...close.map(runs => runs.map(run => 1 + run / 1e5)), [1, 1, 1.04]])).toEqual(
      [],
    )
    expect(
      doubtsOf([...close.map(runs => runs.map(run => 1 + run / 1e5)), [1, 1, 1.06]]),
    ).not.toEqual([])
  })

  test('of values about zero no proportion is asked', () => {
    expect(doubtsOf([...close, [0, 0.02, 1.6]])).toEqual([])
  })

  test('the rule alone says the same of each of these', () => {
    for (const cells of [close, [...close, [1, 1.02, 1.6]], [...close, [0, 0.02, 1.6]]]) {
      expect(judge(cells).length).toBe(doubtsOf(cells).length)
    }
  })

  test('three cells tell no rule', () => {
    expect(doubtsOf([[1, 1.02, 1.6], ...close.slice(2)])).toEqual([])
  })
})

describe.each([3, 6, 8])('in 40 made-up studies of ten cells with %i runs', n => {
  const share = (name: string) => {
    const shape = shapes.find(each => each.name === name)
    const random = createRandom(n)
    const normal = createNormal(random)
    const studies = Array.from({ length: 40 }, () => {
      const drift = Array.from({ length: n }, normal)
      const cells = Array.from({ length: 10 }, () => shape?.draw(normal, random, drift, 1) ?? [])
      return judge(cells).length / 10
    })
    return studies.reduce((sum, each) => sum + each, 0) / 40
  }

  test('bimodal numbers carry the doubt', () => {
    expect(share('bimodal')).toBeGreaterThan(0.9)
  })

  test.each(['normal', 'log-normal'])('%s ones do not', name => {
    expect(share(name)).toBeLessThan(n === 3 ? 0.03 : 0.005)
  })
})

test.each([
  [3, 0.02],
  [6, 0.003],
])('with %i runs, of cells whose spreads are apart few carry it', (n, most) => {
  const random = createRandom(n)
  const normal = createNormal(random)
  const studies = Array.from({ length: 200 }, () => {
    const cells = Array.from({ length: 10 }, () => {
      const spread = 0.1 * Math.exp(0.5 * normal())
      return Array.from({ length: n }, () => Math.exp(spread * normal()))
    })
    return judge(cells).filter(text => text.includes('its runs lie')).length / 10
  })
  expect(studies.reduce((sum, each) => sum + each, 0) / 200).toBeLessThan(most)
})
