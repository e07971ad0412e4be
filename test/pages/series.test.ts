import { describe, expect, test } from 'vitest'
import { readSiteManifest } from '../../src/pages/site-manifest.ts'
import { makeSite } from '../helpers/pages.ts'

const parts = ['one', 'two', 'three']
const yaml = `series: { title: The series, parts: [${parts.join(', ')}] }
pages: [note]
methods: [how]`

const abstract = (name: string) => `:::abstract\nFound in ${name}, see [there](#there).\n:::\n\n`
const part = (name: string) => ({
  front: 'study: shared',
  text: `${abstract(name)}## There\n\n:value[]{metric=switches workload=w engine=b}`,
})

async function makeSeries() {
  return makeSite({
    yaml,
    studies: ['shared', 'own'],
    pages: {
      index: { front: 'study: [own, shared]' },
      ...Object.fromEntries(parts.map(name => [name, part(name)])),
      note: { front: 'study: own', text: '## A\n\n## B' },
      how: {},
    },
  })
}

describe('a series', () => {
  test('the front page lists the parts, then the rest, each with its description', async () => {
    const { html, messages, broken } = await makeSeries()
    expect(messages).toEqual([])
    expect(broken).toEqual([])
    const front = html('index.html')
    const order = ['>The series<', 'About one', 'About two', 'About three', 'About note']
    const places = [...order, 'About how'].map(text => front.indexOf(text))
    expect(places.every(place => place > 0)).toBe(true)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test('each part says which it is and leads to its neighbours, by title', async () => {
    const { html } = await makeSeries()
    const linksOf = (path: string) =>
      [...html(path).matchAll(/<a rel="(\w+)" href="([^"]+)">([^<]+)</g)].map(([, ...link]) => link)
    expect(html('two.html')).toContain('>2 of 3</a>')
    expect(linksOf('one.html')).toEqual([['next', 'two.html', 'Next: Part 2, Page two']])
    expect(linksOf('two.html')).toEqual([
      ['prev', 'one.html', 'Previous: Part 1, Page one'],
      ['next', 'three.html', 'Next: Part 3, Page three'],
    ])
    expect(linksOf('three.html')).toEqual([['prev', 'two.html', 'Previous: Part 2, Page two']])
    expect(linksOf('index.html')).toEqual([['next', 'one.html', 'Next: Part 1, Page one']])
    expect(linksOf('note.html')).toEqual([])
    expect(html('two.html').match(/aria-current="page"/g)).toHaveLength(1)
    expect(html('two.html')).toMatch(/<a href="two\.html" aria-current="page">2\. Page two</)
    expect(html('note.html')).not.toContain('aria-current')
  })

  test('pages that share a study point to its page; a page alone with one carries all', async () => {
    const { html } = await makeSeries()
    expect(html('two.html')).not.toContain('SHA-256')
    expect(html('two.html')).toContain('href="data/shared/index.html#appendix-data"')
    expect(html('data/shared/index.html')).toContain('SHA-256')
    for (const name of parts) expect(html('data/shared/index.html')).toContain(`../../${name}.html`)
    expect(html('note.html')).toContain('SHA-256')
    expect(html('note.html')).toContain('C. Messages of the build')
    // The front page draws on it too, and does not take that away.
    expect(html('data/own/index.html')).toBe('')
    expect(html('index.html')).toContain('href="note.html#appendix-data"')
  })

  test('front matter chooses otherwise, and the others point there', async () => {
    const { html, broken } = await makeSite({
      yaml: 'pages: [a, b]',
      studies: ['s'],
      pages: {
        index: {},
        a: { front: 'study: s\nappendices: [messages, data]' },
        b: { front: 'study: s' },
      },
    })
    expect(broken).toEqual([])
    expect(html('a.html')).toContain('SHA-256')
    expect(html('a.html')).not.toContain('id="appendix-environment"')
    expect(html('b.html')).toContain('href="a.html#appendix-data"')
    expect(html('b.html')).toContain('href="data/s/index.html#appendix-environment"')
    expect(html('data/s/index.html')).not.toContain('SHA-256')
  })
})

test('the byline counts the runs of the workloads that the page is about', async () => {
  const { html, messages } = await makeSite({
    yaml: 'pages: [a, b]',
    studies: ['s'],
    pages: {
      index: {},
      a: { front: 'study: s\nworkloads: [w]' },
      b: { front: 'study: s\nworkloads: [x]' },
    },
  })
  expect(html('a.html')).toContain('>6 of 6</a>')
  expect(messages.map(message => message.reason)).toEqual([
    'Unexpected workload `x`; did you mean `w`?',
  ])
})

test('of several studies a directive says which, or means the first', async () => {
  const value = (study: string) => `:value[]{${study} metric=switches workload=w engine=b}`
  const { html, messages } = await makeSite({
    yaml: 'pages: [a]',
    studies: ['s', 't'],
    pages: {
      index: {},
      a: { front: 'study: [s, t]', text: `${value('')} ${value('study=t')} ${value('study=u')}` },
    },
  })
  const links = [...html('a.html').matchAll(/href="data\/(\w)\/ledger-w~b\.html#b"/g)]
  expect(links.map(([, study]) => study)).toEqual(['s', 't'])
  expect(messages.map(({ rule, line }) => [rule, line])).toEqual([['unknown-study', 7]])
})

test.each([
  ['pages: [a, a]', /second place for page `a`/],
  ['series: { title: S, parts: [a] }\nmethods: [a]', /second place for page `a`/],
  ['pages: [a]\nbundle: [a, b]', /page `b` in `bundle`, expected a page of the site \(index, a\)/],
  ['pages: [glossary]', /which the program writes itself/],
  ['series: { title: S, parts: [] }', /`series\.parts`/],
])('site.yaml with %s is refused', (lines, expected) => {
  const { manifest, messages } = readSiteManifest(`title: T\ndescription: D\n${lines}`, 'site.yaml')
  expect(manifest).toBeUndefined()
  expect(messages.map(message => message.reason).join()).toMatch(expected)
})
