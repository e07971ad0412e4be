import { expect, test } from 'vitest'
import { foldMessages, type Message } from '../../src/message/message.ts'

const at = (file: string, reason: string, more: Partial<Message> = {}): Message => ({
  severity: 'error',
  rule: 'r',
  reason,
  file,
  ...more,
})

test('what is said of several places is one message, at the first of them', () => {
  const pages = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, line) => at(name, 'same', { line }))
  expect(foldMessages([...pages, at('a', 'other')])).toEqual([
    at('a', 'same (the same at b:1, c:2, d:3, e:4 and at 2 more places)', { line: 0 }),
    at('a', 'other'),
  ])
  expect(foldMessages([at('a', 'same'), at('b', 'same', { severity: 'info' })])).toHaveLength(2)
})

test('what reveals a value is no other', () => {
  const secrets = ['x', 'y'].map(value => at('a', 'same', { reveal: () => [value] }))
  expect(foldMessages(secrets)).toEqual(secrets)
})
