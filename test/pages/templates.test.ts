import type { Root } from 'hast'
import { describe, expect, test } from 'vitest'
import { printHtml } from '../../src/format/html.ts'
import { toTemplates, type View } from '../../src/pages/templates/templates.ts'

const write = (page: string, view: View, others: { [name: string]: string } = {}) =>
  printHtml(toTemplates({ page, ...others }, { shared: 'all' })('page', view))

test('what a template is given reaches the page as text, without control characters', () => {
  const a = '<b>"\u001b[31m\u0007\u009b\n'
  const text = '&lt;b>"·[31m··\n'
  expect(write('<p title="{{a}}">{{a}}{{{dates a}}}{{{code a}}}</p>', { a })).toBe(
    `<p title="<b>&quot;·[31m··\n">${text.repeat(3)}</p>`,
  )
})

test('a tree is inserted as it is', () => {
  const a: Root = {
    type: 'root',
    children: [{ type: 'element', tagName: 'b', properties: {}, children: [] }],
  }
  expect(
    write('<p>{{a}}{{#if none}}!{{/if}}</p>', { a, none: { type: 'root', children: [] } }),
  ).toBe('<p><b></b></p>')
  expect(() => write('<p title="{{a}}"></p>', { a })).toThrow('page.hbs:1:11: Unexpected tree')
})

test.each<[what: string, page: string, view: View, html: string]>([
  ['an attribute that may be missing', '<a{{#if b}} href="{{b}}"{{/if}}>x</a>', {}, '<a>x</a>'],
  ['parts of a value', '<i class="a{{#if b}} b{{/if}}"></i>', { b: true }, '<i class="a b"></i>'],
  ['flags', '<details open><input hidden></details>', {}, '<details open><input hidden></details>'],
  ['words of markup', '<p>1 &lt; 2 &amp; 3<!-- no --></p>', {}, '<p>1 &lt; 2 &amp; 3</p>'],
  ['a style', '<style>a > b { c: {{d}} }</style>', { d: '"<"' }, '<style>a > b { c: "<" }</style>'],
  [
    'lists',
    '{{#each a}}{{@index}}{{this}}{{#unless @last}}, {{/unless}}{{/each}}',
    { a: ['x', 'y'] },
    '0x, 1y',
  ],
  ['no list', '{{#each a}}x{{else}}none{{/each}}', { a: [] }, 'none'],
  [
    'a way up',
    '{{#each a}}{{#if b}}{{../c}}{{b}}{{/if}}{{/each}}',
    { c: 'c', a: [{ b: '1' }] },
    'c1',
  ],
  ['what all share', '{{#with a}}{{b}} {{@shared}}{{/with}}', { a: { b: '1' } }, '1 all'],
  [
    'a partial of its own',
    '{{#*inline "i"}}<i>{{a}}</i>{{/inline}}{{> i}}{{> i b}}',
    { a: '1', b: { a: '2' } },
    '<i>1</i><i>2</i>',
  ],
  [
    'an element that is opened on a condition',
    '{{#if a}}<s>{{/if}}x{{#if a}}</s>{{/if}}',
    { a: true },
    '<s>x</s>',
  ],
])('%s', (_, page, view, html) => {
  expect(write(page, view)).toBe(html)
})

test('a layout goes around what stands within it', () => {
  const layout = '<main>{{title}}{{> @partial-block}}</main>'
  expect(write('{{#> layout}}<p>{{a}}</p>{{/layout}}', { title: 't', a: '1' }, { layout })).toBe(
    '<main>t<p>1</p></main>',
  )
})

describe('a template that cannot be read is told with its place', () => {
  test.each([
    ['<p>\n<b></p>', 'page.hbs:1:1: Unexpected `</p>`, expected the end of `b`'],
    ['<p>', 'page.hbs: Unexpected end, expected `</p>`'],
    ['<p {{a}}></p>', 'page.hbs:1:4: Unexpected value within a tag'],
    ['<p a=b></p>', 'Unexpected `a=b></p>`, expected well-formed HTML'],
    ['{{#if a}}<p title="{{/if}}', 'Unexpected end within a value, expected it closed'],
    ['{{shout a}}', 'Unexpected helper `shout`, expected set, dates, code'],
    ['{{#repeat a}}{{/repeat}}', 'Unexpected block `repeat`, expected if, unless, with, each'],
    ['{{> gone}}', 'Unexpected partial `gone`'],
    ['{{#if a}}', 'page.hbs: Parse error'],
  ])('%s', (page, message) => {
    expect(() => write(page, { a: true })).toThrow(message)
  })
})
