import { expect, test } from 'vitest'
import { formatNumber, formatPercent } from '../../src/format/number.ts'
import { open, print } from '../../src/format/printed.ts'
import { word } from '../../src/tables/table.ts'

test('printed text can stand in a text and be opened, and nothing else compiles', () => {
  const printed = formatPercent(0.123)
  expect(`${printed} of it`).toBe('12.3\u2009% of it')
  expect(open(print('n/r'))).toBe('n/r')
  const misuses = [
    // @ts-expect-error it cannot be cut
    () => printed.split(' '),
    // @ts-expect-error or compared with words
    () => printed === '12.3\u2009%',
    // @ts-expect-error or taken for a string
    (): string => formatNumber(1, 0),
    // @ts-expect-error in a table neither
    () => word('~').text.startsWith('~'),
  ]
  expect(misuses).toHaveLength(4)
})
