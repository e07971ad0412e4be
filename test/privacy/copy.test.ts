import { expect, test } from 'vitest'
import { copy } from '../../src/privacy/known/copy.ts'

test.each([
  '',
  'short',
  'find_idlest_group.isra.0',
  'Größe einer Platte',
  'Имя узла: castle',
  'a lone \ud83d surrogate',
])('a copy of %j has the same letters', text => {
  expect(copy(`before ${text} behind`.slice(7, 7 + text.length))).toBe(text)
})
