import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { builtSite, builtStudies } from './helpers/built-site.ts'
import {
  around,
  below,
  type Element,
  findNumbers,
  is,
  linksOf,
  type NumberText,
} from './helpers/numbers.ts'
import { repository } from './helpers/technote.ts'

/**
 * A census of every digit on every built page: it stands in an element that leads to its source,
 * or it is no measurement, and a rule says why. Where the links lead is for `follow.test.ts`.
 */
const output = builtSite()
const isWhole = builtStudies().length > 1
const isOfSite = (path: string) => path.endsWith('.html') && !path.startsWith('single/')
const pages = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter(isOfSite).sort()

type Fits = (number: NumberText) => boolean
const stands =
  (...selectors: string[]): Fits =>
  number =>
    selectors.some(selector => around(number, selector) !== undefined)

/** Elements that lead to the source of every number in them. */
const leading: { [why: string]: Fits } = {
  'a link': stands('a'),
  'in a row that has a link': number => {
    const row = around(number, 'tbody') && around(number, 'tr')
    return row !== undefined && linksOf(row).length > 0
  },
  'said of a figure or table that names its ledgers': number => {
    const block = around(number, 'figure') ?? around(number, 'div.table')
    return block !== undefined && linksOf(block).some(link => /(ledger|summary)-/.test(link))
  },
  'in a table whose caption has a link': number => {
    const at = number.path.findIndex(element => is(element, '.table-scroll'))
    const siblings = number.path[at - 1]?.childNodes.filter(node => 'tagName' in node) ?? []
    // A field to filter its rows may stand between a table and its caption.
    const before = siblings.slice(0, siblings.indexOf(number.path[at] as Element)).reverse()
    const caption = before.find(element => !is(element as Element, 'div.filter'))
    return caption !== undefined && is(caption, 'p.table-caption') && linksOf(caption).length > 0
  },
  'in a section of a ledger, which lists the sources of each run': number => {
    const section = around(number, 'div.ledger') && around(number, 'section')
    return section !== undefined && (!around(number, 'td') || below(section, '.sources').length > 0)
  },
  'a total of rows that have links': stands('tr.baseline'),
  'counted in a list that can be unfolded': stands('summary'),
}

/** Digits that are no measurement, by where they stand. */
const places: { [why: string]: Fits } = {
  'names and units at the head of columns': stands('thead'),
  'numbers of figures, tables and notes': number =>
    stands('b')(number) && stands('figcaption', '.table-caption', '.sidenote')(number),
  'headings, which name what is below': stands('h1', 'h2', 'h3', 'h4'),
  'names of what was computed': stands('th', 'dt'),
  'when it was measured, the revision, the licence': stands('dl.byline', 'pre.cite'),
  'facts of the environment, each with its own line of a capture': stands('.environment'),
  'messages of the build, which name file and place': stands('ul.messages'),
  'places in the series': stands('.toc', '.part'),
  'definitions of words': stands('dl.glossary'),
  'limits of gates and formulas, of study.yaml or the code': stands('div.prose'),
  'what a claim asserts, which the build holds against the data': stands('.claim'),
  'how many pairs or runs it was held against, and the rounds that carry it': stands('.scope'),
  'drawings of words': stands('figure.diagram'),
  commands: stands('pre', 'code'),
}

/** What study.yaml says of its workloads, `1000`, `512`, `32`, may be said again. */
const declared = builtStudies().flatMap(id => {
  const { workloads } = parse(readFileSync(join(repository, 'data', id, 'study.yaml'), 'utf8'))
  return JSON.stringify(workloads).match(/\d+(?: \d{3})*/g) ?? []
})
declared.sort((a, b) => b.length - a.length)

/** Digits that are no measurement, by what they are. */
const wordings: { [why: string]: RegExp } = {
  'dates and years': /\b(?:19|20)\d\d(?:-\d\d-\d\d|s)?\b/g,
  'parts of the series': /\b[Pp]arts? \d(?: and \d)?\b/g,
  'pages of a ledger': /\bruns, page \d+\b/g,
  'rounds by their number': /\b[Rr]ounds? \d(?: to \d)?\b/g,
  'names and versions': /\S*[A-Za-z][-.]?\d\S*|\d+[A-Z]+\d\w*|\d+-bit|\d+th\b|QEMU \d\.\d|CPU \d/g,
  'constants of statistics': /\b95\s?%|\b95 of 100\b|\b100\b|would need \d runs|up to \d times/g,
  'workloads as study.yaml declares them': new RegExp(`\\b(?:${declared.join('|')})\\b`, 'g'),
  'arithmetic on these: of 32 in flight 31 wait': /\b31 of\b/g,
}

/** Why a number needs no more than it has; nothing where somebody has to look at it. */
function judge(number: NumberText): string | undefined {
  const all = { ...leading, ...places }
  const why = Object.keys(all).find(name => all[name]?.(number))
  if (why) return why
  let { text } = number
  const used: string[] = []
  for (const [name, pattern] of Object.entries(wordings)) {
    const rest = text.replaceAll(/[\u2009\u202f\u00a0]/g, ' ').replaceAll(pattern, '')
    if (rest.length < text.length) used.push(name)
    text = rest
  }
  return /\d/.test(text) ? undefined : used.join(', ')
}

test('every number of every page leads to its source, or a rule says why it is no measurement', () => {
  const counts = new Map<string, number>()
  const strangers: string[] = []
  for (const page of pages) {
    for (const number of findNumbers(readFileSync(join(output, page), 'utf8'))) {
      const why = judge(number)
      if (why === undefined) strangers.push(`${page}: ${number.text}`)
      for (const name of why?.split(', ') ?? []) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  expect(strangers).toEqual([])
  expect(counts.get('a link')).toBeGreaterThan(isWhole ? 8_000 : 400)
  expect(counts.get('in a row that has a link')).toBeGreaterThan(isWhole ? 15_000 : 500)
  if (!isWhole) return
  // A rule that nothing needs any more would let something else through.
  const unused = [leading, places, wordings]
    .flatMap(Object.keys)
    .filter(name => !name.split(', ').some(part => counts.has(part)))
  expect(unused).toEqual([])
})

test.each([
  ['<p>It takes 17 µs.</p>', false],
  ['<p>It takes <a href="data/x/ledger-iops.html#a">17</a> µs.</p>', true],
  ['<table><tbody><tr><th>psync</th><td>17</td></tr></tbody></table>', false],
  ['<table><tbody><tr><th><a href="#a">psync</a></th><td>17</td></tr></tbody></table>', true],
  ['<figure><figcaption>n = 17</figcaption></figure>', false],
  ['<div class="table"><p class="table-caption">all 17 cells</p></div>', false],
  ['<p>4 KiB, as study.yaml says, in part 2</p>', true],
  ['<p>513 B</p>', false],
  ['<p>it takes <b>17µs</b></p>', false],
  ['<p>the 53C895A on QEMU 7.2 as of 2026-11-25</p>', true],
])('the census would see %s', (html, isFine) => {
  expect(findNumbers(html).every(number => judge(number) !== undefined)).toBe(isFine)
})
