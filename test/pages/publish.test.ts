import { describe, expect, test } from 'vitest'
import { makeSite } from '../helpers/pages.ts'

const revisions = `revisions:
  - { revision: "2", date: 2026-12-01, changed: Measured <again> }
  - { revision: "1", date: 2026-11-20, changed: First }`
const make = (yaml: string) =>
  makeSite({
    yaml: `pages: [old, new]\nauthors: [A & B, Lab_1]\nlicence: MIT\n${yaml}`,
    studies: ['s'],
    pages: {
      index: {},
      old: { front: 'study: s\nrevisions: [{ revision: "1", date: 2026-01-31, changed: First }]' },
      new: { front: revisions },
    },
  })

describe('with an address', () => {
  const site = make('url: https://example.org/notes/\ncard: images/card.png')

  test('the map has every page, with the date of its newest revision', async () => {
    const { html } = await site
    const entries = [...html('sitemap.xml').matchAll(/<loc>(.*?)<\/loc>(?:<lastmod>(.*?)<)?/g)]
    expect(entries.map(([, place, date]) => [place, date])).toEqual([
      ['https://example.org/notes/', undefined],
      ['https://example.org/notes/old.html', '2026-01-31'],
      ['https://example.org/notes/new.html', '2026-12-01'],
      ['https://example.org/notes/data.html', undefined],
    ])
  })

  test('the feed says what changed, the newest first, and when', async () => {
    const feed = (await site).html('feed.xml')
    expect([...feed.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id)).toEqual([
      'https://example.org/notes/',
      'https://example.org/notes/new.html',
      'https://example.org/notes/old.html',
    ])
    expect(feed).toContain('<summary>Measured &lt;again&gt;</summary>')
    expect(feed).toContain('<name>A &amp; B</name>')
    expect([...feed.matchAll(/<updated>(.*?)</g)].map(([, time]) => time)).toEqual([
      '2026-12-01T00:00:00Z',
      '2026-12-01T00:00:00Z',
      '2026-01-31T00:00:00Z',
    ])
  })

  test('a page has a preview with absolute addresses', async () => {
    const { html, broken } = await site
    expect(broken).toEqual([])
    expect(html('new.html')).toContain(
      'property="og:url" content="https://example.org/notes/new.html"',
    )
    expect(html('new.html')).toContain('content="https://example.org/notes/images/card.png"')
    expect(html('new.html')).toContain('href="feed.xml"')
    expect(html('404.html')).toContain('href="https://example.org/notes/old.html"')
  })
})

test('without an address there is nothing that would need one', async () => {
  const { html, files, broken } = await make('')
  expect(broken).toEqual([])
  expect(files.map(file => file.path)).not.toContain('feed.xml')
  expect(files.map(file => file.path)).not.toContain('sitemap.xml')
  expect(html('new.html')).not.toMatch(/og:|canonical|feed\.xml/)
  expect(html('404.html')).toContain('href="old.html"')
})

test('how to cite, for people and for BibTeX', async () => {
  const { html } = await make('')
  // Each date stays on a line.
  expect(html('new.html')).toContain('revision 2, <time>2026-12-01</time>.</pre>')
  const text = html('new.html')
    .replaceAll('&amp;', '&')
    .replaceAll(/<\/?time>/g, '')
  expect(text).toContain('>A & B, Lab_1: Page new, T, revision 2, 2026-12-01.</pre>')
  expect(text).toContain('{A \\& B} and {Lab\\_1}')
  expect(text).toContain('@misc{new-2026,')
  expect(text).toContain('<p>Text and figures: MIT. </p>')
  expect(text).toMatch(/<th scope="row">1<\/th><td>2026-11-20<\/td><td>First<\/td>/)
  // The study of the other page was measured `never`.
  expect(html('old.html')).toContain('revision 1, <time>2026-01-31</time>, measured never.')
  expect(html('index.html')).not.toContain('id="cite"')
})

test('a date that is none is refused', async () => {
  const { messages } = await makeSite({
    yaml: 'pages: [a]',
    pages: {
      index: {},
      a: { front: 'revisions: [{ revision: "1", date: yesterday, changed: x }]' },
    },
  })
  expect(messages[0]?.reason).toContain('expected a date such as `2026-11-25`')
})

test('downloads with their sizes, and every message', async () => {
  const { html } = await makeSite({
    yaml: 'pages: [a]',
    studies: ['s', 't'],
    pages: { index: {}, a: { front: 'study: s' } },
    context: {
      messages: [
        { severity: 'warning', rule: 'one', reason: 'About s', file: 'data/s/x' },
        { severity: 'warning', rule: 'two', reason: 'About t', file: 'data/t/x' },
        { severity: 'warning', rule: 'three', reason: 'About the site', file: 'site/site.yaml' },
      ],
    },
  })
  const rows = [
    ...html('data.html').matchAll(/<a href="data\/s\/runs\.csv">.*?class="num">(.*?)</g),
  ]
  expect(rows[0]?.[1]).toMatch(/^\d+\u202fB$/)
  expect(html('data.html')).toMatch(/About s.*About t.*About the site/s)
  expect(html('a.html')).toContain('About s')
  expect(html('a.html')).not.toContain('About t')
  expect(html('data/t/index.html')).toContain('About t')
})
