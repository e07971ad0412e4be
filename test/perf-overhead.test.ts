import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { studentTQuantile } from '../src/statistics/distribution/student-t.ts'
import { repository } from './helpers/technote.ts'

/** What the README of the ladder says of perf's own cost follows from the windows that it lists. */
const readme = readFileSync(join(repository, 'data/qemu-ladder/README.md'), 'utf8')
const windows = 3

/** `2 485 (1.3 %)` of each column of the row that begins so. */
function rowOf(beginning: string): { mean: number; variation: number }[] {
  const line = readme.split('\n').find(text => text.startsWith(`| ${beginning}`)) ?? ''
  const cells = line.split('|').slice(2, -1)
  return cells.map(cell => {
    const [, mean = '', variation = ''] = /([\d ]+[\d.]*) (?:ms )?\(([\d.]+) %\)/.exec(cell) ?? []
    return { mean: Number(mean.replaceAll(' ', '')), variation: Number(variation) / 100 }
  })
}

/** Welch's t on logs, whose standard deviation is the coefficient of variation where that is small. */
function toChange(one: ReturnType<typeof rowOf>[0], other: typeof one): string {
  const [a, b] = [one, other].map(({ variation }) => variation ** 2 / windows) as [number, number]
  const degrees = (a + b) ** 2 / (a ** 2 / (windows - 1) + b ** 2 / (windows - 1))
  const half = studentTQuantile(0.975, degrees) * Math.sqrt(a + b)
  const centre = Math.log(one.mean / other.mean)
  const [value, lower, upper] = [centre, centre - half, centre + half].map(log => {
    const share = (100 * (Math.exp(log) - 1)).toFixed(1).replace('-', '−')
    return share.startsWith('−') ? share : `+${share}`
  })
  return `${value} % [${lower}, ${upper}]`
}

test.each([
  ['counting, against no perf', '`perf stat`', 'no perf'],
  ['sampling, against counting', 'these and `perf record`', '`perf stat`'],
])('%s', (line, one, other) => {
  const [above, below] = [rowOf(one), rowOf(other)]
  expect(above.map(({ mean }) => mean)).not.toContain(0)
  const told = readme.split('\n').find(text => text.startsWith(`| ${line}`))
  const changes = above.map((own, at) => toChange(own, below[at] ?? own))
  expect(told).toBe(`| ${line} | ${changes.join(' | ')} |`)
})

test('intervals as scipy has them', () => {
  // scipy 1.17.1: exp(log(100.7 / 93.3) ± t.ppf(0.975, 3.6424) * sqrt((0.047² + 0.065²) / 3))
  expect(toChange({ mean: 100.7, variation: 0.047 }, { mean: 93.3, variation: 0.065 })).toBe(
    '+7.9 % [−5.6, +23.4]',
  )
})
