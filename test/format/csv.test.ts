import { expect, test } from 'vitest'
import { toCsv } from '../../src/format/csv.ts'

test('a header, a line a row, nothing for null, quotes where they are needed', () => {
  expect(
    toCsv([
      { a: 'x,y', b: null },
      { a: '"z"', b: 2 },
    ]),
  ).toBe('a,b\r\n"x,y",\r\n"""z""",2\r\n')
})

test.each([
  ['=1+2', "'=1+2"],
  ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ['+cmd', "'+cmd"],
  ['-x', "'-x"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['-1.5e-3', '-1.5e-3'],
  ['+7', '+7'],
  ['a=b', 'a=b'],
  ['−5 %', '−5 %'],
])('%j is written as %s', (value, cell) => {
  expect(toCsv([{ a: value }])).toBe(`a\r\n${cell}\r\n`)
})

test('a number below zero stays a number', () => {
  expect(toCsv([{ a: -3 }])).toBe('a\r\n-3\r\n')
})
