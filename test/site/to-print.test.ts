import type { Root } from 'hast'
import { h } from 'hastscript'
import { expect, test } from 'vitest'
import { printHtml } from '../../src/format/html.ts'
import { toPrint } from '../../src/site/to-print.ts'

function print(withCaptures: boolean): string {
  const captures = h('details.captures', [h('details.capture', 'text'), h('details.facts')])
  const tree: Root = {
    type: 'root',
    children: [h('html', [h('head', h('title', 'T')), h('body', captures)])],
  }
  toPrint(tree, 'letter', withCaptures)
  return printHtml(tree)
}

test('a page for paper says which, and keeps captures closed', () => {
  expect(print(false)).toContain('<title>T</title><style>@page { size: Letter }')
  expect(print(false)).not.toMatch(/ open|@media/)
})

test('with its captures they are open, and all else stays as it is', () => {
  const html = print(true)
  expect(html).toContain('.captures, .behind { display: block }')
  expect(html).toContain('<details class="captures" open><details class="capture" open>')
  expect(html).toContain('<details class="facts">')
})
