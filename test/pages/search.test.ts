import { expect, test } from 'vitest'
import { readGlossary } from '../../src/pages/article/glossary.ts'
import { makeSite } from '../helpers/pages.ts'

test('every section with its words, in the same order, drawings and data left out', async () => {
  const { html, broken } = await makeSite({
    yaml: 'pages: [a]',
    studies: ['s'],
    pages: {
      index: { text: 'Front [words](a.html "more > less"), *then*.' },
      a: {
        front: 'study: s',
        text: ':::abstract\nThe *abstract*\n:::\n\n## First & last\n\nIDE &lt;/script&gt; costs.\n\n:::figure{kind=dots metric=switches workload=w}\nFinding of it\n:::\n\n### Inner\n\nDeep',
      },
    },
    context: {
      glossary: readGlossary('IDE: { aliases: [ATA], means: an old one }', 'g', true).terms,
    },
  })
  expect(broken).toEqual([])
  const links = [...html('search.html').matchAll(/<li><a href="([^"]*)">([^<]*)<\/a>/g)]
  expect(links.map(([, href, text]) => `${href} ${text}`)).toEqual([
    'index.html Page index',
    'a.html Page a',
    'a.html#first--last First &amp; last',
    'a.html#inner Inner',
    'glossary.html Glossary',
    'glossary.html#ide IDE',
  ])
  const script = html('search-words.js')
  expect(script).not.toContain('</script>')
  const [first = '', second = ''] = script.split('\n')
  const words: string[] = JSON.parse(first.replace('technoteWords=', ''))
  expect(JSON.parse(second.replace('technoteNames=', ''))).toEqual([['IDE', 'ATA']])
  expect(words).toHaveLength(6)
  expect(words[0]).toBe('Front words, then.')
  expect(words[1]).toBe('The abstract')
  expect(words[2]).toMatch(/^First & last IDE <\/script> costs\. Finding of it /)
  expect(words[3]).toBe('Inner Deep')
  expect(words[5]).toBe('IDE ATA an old one')
  expect(words[2]).not.toMatch(/Vega-Lite spec|2\.02, n/)
  // Only a script can search, so only a script shows the way there.
  expect(html('a.html')).toContain('<a class="scripted" href="search.html">')
  expect(html('search.html')).toContain('role="search" hidden')
})
