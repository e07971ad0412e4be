import { gunzipSync } from 'node:zlib'
import { h } from 'hastscript'
import { beforeAll, describe, expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { bundlePages, toSingleFiles } from '../../src/site/bundle/bundle.ts'
import { addSections } from '../../src/site/bundle/sections.ts'
import { linksOf, pagesOf, type SiteParts, toSiteParts } from '../../src/site/bundle/site-parts.ts'
import { makeSite } from '../helpers/pages.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** A study of two engines; one page speaks of one of them, another of none. */
let site: SiteParts = toSiteParts([], [])
const study = makeStudy({
  factors: { engine: ['a', 'b'] },
  repeats: 3,
  switches: ({ engine }, repeat) => (engine === 'a' ? 2 : 1) + repeat / 100,
})
for (const run of study.runs) {
  const archive = `round-${run.repeat}.tar.gz`
  const file = { archive, sha256: '0', entry: `${run.configuration}/perf.txt` }
  const event = run.counters.all?.['context-switches']
  if (event && 'amount' in event) {
    const value = event.amount.value
    event.amount.sources.push({ file, place: { line: 7 }, name: 'cs', value, unit: '' })
  }
}

beforeAll(async () => {
  const made = await makeSite({
    yaml: 'pages: [index, one, none]\nbundle: [index, one]',
    pages: {
      index: { text: 'See [one](one.html) and [none](none.html#deep).' },
      one: { front: 'study: x', text: 'It costs :value{metric=switches workload=w engine=b}.' },
      none: { text: '## Deep\n\nNothing. Back to [one](one.html).' },
    },
    context: { efficiencies: [toEfficiency({ ...study, id: 'x', name: 'data/x' })] },
  })
  expect(made.messages).toEqual([])
  site = made.parts
})

const linksIn = (html: string) =>
  [...html.matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, link]) => link ?? '')

function expectWhole(html: string): void {
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id ?? '')
  expect(new Set(ids).size).toBe(ids.length)
  for (const link of linksIn(html)) {
    expect(link).toMatch(/^(#|data:|https?:)/)
    if (link.startsWith('#')) expect(ids).toContain(link.slice(1))
  }
}

/** The rows of a cell that each begin with the number of a repeat. */
function runsOf(html: string, cell: string): string[] {
  const group = html.split(`<tbody id="x-ledger-w--${cell}">`)[1]?.split('</tbody>')[0] ?? ''
  return group.match(/<tr[^>]*><th scope="row">\d<\/th>.*?<\/tr>/g) ?? []
}

describe('one page', () => {
  test('has the metrics that it speaks of, and says that there are others', () => {
    const ledger = (html: string) => html.slice(html.indexOf('id="x-ledger-w"'))
    const part = ledger(bundlePages(['one.html'], site))
    const headings = [...part.matchAll(/<th scope="col">([^<]*?) </g)].map(([, text]) => text)
    expect(headings).toContain('Context switches')
    expect(headings).not.toContain('IOPS')
    expect(part).toContain('Here are the metrics that this page speaks of')
    const rows = runsOf(part, 'b')
    expect(rows).toHaveLength(3)
    for (const row of rows) expect(row.match(/<td>/g)).toHaveLength(headings.length)
    const whole = ledger(bundlePages(['one.html'], site, { archives: true }))
    expect(whole).toContain('<th scope="col">IOPS ')
    expect(whole).not.toMatch(/Here are the metrics/)
  })

  test('has the cells that its numbers lead to, and no others', () => {
    const html = bundlePages(['one.html'], site)
    expectWhole(html)
    expect(linksIn(html)).toContain('#x-ledger-w--b')
    expect(runsOf(html, 'b')).toHaveLength(3)
    expect(html).not.toContain('id="x-ledger-w--a"')
  })

  test('says where each run lies, and packs what the tools wrote', () => {
    const html = bundlePages(['one.html'], site)
    expect(html).toContain('In <code>round-N.tar.gz › b</code>')
    const packed = /<a id="x-ledger-w--sources"[^>]* href="([^"]*)"/.exec(html)?.[1] ?? ''
    const text = gunzipSync(Buffer.from(packed.split('base64,')[1] ?? '', 'base64')).toString()
    expect(text.split('\r\n')).toEqual([
      'name,unit,place,b.w.r1,b.w.r2,b.w.r3',
      'folder,,,round-1.tar.gz › b/,round-2.tar.gz › b/,round-3.tar.gz › b/',
      'cs,,perf.txt:7,10100,10200,10300',
      '',
    ])
    expect(html).toContain('data-sources="x-ledger-w--sources" data-runs="b.w.r1 b.w.r2 b.w.r3"')
  })

  test('says what is inside and what is not', () => {
    const words = bundlePages(['one.html'], site).split('id="in-this-file"')[1] ?? ''
    expect(words).toContain('the 3 runs that numbers lead to, and where each lies')
    expect(words).toContain('what the tools wrote for all of them')
    expect(words).toContain('technote bundle one --archives')
  })

  test('leaves out what does not fit, by name; the runs stay', () => {
    const page = site.pages.get('one.html')
    if (!page) throw new Error('no page')
    const tree = structuredClone(page.tree)
    addSections(tree, [h('p', noise(120_000))])
    const fat = { ...site, pages: new Map([...site.pages, ['one.html', { ...page, tree }]]) }
    const html = bundlePages(['one.html'], fat)
    expectWhole(html)
    expect(runsOf(html, 'b')).toHaveLength(3)
    expect(html).not.toContain('data-packed')
    expect(html).toContain('would be too much for one file')
    expect(html).toContain('<li><code>data/x/study.json</code>')
    expect(bundlePages(['one.html'], fat, { archives: true })).toContain('data-packed="sources"')
  })

  test('without numbers has nothing behind it', () => {
    const html = bundlePages(['none.html'], site)
    expectWhole(html)
    expect(html).not.toContain('x-ledger-w')
  })
})

test('all pages become chapters of the first, and links between them stay inside', () => {
  const html = bundlePages(['index.html', 'one.html', 'none.html'], site)
  expectWhole(html)
  expect(html.match(/<h1/g)).toHaveLength(1)
  expect(html.match(/<section class="chapter" id="[^"]*">/g)).toEqual([
    '<section class="chapter" id="one">',
    '<section class="chapter" id="none">',
  ])
  expect(linksIn(html)).toEqual(expect.arrayContaining(['#one', '#none--deep', '#x-ledger-w--b']))
})

test('the site offers a single file of each page that site.yaml lists, and leads to no other', () => {
  expect(pagesOf(site.pages.values())).toEqual(
    expect.arrayContaining(['index.html', 'one.html', 'none.html']),
  )
  const offered = ['single/index.html', 'single/one.html']
  expect(toSingleFiles(site).map(({ path }) => path)).toEqual(offered)
  expect(pagesOf(site.pages.values()).flatMap(singleOf).sort()).toEqual(offered)
})

function singleOf(path: string): string[] {
  const tree = site.pages.get(path)?.tree
  const targets = tree ? linksOf(tree, path).map(({ target }) => target) : []
  return targets.filter(target => target.startsWith('single/'))
}

/** Digits that hardly compress. */
function noise(length: number): string {
  let state = 1
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647
    return String.fromCharCode(48 + (state % 75)).replaceAll(/[<>&"]/g, '.')
  }).join('')
}
