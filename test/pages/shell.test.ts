import { expect, test } from 'vitest'
import { toCssString } from '../../src/pages/whole-site/shell.ts'

test('a title as a string of CSS cannot end it, nor the element that it stands in', () => {
  expect(toCssString('512 B, “fixed” rate')).toBe('"512 B, “fixed” rate"')
  // Escapes as in CSS Syntax Level 3, 4.3.7: hexadecimal digits and a space that belongs to them.
  expect(toCssString('a "b" \\ c')).toBe('"a \\22 b\\22  \\5c  c"')
  expect(toCssString('</style>\n')).toBe('"\\3c /style>\\a "')
})
