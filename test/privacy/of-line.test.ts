import { expect, it, test } from 'vitest'
import { isOfLine, listLiterals } from '../../src/privacy/inline/of-line.ts'

test.each([
  ['ab', ['ab']],
  ['a|Bc', ['a', 'bc']],
  ['a(?:b|c)?d', ['ad', 'abd', 'acd']],
  ['[pn]wwn[ :=]x', ['pwwn x', 'pwwn:x', 'pwwn=x', 'nwwn x', 'nwwn:x', 'nwwn=x']],
  ['(?<value>[a-z]{3})=', ['\0=']],
  [' {2}x', [' \0 x']],
  ['b{2,}', ['b\0b']],
  ['^\\bip\\(\\d+$', ['ip(\0']],
  ['(?<!no)x(?=end)(?!=)', ['xend\0']],
  ['(?<=a)b', ['\0ab']],
])('%s has one of these texts in each match', (source, expected) => {
  expect(listLiterals(source)).toEqual(expected)
})

test.each([
  ['host=(?<value>[\\w.-]+)', ['host='], true],
  ['host=(?<value>\\S+)', ['host='], true],
  // What may be on the line before or behind.
  ['host=\\s(?<value>\\w+)', ['host='], false],
  ['host=(?<value>[^"]+)"', ['host='], false],
  ['host=(?<value>[^"\\n]+)"', ['host='], true],
  ['host=(?<value>\\D+)', ['host='], false],
  // What is needed may stand on another line than what matches.
  ['(?:su|runuser) (?:- |--login )(?<value>\\w+)', ['su - ', 'runuser'], false],
  ['(?:su -|runuser) (?<value>\\w+)', ['su - ', 'runuser'], true],
  ['[bc-][rwx-]{9} (?<value>\\w+)', ['rw'], false],
  ['[ \\t]name (?<value>\\w+)', [' name '], false],
  ['(?:a|b|c|d|e)(?:a|b|c|d|e)(?:a|b|c|d|e)(?:a|b|c|d|e)(?:a|b|c|d|e)x', ['x'], false],
] as const)('whether %s is tried on lines with %j alone', (source, needs, expected) => {
  expect(isOfLine(source, needs)).toBe(expected)
})

it('reads a match of each of its texts, in the pattern that it read', () => {
  for (const source of ['a(?:b|c)?d', 'x{2}y?', '(?:root|git)@[ab]', 'sas[_ ]addr(?:ess)?'])
    for (const text of listLiterals(source) ?? [''])
      expect(text.replaceAll('\0', '')).toMatch(new RegExp(`^(?:${source})$`))
})
