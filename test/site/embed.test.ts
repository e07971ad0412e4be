import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { embedLinks, embedScript, embedStyle, resolve, type Site } from '../../src/site/embed.ts'

const site: Site = new Map<string, string | Uint8Array>([
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
  ['other.html', '<p>'],
])

describe('the style', () => {
  it('stands in the page with its fonts, without remarks and spaces', () => {
    expect(embedStyle('<link rel="stylesheet" href="style/a.css">', 'p.html', site)).toBe(
      '<style>@font-face{src:url("data:font/woff2;base64,AQID")}p{margin:0}</style>',
    )
  })

  it('is found from a page in a folder', () => {
    expect(resolve('data/x/ledger.html', '../../style/a.css')).toBe('style/a.css')
    expect(
      embedStyle('<link rel="stylesheet" href="../../style/a.css">', 'data/x/l.html', site),
    ).toContain('data:font/woff2')
  })
})

describe('the script', () => {
  const page =
    '<meta http-equiv="Content-Security-Policy" content="x"><script data-rest="script/reader.js">go()</script><body><p>a · <button type="button" data-view="figures/p/a.view.js">view</button></p></body>'
  const hash = (script: string) =>
    `'sha256-${createHash('sha256').update(script).digest('base64')}'`
  const policyOf = (html: string) => /Policy" content="([^"]*)"/.exec(html)?.[1]

  it('is the only one that the policy lets run', () => {
    const html = embedScript(page, 'p.html', site, false)
    expect(html).toContain('<script>go()</script>')
    expect(policyOf(html)).toContain(`script-src ${hash('go()')} ${hash('answer()')};`)
    expect(policyOf(html)).toContain("default-src 'none'")
    expect(html).not.toContain('data-view')
  })

  it('stands there as text, as far as it waits for the reader', () => {
    const html = embedScript(page, 'p.html', site, false)
    expect(html).toContain('<script type="text/plain" data-rest>answer()</script>')
  })

  it('keeps interactive views where they are asked for, with what they need, once', () => {
    const twice = page.replace(
      '</p>',
      ' · <button type="button" data-view="figures/p/a.view.js">b</button></p>',
    )
    const html = embedScript(twice, 'p.html', site, true)
    for (const script of ['go()', 'draw()', 'view()'])
      expect(policyOf(html)).toContain(hash(script))
    expect(html.match(/data-packed="script\/vega.js"/g)).toHaveLength(1)
    expect(unpack(/data-packed="script\/vega.js" href="([^"]*)"/.exec(html)?.[1])).toBe('draw()')
  })

  it('lets none run where there is none', () => {
    const html = embedScript(page.replace(/<script.*<\/script>/, ''), 'p.html', site, false)
    expect(policyOf(html)).toContain("script-src 'none'")
  })
})

describe('links', () => {
  const anchor = (path: string, id: string | undefined) =>
    path === 'inside.html' ? `inside--${id ?? ''}` : undefined
  const embed = (link: string, downloads: string[] = []) =>
    embedLinks(`<a rel="next" href="${link}">`, 'p.html', site, anchor, new Set(downloads))

  it.each([
    ['to a place in the file', 'inside.html#a', '<a rel="next" href="#inside--a">'],
    ['to another page', 'other.html', '<a>'],
    ['to a file that is left out', 'figures/p/a.csv', '<a>'],
    ['to elsewhere', 'https://example.org/', '<a rel="next" href="https://example.org/">'],
    ['within the page', '#here', '<a rel="next" href="#here">'],
  ])('%s', (_, link, expected) => {
    expect(embed(link)).toBe(expected)
  })

  it('to a download hold it: short ones as they are, long ones packed, archives untouched', () => {
    expect(embed('figures/p/a.csv', ['figures/p/a.csv'])).toBe(
      `<a rel="next" href="data:text/csv;base64,${btoa('a,b\r\n')}" download="a.csv">`,
    )
    const long = embed('figures/p/long.csv', ['figures/p/long.csv'])
    expect(long).toContain('download="long.csv.gz"')
    expect(unpack(/href="([^"]*)"/.exec(long)?.[1])).toBe('a,b\r\n'.repeat(2000))
    expect(embed('data/x/r.tar.gz', ['data/x/r.tar.gz'])).toBe(
      '<a rel="next" href="data:application/gzip;base64,H4s=" download="r.tar.gz">',
    )
  })
})

function unpack(uri = ''): string {
  return gunzipSync(Buffer.from(uri.split('base64,')[1] ?? '', 'base64')).toString()
}
