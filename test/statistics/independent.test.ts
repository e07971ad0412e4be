import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { repository } from '../helpers/technote.ts'

/** Every statistic is held against a value that something else computed, whose name stands beside it. */
const folder = join(repository, 'src/statistics')
const statistics = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .map(path => basename(path, '.ts'))
const tests = readdirSync(import.meta.dirname)
  .filter(name => name.endsWith('.test.ts'))
  .map(name => readFileSync(join(import.meta.dirname, name), 'utf8'))

/** scipy and R through their tables (`make-reference.py`, `make-*.R`), or a program by name and version. */
const independent =
  /reference(-r)?\.json|differences\.json|\b(scipy|numpy) \d|\bR \d|by hand|in the tables|chi-square/

/** What computes nothing: types, the level of decisions, sums over rounds that others are made of. */
const others: { [name: string]: string } = {
  difference: 'a type',
  ratio: 'a type',
  interval: 'a type',
  significance: 'a constant',
  contrast: 'sums over rounds, in test/efficiency/contrast.test.ts',
  'rank-intervals': 'counts verdicts, which its test writes out',
}

test.each(statistics.filter(name => !(name in others)))('%s', name => {
  const own = tests.filter(text => text.includes(`/${name}.ts'`))
  expect(own.length, 'a test in test/statistics').toBeGreaterThan(0)
  expect(own.some(text => independent.test(text))).toBe(true)
})

test('what is no statistic is still there', () => {
  expect(Object.keys(others).filter(name => !statistics.includes(name))).toEqual([])
})
