import { expect, test } from 'vitest'
import { printable } from '../../src/message/printable.ts'

test('what steers a terminal or turns a line around becomes dots, lines and columns stay', () => {
  expect(printable('a\u001b[31mred\u001b]0;title\u0007\tb\r\u009b2J\n')).toBe(
    'a·[31mred·]0;title·\tb··2J\n',
  )
  expect(printable('fio\u202ejson.exe 2.28\u2009MB')).toBe('fio·json.exe 2.28\u2009MB')
})
