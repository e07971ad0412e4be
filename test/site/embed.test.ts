import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import type { Root } from 'hast'
import { h } from 'hastscript'
import { describe, expect, it } from 'vitest'
import { printHtml } from '../../src/format/html.ts'
import { embedLinks } from '../../src/site/bundle/embed-links.ts'
import { embedScript } from '../../src/site/bundle/embed-script.ts'
import { embedStyle } from '../../src/site/bundle/embed-style.ts'
import { resolve, type SiteParts } from '../../src/site/bundle/site-parts.ts'

const contents: [path: string, content: string | Uint8Array][] = [
  [
    'style/a.css',
    '/* a\n remark */\n@font-face { src: url("../fonts/f.woff2") }\n  p { margin: 0 }\n',
  ],
  ['fonts/f.woff2', new Uint8Array([1, 2, 3])],
  ['script/reader.js', 'answer()'],
  ['script/vega.js', 'draw()'],
  ['figures/p/a.view.js', 'view()'],
  ['figures/p/a.csv', 'a,b\r\n'],
  ['figures/p/long.csv', 'a,b\r\n'.repeat(2000)],
  ['data/x/r.tar.gz', new Uint8Array([31, 139])],
]
const files = new Map(contents.map(([path, content]) => [path, { path, content }]))
const site: SiteParts = { pages: new Map(), files }

const toRoot = (...children: Root['children']): Root => ({ type: 'root', children })

/** The tree as HTML, when something was done to it. */
function change(tree: Root, act: (tree: Root) => void): string {
  act(tree)
  return printHtml(tree)
}

describe('the style', () => {
  const embed = (href: string, path: string) =>
    change(toRoot(h('link', { rel: 'stylesheet', href })), tree => embedStyle(tree, path, site))

  it('stands in the page with its fonts, without comments and indents', () => {
    expect(embed('style/a.css', 'p.html')).toBe(
      '<style>@font-face { src: url("data:font/woff2;base64,AQID") }\np { margin: 0 }</style>',
    )
  })

  it('is found from a page in a folder', () => {
    expect(resolve('data/x/ledger.html', '../../style/a.css')).toBe('style/a.css')
    expect(embed('../../style/a.css', 'data/x/l.html')).toContain('data:font/woff2')
  })
})

describe('the script', () => {
  const button = () =>
    h('span.view', [
      ' · ',
      h('button', { type: 'button', dataView: 'figures/p/a.view.js' }, 'view'),
    ])
  const page = (...content: Root['children']) =>
    toRoot(
      h('meta', { httpEquiv: 'Content-Security-Policy', content: 'x' }),
      ...content,
      h('body', [h('p', ['a', button(), button()])]),
    )
  const script = h('script', { dataRest: 'script/reader.js' }, 'go()')
  const embed = (views: boolean, tree = page(structuredClone(script))) =>
    change(tree, tree => embedScript(tree, 'p.html', site, views))
  const hash = (script: string) =>
    `&#x27;sha256-${createHash('sha256').update(script).digest('base64')}&#x27;`
  const policyOf = (html: string) => /Policy" content="([^"]*)"/.exec(html)?.[1]

  it('is the only one that the policy lets run', () => {
    const html = embed(false)
    expect(html).toContain('<script>go()</script>')
    expect(policyOf(html)).toContain(`script-src ${hash('go()')} ${hash('answer()')};`)
    expect(policyOf(html)).toContain('default-src &#x27;none&#x27;')
    expect(html).toContain('<p>a</p>')
  })

  it('stands there as text, as far as it waits for the reader', () => {
    const html = embed(false)
    expect(html).toContain('<script type="text/plain" data-rest>answer()</script>')
  })

  it('keeps interactive views where they are asked for, with what they need, once', () => {
    const html = embed(true)
    for (const script of ['go()', 'draw()', 'view()'])
      expect(policyOf(html)).toContain(hash(script))
    expect(html.match(/data-packed="script\/vega.js"/g)).toHaveLength(1)
    expect(unpack(/data-packed="script\/vega.js" href="([^"]*)"/.exec(html)?.[1])).toBe('draw()')
  })

  it('lets none run where there is none', () => {
    expect(policyOf(embed(false, page()))).toContain('script-src &#x27;none&#x27;')
  })
})

describe('links', () => {
  const anchor = (path: string, id: string) =>
    path === 'inside.html' ? `inside--${id}` : undefined
  const embed = (href: string, downloads: string[] = []) =>
    change(toRoot(h('a', { rel: 'next', href })), tree =>
      embedLinks(tree, 'p.html', site, anchor, new Set(downloads)),
    )

  it.each([
    ['to a place in the file', 'inside.html#a', '<a rel="next" href="#inside--a"></a>'],
    ['to another page', 'other.html', '<a></a>'],
    ['to a file that is left out', 'figures/p/a.csv', '<a></a>'],
    ['to elsewhere', 'https://example.org/', '<a rel="next" href="https://example.org/"></a>'],
    ['within the page', '#here', '<a rel="next" href="#here"></a>'],
  ])('%s', (_, link, expected) => {
    expect(embed(link)).toBe(expected)
  })

  it('to a download hold it: short ones as they are, long ones packed, archives untouched', () => {
    expect(embed('figures/p/a.csv', ['figures/p/a.csv'])).toBe(
      `<a rel="next" href="data:text/csv;base64,${btoa('a,b\r\n')}" download="a.csv"></a>`,
    )
    const long = embed('figures/p/long.csv', ['figures/p/long.csv'])
    expect(long).toContain('download="long.csv.gz"')
    expect(unpack(/href="([^"]*)"/.exec(long)?.[1])).toBe('a,b\r\n'.repeat(2000))
    expect(embed('data/x/r.tar.gz', ['data/x/r.tar.gz'])).toBe(
      '<a rel="next" href="data:application/gzip;base64,H4s=" download="r.tar.gz"></a>',
    )
  })
})

function unpack(uri = ''): string {
  return gunzipSync(Buffer.from(uri.split('base64,')[1] ?? '', 'base64')).toString()
}
