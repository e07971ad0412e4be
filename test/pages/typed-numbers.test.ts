import remarkDirective from 'remark-directive'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, test } from 'vitest'
import { findTypedNumbers } from '../../src/pages/article/typed-numbers.ts'
import { makeSite } from '../helpers/pages.ts'

/** Without a study there is nothing to bind to; this one declares 10 s and 1000 IO/s. */
async function warnings(text: string, front = 'study: s') {
  const { messages } = await makeSite({
    yaml: 'pages: [index, p]',
    studies: ['s'],
    pages: { index: {}, p: { front, text } },
  })
  return messages.filter(({ rule }) => rule === 'typed-number')
}

describe('a result that was typed by hand is told', () => {
  test.each([
    ['It takes 12.5 % less.', '`12.5 %`'],
    ['It takes 12% less.', '`12%`'],
    ['It is 1.84 times as fast.', '`1.84 times`'],
    ['A read takes 17 µs, and 3 ms in the worst case.', '`17 µs`, `3 ms`'],
    ['It takes 14 300 CPU cycles an I/O.', '`14 300 CPU cycles`'],
    ['It changes by +84 %.', '`+84 %`'],
    ['It reached 250 MiB/s.', '`250 MiB/s`'],
    ['It reached 31 kIOPS.', '`31 kIOPS`'],
    ['> quoted: 12 %\n\n- a 3-fold rise', '`3-fold`'],
    ['## It costs 12 % more', '`12 %`'],
    [':::note\nabout 40 percent\n:::', '`40 percent`'],
  ])('%s', async (text, numbers) => {
    const found = await warnings(text)
    expect(found).toHaveLength(1)
    expect(found[0]?.reason).toContain(`Unexpected ${numbers} typed by hand`)
  })
})

test.each([
  'Blocks of 4 KiB at queue depth 16, on QEMU 7.2 with 8 CPUs, in 2026.',
  'At the 95 % level; all 100 % of them.',
  'The share is `12 %`, as the log says.',
  '> It takes 12 % less.',
  '[12 %](https://example.org) less, they say.',
  'Held at 1000 IO/s, or 1 000 IO/s.',
  ':value{metric=switches workload=w engine=a} % of it',
  'From part 2 to part 3, see table 4; at depth 1, IOPS follow latency.',
])('nothing is said of “%s”', async text => {
  expect(await warnings(text)).toEqual([])
})

test('nor where there is no study, or a claim holds the sentence', async () => {
  expect(await warnings('It takes 12 % less.', '')).toEqual([])
  const claim = ':claim[It takes 40 % less]{that="engine=b < engine=a on switches in w by 40 %"}'
  expect(await warnings(claim)).toEqual([])
})

test('at the line and column where the number stands', () => {
  const tree = unified()
    .use(remarkParse)
    .use(remarkDirective)
    .parse('One line.\nIt takes\n\nA 12 % share,\nand 13 % here.\n')
  const manifest = { title: '', description: '', workloads: {}, factors: {}, limits: [] }
  const [first, second] = findTypedNumbers(tree, 'site/p.md', [{ study: { manifest } } as never])
  expect(first).toMatchObject({ file: 'site/p.md', line: 4, column: 3 })
  expect(first?.reason).toContain('`12 %`, `13 %`')
  expect(second).toBeUndefined()
})
