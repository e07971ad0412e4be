import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readManifest } from '../../src/study/manifest/read-manifest.ts'
import { repository } from '../helpers/technote.ts'

const source = readFileSync(join(repository, 'data/linux-io-engines/study.yaml'), 'utf8')
const read = (text: string) => readManifest(text, 'study.yaml')
const lineOf = (text: string, word: string) => text.slice(0, text.indexOf(word)).split('\n').length

test('the study of this repository is valid', () => {
  const { manifest, messages } = read(source)
  expect(messages).toEqual([])
  expect(manifest?.workloads.bandwidth?.target).toEqual({ value: 200 * 2 ** 20, unit: 'B/s' })
  expect(manifest?.workloads.iops?.tolerance).toEqual({ value: 0.03, unit: '1' })
})

test('where each workload has a job of its own, runs need not tell it', () => {
  const withJobs = (text: string) =>
    text.replaceAll(/^( {2}(iops|bandwidth|latency):)$/gm, '$1\n    job: $2')
  const untold = source.replace('/{workload}', '')
  expect(read(untold).messages.map(({ rule }) => rule)).toEqual(['missing-key'])
  expect(read(withJobs(untold)).messages).toEqual([])
})

describe('each mistake is one message at its line, with a way out', () => {
  test.each([
    ['licence:', 'license:', 'unknown-key', /`license` at the top; did you mean `licence`\?/],
    [
      'per: B',
      'per: GB',
      'invalid-value',
      /"GB" of `workloads\.bandwidth\.per`, expected `IO`, `B`, or/,
    ],
    ['per: B', 'per: { page: 16 K }', 'invalid-value', /expected an amount such as `16 KiB`/],
    ['per: B', 'per: { page: 0 KiB }', 'invalid-value', /expected an amount such as `16 KiB`/],
    ['per: B', 'per: { IO: 16 KiB }', 'invalid-value', /expected a name of small letters/],
    [
      'per: B',
      'per: { page: 1 B, batch: 2 B }',
      'invalid-value',
      /expected `IO`, `B`, or one unit/,
    ],
    ['200 MiB/s\nb', '200 MiBs\nb', 'invalid-value', /expected a rate such as `4000 IO\/s`/],
    ['engine: psync }', 'engine: sync }', 'unknown-level', /`sync`; did you mean `psync`/],
    ['{ engine: psync }', '{ engin: psync }', 'unknown-factor', /`engin`; did you mean `engine`/],
    ['scope: cpu }', 'scope: cqu }', 'unknown-scope', /`cqu`; did you mean `cpu`/],
    ['{workload}', '{worklod}', 'unknown-placeholder', /`worklod`; did you mean `workload`/],
    ['/{engine}/', '/', 'missing-key', /absence of a placeholder `\{engine\}`/],
    ['repeats: 8', 'repeats: 0', 'invalid-value', /`repeats`, expected at least 1$/],
    ['repeats: 8', 'repeats: x', 'invalid-value', /value "x" of `repeats`, expected a number$/],
    [
      'repeats: 8',
      'repeats: 8\nrepeats: 9',
      'yaml-syntax',
      /second key `repeats` .*; take one away$/,
    ],
    ['200 MiB/s\nb', '200\nb', 'invalid-value', /value 200 of .* a rate such as `4000 IO\/s`/],
    [
      'title: Linux',
      'title: # Linux',
      'invalid-value',
      /absence of a value of `title`, expected text/,
    ],
    [
      'assume: round-drift',
      'assume: x',
      'invalid-value',
      /`log-normal` or `round-drift` or `nothing`/,
    ],
    ['title: Linux', 'titel: Linux', 'missing-key', /absence of `title` at the top; add it/],
  ])('%s → %s', (from, to, rule, reason) => {
    const text = source.replace(from, to)
    expect(text).not.toBe(source)
    const { manifest, messages } = read(text)
    expect(manifest).toBeUndefined()
    const message = messages.find(message => message.rule === rule)
    expect(message?.reason).toMatch(reason)
    expect(message?.line).toBeGreaterThan(0)
    expect(message?.column).toBeGreaterThan(0)
  })

  test('all mistakes at once, not only the first', () => {
    const text = source.replace('licence:', 'license:').replace('repeats:', 'repeat:')
    const { messages } = read(text)
    expect(messages.map(message => message.line)).toEqual([
      lineOf(text, 'license:'),
      lineOf(text, 'repeat:'),
    ])
  })

  test('broken YAML', () => {
    const { messages } = read(`${source}\n  bad: [1, 2\n`)
    expect(messages[0]).toMatchObject({ rule: 'yaml-syntax', severity: 'error' })
    expect(messages[0]?.line).toBeGreaterThan(0)
  })

  test.each(['', '[]', '42', '- a'])('no mapping at all: %j', text => {
    expect(read(text).manifest).toBeUndefined()
    expect(read(text).messages.length).toBeGreaterThan(0)
  })
})
