import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repository } from '../helpers/technote.ts'
import table from './pooled-rounds.json' with { type: 'json' }
import { simulatePooling, testVariances, toResiduals } from './pooled-rounds.ts'

/** Fixed before the studies were made: two binomial standard errors beyond 94 and 6 %. */
const covers = (held: number, all: number) => held / all > 0.94 - 2 * Math.sqrt((0.94 * 0.06) / all)
const errs = (wrong: number, all: number) => wrong / all < 0.06 + 2 * Math.sqrt((0.06 * 0.94) / all)
const equal = table.filter(({ spread }) => spread === 'equal')
const apart = table.filter(({ spread }) => spread !== 'equal')

test.each(table)('$spread, $rounds rounds: the paired t test holds', row => {
  expect(covers(row.held.paired, row.comparisons)).toBe(true)
  expect(errs(row.false.paired, row.studies)).toBe(true)
})

test.each(equal)('$rounds rounds: so does a choice, where variances are equal', row => {
  expect(covers(row.held.chosen, row.comparisons)).toBe(true)
  expect(errs(row.false.chosen, row.studies)).toBe(true)
})

test.each(apart.filter(({ rounds }) => rounds < 12))(
  '$spread, $rounds rounds: a choice by a test of variances does not, so it is not built in',
  row => {
    expect(errs(row.false.chosen, row.studies)).toBe(false)
  },
)

test('its first studies come out again', () => {
  const again = simulatePooling('equal', 3, 10_000)
  expect(again).toEqual(table.find(({ spread, rounds }) => spread === 'equal' && rounds === 3))
})

test('the test of variances is that of scipy', () => {
  // scipy 1.17.1: stats.levene(*groups, center='median')
  const groups = [
    [0.1, -0.2, 0.05, 0.3],
    [0, 0.01, -0.02, 0.4],
    [1, -1.2, 0.3, 0.2],
  ]
  expect(testVariances(groups)).toBeCloseTo(0.24832160968737474, 12)
})

test('residuals have neither configuration nor round', () => {
  const residuals = toResiduals([
    [1, 2, 4],
    [3, 4, 9],
  ])
  for (const own of residuals) expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12)
  expect((residuals[0]?.[2] ?? 0) + (residuals[1]?.[2] ?? 0)).toBeCloseTo(0, 12)
})

describe('docs/study.md says so', () => {
  const docs = readFileSync(join(repository, 'docs/study.md'), 'utf8')

  test.each(table)('$spread, $rounds rounds', row => {
    const { spread, rounds, studies, comparisons, held } = row
    const percent = (share: number) => (100 * share).toFixed(1)
    const cells = [
      spread,
      String(rounds),
      percent(held.paired / comparisons),
      percent(row.false.paired / studies),
      percent(held.chosen / comparisons),
      percent(row.false.chosen / studies),
    ]
    const line = docs
      .split('\n')
      .find(text => text.startsWith(`| ${spread} `) && text.includes(`| ${rounds} `))
    expect(
      line
        ?.split('|')
        .slice(1, -1)
        .map(text => text.trim()),
    ).toEqual(cells)
  })
})
