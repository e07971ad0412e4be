import { describe, expect, test } from 'vitest'
import type { PlacedClaim } from '../../src/pages/bind/claims.ts'
import { fillNamedClaim, findAmbiguous, readClaims } from '../../src/pages/bind/named-claims.ts'

/** A claim that several pages make is written once. */
describe('claims by name', () => {
  const yaml = 'cheaper: a < b on m in w\nidle-one: c < d on m in w\n'

  test('are read, and those that no page uses are told', () => {
    const { claims, messages } = readClaims(yaml, 'site/claims.yaml', [':claim[x]{that=cheaper}'])
    expect(claims.cheaper).toBe('a < b on m in w')
    expect(messages).toEqual([
      expect.objectContaining({
        rule: 'unused-claim',
        reason: expect.stringContaining('`idle-one`'),
      }),
    ])
    expect(messages[0]?.reason).not.toContain('cheaper')
  })

  test('of no file are none', () => {
    expect(readClaims('', 'site/claims.yaml', [])).toEqual({ claims: {}, messages: [] })
  })

  test('stand for what they assert; a claim itself stays', () => {
    const claims = { cheaper: 'a < b on m in w' }
    expect(fillNamedClaim({ that: 'cheaper' }, claims)).toEqual({ that: 'a < b on m in w' })
    expect(fillNamedClaim({ that: 'c < d on m in w' }, claims)).toEqual({ that: 'c < d on m in w' })
    expect(() => fillNamedClaim({ that: 'cheeper' }, claims)).toThrow(/`cheeper`.*cheaper/)
  })
})

describe('the same words', () => {
  const claim = (sentence: string, that: string, file: string, line = 1) =>
    ({ sentence, that, file, line, study: 's' }) as PlacedClaim

  test('may assert the same twice, and several things at once', () => {
    const twice = [claim('x is less', 'a < b', 'p.md'), claim('x is less', 'a < b', 'q.md')]
    expect(findAmbiguous(twice)).toEqual([])
    const joined = [claim('x is less', 'a < b', 'p.md'), claim('x is less', 'a < c', 'p.md')]
    expect(findAmbiguous(joined)).toEqual([])
  })

  test('may not assert two things in two places', () => {
    const [message] = findAmbiguous([
      claim('x is less', 'a < b', 'p.md', 3),
      claim('x is less', 'a < c', 'q.md', 4),
    ])
    expect(message).toMatchObject({ rule: 'ambiguous-claim', file: 'q.md', line: 4 })
    expect(message?.reason).toContain('`a < b (s)` at p.md:3')
  })
})
