import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { createMemory } from '../src/cli/memory.ts'
import { forget, remember, within } from '../src/parse/build-effects.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'technote-steps-'))
  return () => rmSync(folder, { recursive: true })
})

const only = () => join(folder, readdirSync(folder)[0] ?? '')

test('a value comes back as it was, and not to another program', () => {
  const value = { map: new Map([['a', new Set([1])]]), row: Float64Array.of(Number.NaN, -0) }
  createMemory(folder, 'v1').set('step', value)
  expect(createMemory(folder, 'v1').get('step')).toStrictEqual(value)
  expect(createMemory(folder, 'v1').has('step')).toBe(true)
  expect(createMemory(folder, 'v2').get('step')).toBeUndefined()
  expect(createMemory(folder, 'v2').has('step')).toBe(false)
})

test('what is not whole is not there', () => {
  const memory = createMemory(folder, 'v')
  memory.set('step', 'a text')
  const bytes = readFileSync(only())
  for (let length = 0; length < bytes.length; length++) {
    writeFileSync(only(), bytes.subarray(0, length))
    expect(memory.get('step')).toBeUndefined()
  }
  for (let at = 0; at < bytes.length; at++) {
    const damaged = Buffer.from(bytes)
    damaged.writeUInt8((damaged[at] ?? 0) ^ 4, at)
    writeFileSync(only(), damaged)
    expect(memory.get('step')).toBeUndefined()
  }
})

test('what was not used for longest is forgotten', () => {
  const memory = createMemory(folder, 'v', 2500)
  const text = 'x'.repeat(1000)
  for (const [age, key] of ['a', 'b'].entries()) {
    memory.set(key, text)
    utimesSync(join(folder, `${key}-v`), 1000 + age, 1000 + age)
  }
  expect(memory.get('a')).toBe(text)
  memory.set('c', text)
  expect(['a', 'b', 'c'].filter(memory.has)).toEqual(['a', 'c'])
})

test('a step is computed once of the same inputs, and again of others', () => {
  const memory = createMemory(folder, 'v')
  let computed = 0
  const ask = (of: unknown, from = memory) => remember(from, 'step', of, () => ++computed)
  expect([ask('a'), ask('a'), ask('b'), ask('a')]).toEqual([1, 1, 2, 1])
  expect([ask('a', within(memory, 'x')), ask('a', within(memory, 'y'))]).toEqual([3, 4])
  expect(ask('a', within(memory, 'x'))).toBe(3)
  expect(ask('a', forget(memory))).toBe(5)
  expect(ask('a')).toBe(5)
})
