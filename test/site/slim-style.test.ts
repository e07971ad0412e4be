import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { slimStyle } from '../../src/site/bundle/slim-style.ts'
import { repository } from '../helpers/technote.ts'

test.each([
  ['a rule', '/* why */ a:hover { color: red; }', 'a:hover{color:red}'],
  ['a class that is there', '.is { margin: 0 auto; }', '.is{margin:0 auto}'],
  ['a class that is not', '.not { color: red; }', ''],
  ['one selector of several', 'p, .not a, .is > b { top: 0 }', 'p,.is>b{top:0}'],
  ['alternatives', ':is(.not, .is) a { top: 0 }', ':is(.not,.is) a{top:0}'],
  ['what must not be', 'p:not(.not) { top: 0 }', 'p:not(.not){top:0}'],
  [
    'what has alternatives inside',
    '.is:has(:not(.x, :is(a, b))) i { top: 0 }',
    '.is:has(:not(.x,:is(a,b))) i{top:0}',
  ],
  [
    'a query',
    '@media (min-width: 9rem) { .is { top: 0 } .not { top: 1px } }',
    '@media (min-width:9rem){.is{top:0}}',
  ],
  ['a query of nothing', '@media print { .not { top: 1px } }', ''],
  [
    'a sum',
    'a { width: calc(-1 * (var(--gap) + 2px)); }',
    'a{width:calc(-1 * (var(--gap) + 2px))}',
  ],
  ['a text', 'a::after { content: " <" attr(href) ">"; }', 'a::after{content:" <" attr(href) ">"}'],
  [
    'a margin of paper',
    '@page { size: A4; @bottom-center { content: counter(page) " / "; } }',
    '@page{size:A4;@bottom-center{content:counter(page) " / "}}',
  ],
])('%s', (_, css, slim) => {
  expect(slimStyle(css, name => name === 'is')).toBe(slim)
})

test('of the style sheet nothing is lost but spaces and fonts of the reader’s, where all classes are there', () => {
  const lines = readFileSync(join(repository, 'site/style/technote.css'), 'utf8').split('\n')
  const css = lines.filter(line => !/^@font-face .*src: local/.test(line)).join('\n')
  expect(lines.length - css.split('\n').length).toBe(8)
  const bare = (text: string) =>
    text
      .replaceAll(/\/\*[\s\S]*?\*\//g, '')
      .replaceAll(/\s+/g, '')
      .replaceAll(/;}/g, '}')
  expect(bare(slimStyle(css, () => true))).toBe(bare(css))
})
