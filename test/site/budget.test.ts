import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import type { OutputFile } from '../../src/pages/page.ts'
import { bundlePages } from '../../src/site/bundle.ts'
import type { Study } from '../../src/study/study.ts'
import { makeReferenceStudy } from '../charts/studies.ts'
import { makeSite } from '../helpers/pages.ts'
import { repository } from '../helpers/technote.ts'

/**
 * A part with 8 figures, a table of 36 rows, every number with its sources, and 200 kB of
 * captures, as one file.
 */
const captures = makeCaptures()
let html = ''
let beyondFonts = ''
const gzip = (text: string) => gzipSync(text, { level: 9 }).length

beforeAll(async () => {
  const { files, messages } = await makeSite({
    yaml: 'pages: [index, reference]',
    pages: { index: {}, reference: { front: 'study: reference', text } },
    context: { efficiencies: [toEfficiency(withSources(makeReferenceStudy()))] },
  })
  expect(messages).toEqual([])
  html = bundlePages(['reference.html'], [...files, ...readAssets()])
  beyondFonts = html.replaceAll(/url\("data:font[^"]*"\)/g, '')
})

test('it is what the budgets speak of', () => {
  const drawings = html.match(/<div class="regular"><svg/g)
  const rows = /<div class="table[ "](?:[\s\S]*?)<tbody>([\s\S]*?)<\/tbody>/.exec(html)?.[1]
  const texts = captures.map(({ text }) => text).join('')
  expect(drawings).toHaveLength(8)
  expect(rows?.match(/<tr/g)).toHaveLength(36)
  expect(texts.length).toBeGreaterThan(200_000)
  expect(html).toContain('The host')
})

test('beyond fonts and captures it weighs at most 64 kB, compressed', () => {
  const withoutCaptures = beyondFonts.replaceAll(/<pre tabindex="0">[\s\S]*?<\/pre>/g, '')
  expect(gzip(withoutCaptures)).toBeLessThanOrEqual(64_000)
})

// 70 kB or one and a half times the captures would leave 23 kB to the page. Its eight drawings
// at two widths, five of them of 36 rows, take 22 kB, their tables 9 kB, the ledger 9 kB.
test('with its captures, which weigh what they do alone, it stays below 115 kB', () => {
  const alone = gzip(captures.map(({ text }) => text).join('\n'))
  expect(gzip(beyondFonts) - alone).toBeLessThanOrEqual(66_000)
  expect(gzip(beyondFonts)).toBeLessThanOrEqual(115_000)
})

test('it is one file of at most 1.5 MB', () => {
  expect(html.length).toBeLessThanOrEqual(1_500_000)
  expect(html).not.toMatch(/<link [^>]*(?:stylesheet|preload)|src="(?!data:)|url\("(?!data:)/)
})

test('each number of its table leads to runs that are in it, and says where they lie', () => {
  const rows = /<div class="table[ "](?:[\s\S]*?)<tbody>([\s\S]*?)<\/tbody>/.exec(html)?.[1] ?? ''
  const links = [...rows.matchAll(/<th scope="row"><a href="#([^"]*)"/g)].map(match => match[1])
  expect(links).toHaveLength(36)
  for (const id of links) expect(html).toContain(`id="${id}"`)
  expect(html).toContain('round-1.tar.gz › c0.native')
})

/** As many kinds of figures as a part has; findings are for people, and say little here. */
const figures = [
  'kind=matrix metric=switches',
  'kind=dots metric=cpu-time',
  'kind=effects metric=switches',
  'kind=effects metric=cpu-time',
  'kind=effects metric=backend-cycles',
  'kind=matrix metric=backend-cycles',
  'kind=tradeoff x=switches y=cpu-time',
  'kind=scores score=efficiency',
]

const text = [
  ':::abstract\nThe switches of a read change by :effect{factor=aio from=native to=threads metric=switches workload=iops undecided}.\n:::',
  ...figures.map(
    (attributes, index) =>
      `## Section ${index}\n\n${'What is asked here, and why it matters for what a host pays. '.repeat(3)}\n\n:::figure{#fig-${index} ${attributes} workload=iops}\nA finding of figure ${index}\n:::`,
  ),
  '::table{#costs kind=costs workload=iops metrics="switches cpu-time"}',
].join('\n\n')

/** Each quantity gets the place that a tool would have written it at. */
function withSources(study: Study): Study {
  const runs = structuredClone(study.runs)
  for (const { id, repeat, configuration, load, counters } of runs) {
    const file = (name: string) => ({
      archive: `round-${repeat}.tar.gz`,
      sha256: '0'.repeat(64),
      entry: `${configuration}/${name}`,
    })
    const quantities = [load?.completed, load?.duration, load?.latency]
    const counted = Object.entries(counters).flatMap(([scope, events]) =>
      Object.entries(events).map(([name, event]) => ({ scope, name, event })),
    )
    for (const [at, quantity] of quantities.entries()) {
      const place = { pointer: `/jobs/0/read/${['total_ios', 'runtime', 'clat_ns/mean'][at]}` }
      const source = { file: file('fio.json'), place, name: `fio ${at}`, unit: '' }
      quantity?.sources.push({ ...source, value: quantity.value })
    }
    for (const [at, { scope, name, event }] of counted.entries()) {
      if (!('amount' in event)) throw new Error(`${id} lacks ${name}`)
      const source = { file: file(`perf-${scope}.txt`), place: { line: at + 3 }, name, unit: '' }
      event.amount.sources.push({ ...source, value: event.amount.value })
    }
  }
  const host = (at: number) => ({ archive: 'round-1.tar.gz', sha256: '0', entry: `host/${at}.txt` })
  const texts = captures.map(({ text }, at) => ({ host: 'host', file: host(at), text }))
  return { ...study, id: 'reference', name: 'data/reference', runs, captures: texts }
}

/**
 * Text that compresses about as well as what hosts say (ours do 3.8 : 1): words that come
 * again, numbers that mostly do not.
 */
function makeCaptures(): { text: string }[] {
  let state = 1
  const next = (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
  const stems = 'net vm kernel fs dev block sched cpu irq pci numa queue timer page cache'.split(
    ' ',
  )
  const word = () => `${stems[next(stems.length)]}_${stems[next(stems.length)]}`
  const line = () => `${word()}.${word()}.${word()} = ${next(9) < 4 ? next(2) : next(100_000)}\n`
  return Array.from({ length: 9 }, () => ({ text: Array.from({ length: 640 }, line).join('') }))
}

function readAssets(): OutputFile[] {
  const read = (folder: string, to: string) =>
    readdirSync(join(repository, folder)).map(name => ({
      path: `${to}/${name}`,
      content: readFileSync(join(repository, folder, name)),
    }))
  return [
    ...read('site/style', 'style'),
    ...read('site/fonts', 'fonts'),
    ...read('dist/client', 'script'),
  ]
}
