import { test } from 'vitest'
import { mannWhitney } from '../../src/statistics/comparison/mann-whitney.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference['mann-whitney'])('Mann-Whitney $a against $b', ({ a, b, p }) => {
  expectClose(mannWhitney(a, b), p, 'p')
})

test.each(reference['mann-whitney, one'])('Mann-Whitney of one: $a, $b', ({ a, b, p }) => {
  expectClose(mannWhitney(a, b), p, 'p')
})

test('Mann-Whitney of many', () => {
  const { a, b, p } = reference['mann-whitney, many']
  expectClose(mannWhitney(a, b), p, 'p')
})
