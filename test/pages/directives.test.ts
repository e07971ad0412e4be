import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { printHtml } from '../../src/format/html.ts'
import { renderMarkdown } from '../../src/pages/article/markdown.ts'
import { toRoot } from '../../src/pages/templates/templates.ts'
import { makeStudy } from '../helpers/synthetic.ts'

const efficiency = toEfficiency(
  makeStudy({ factors: { c: ['a', 'b'] }, repeats: 1, switches: () => 1 }),
)

async function write(text: string) {
  const context = { templates: () => toRoot([]), glossary: [] }
  const source = { name: 'p', file: 'site/p.md', text }
  const article = await renderMarkdown(source, 'p.html', [efficiency], context)
  return { ...article, html: printHtml(article.body) }
}

test.each([
  ['a brace that is not closed', 'One.\n\n:::figure{kind=dots\nx\n:::', 3, 'stray-directive'],
  ['a quote that is not closed', '::table{kind=costs metrics="a}', 1, 'stray-directive'],
  ['within a sentence', 'One\nand ::limits', 2, 'stray-directive'],
  ['a box without an end', 'One.\n\n:::note\nTwo.\n\nThree.', 3, 'open-directive'],
  ['a box that is but its first line', ':::note', 1, 'open-directive'],
  ['a colon before a letter', 'a:b', 1, 'unknown-directive'],
])('%s stops the build at its line', async (_, text, line, rule) => {
  const { messages } = await write(text)
  expect(messages).toMatchObject([{ rule, line, file: 'site/p.md', severity: 'error' }])
})

test('times, shares and what is only spoken of are prose', async () => {
  const text =
    'At 9:30, 70:30 and\\:b, `:::note` and `::limits`.\n\n- one\n\n  :::note\n  two\n  :::'
  const { messages, html } = await write(text)
  expect(messages).toEqual([])
  expect(html).toContain('At 9:30, 70:30 and:b, <code>:::note</code> and <code>::limits</code>.')
  expect(html).toContain('<div class="note note" role="note"><b>Note</b><p>two</p></div>')
})

test('of one run a sentence says its point, and that it is one', async () => {
  const { messages, html } = await write(':value{metric=switches workload=w c=a}')
  expect(messages).toEqual([])
  expect(html).toContain('repeat 1 alone; no interval')
})
