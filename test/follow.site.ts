import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createRandom } from '../src/statistics/distribution/random.ts'
import { openArchives } from './helpers/archives.ts'
import { builtSite, builtStudies } from './helpers/built-site.ts'
import { createFollower } from './helpers/follow.ts'
import { type LedgerRun, type Listed, readLedger, toNumber, toText } from './helpers/ledgers.ts'
import { rateInside } from './helpers/rate-inside.ts'

/**
 * The numbers of the built pages are followed: link, summary, ledger, archive, file, line or
 * pointer. The archives are unpacked with tar, and what stands there is read without technote's
 * parsers. That every number has such a link is for `census.test.ts`.
 */
const output = builtSite()
const studies = builtStudies()
const archives = openArchives()
afterAll(archives.close)
const followShown = createFollower(archives.read)

const html = (path: string) => readFileSync(join(output, path), 'utf8')
const pages = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter(
  path => path.endsWith('.html') && !path.startsWith('single/'),
)
const filesOf = (study: string, kind: string) =>
  readdirSync(join(output, 'data', study))
    .filter(name => name.startsWith(`${kind}-`) && name.endsWith('.html'))
    .map(name => `data/${study}/${name}`)
const ledgers = new Map<string, LedgerRun[]>()
function openLedger(path: string): LedgerRun[] {
  const runs = ledgers.get(path) ?? readLedger(output, path)
  ledgers.set(path, runs)
  return runs
}

/** The runs of all the cells of a ledger, each of which has pages of its own. */
function openWhole(path: string): LedgerRun[] {
  const [folder = '', name = ''] = [posix.dirname(path), posix.basename(path, '.html')]
  const own = readdirSync(join(output, folder)).filter(file => file.startsWith(`${name}~`))
  return own.flatMap(file => openLedger(`${folder}/${file}`))
}

/** Links of a page to ledgers and summaries, from the root of the site. */
function linksOf(path: string): string[] {
  const links = html(path).matchAll(/href="([^"#]*(?:ledger|summary)-[^"#]*|)#([^"]*)"/g)
  return [...links]
    .map(([, file = '', id]) => `${file ? posix.join(posix.dirname(path), file) : path}#${id}`)
    .filter(link => /\/(ledger|summary)-[^/]*$/.test(link))
}

describe('links of numbers', () => {
  const sections = new Map<string, string>()
  for (const path of studies.flatMap(id => [...filesOf(id, 'ledger'), ...filesOf(id, 'summary')])) {
    for (const section of html(path).split('<h2 id="').slice(1)) {
      sections.set(`${path}#${section.split('"')[0]}`, section.split('</section>')[0] ?? '')
    }
    for (const group of html(path).split('<tbody id="').slice(1)) {
      sections.set(`${path}#${group.split('"')[0]}`, group.split('</tbody>')[0] ?? '')
    }
  }
  /** Links within a ledger or summary that are none of a number. */
  const isOther = (link: string) => /#main$|\.r\w+$/.test(link)

  test.each(pages)('of %s lead to runs with sources, or to rows that lead there', path => {
    for (const link of new Set(linksOf(path).filter(link => !isOther(link)))) {
      const section = sections.get(link)
      expect(section, `${path}: ${link}`).toBeDefined()
      if (link.includes('/ledger-')) {
        expect(section, link).toMatch(/class="sources"|Not possible:|No usable run/)
        continue
      }
      const rows = section?.match(/<tr>.*?<\/tr>/g)?.slice(1) ?? []
      expect(rows.length, link).toBeGreaterThan(0)
      for (const row of rows)
        expect(row.includes('ledger-') || !/\d/.test(toText(row.split('</th>')[1]))).toBe(true)
    }
  })

  test('are many, on every page that shows measurements', () => {
    const counts = new Map(pages.map(path => [path, linksOf(path).length]))
    expect(counts.get('linux-io-engines.html')).toBeGreaterThan(80)
    if (studies.length === 1) return
    for (const tables of ['tables-fixed-iops', 'tables-fixed-bandwidth', 'tables-unlimited']) {
      expect(counts.get(`${tables}.html`), tables).toBeGreaterThan(200)
    }
    expect(counts.get('index.html')).toBeGreaterThan(3)
  })

  test('of what a sentence holds are there one by one', () => {
    const values = pages.flatMap(
      path => html(path).match(/<data class="value"[^>]*>.*?<\/data>/g) ?? [],
    )
    expect(values.length).toBeGreaterThan(studies.length > 1 ? 50 : 10)
    for (const value of values) expect(value).toMatch(/<a href="[^"]*#[^"]+"/)
  })
})

/** Sources of all runs, or for a large study a seeded sample of each round, file and name. */
function choose(study: string): Listed[] {
  const all = filesOf(study, 'ledger').flatMap(path => openLedger(path).flatMap(run => run.sources))
  if (study === 'linux-io-engines') return all
  const groups = new Map<string, Listed[]>()
  for (const item of all) {
    const round = /round-\d+/.exec(item.archive)?.[0]
    const name = item.name.replaceAll(/\d+/g, 'N')
    const key = [round, posix.basename(item.entry), name].join(' ')
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  const random = createRandom(20_261_125)
  const some = (items: Listed[]) =>
    Array.from({ length: 8 }, () => items[Math.floor(random() * items.length)] as Listed)
  return [...groups.values()].flatMap(some)
}

const followed: [study: string, least: number, files: string[]][] = [
  [
    'linux-io-engines',
    2400,
    [
      'fio.json',
      'perf-process.txt',
      'perf-cpu.csv',
      'perf-cpu.json',
      'perf-script.txt',
      'mpstat.json',
      'fio_iops.1.log',
    ],
  ],
  [
    'qemu-controllers',
    500,
    [
      'fio.json',
      'perf-threads.csv',
      'perf-threads.json',
      'perf-threads.txt',
      'perf-process.txt',
      'perf-script.txt',
      'query-blockstats-before.json',
      'fio_iops.1.log',
    ],
  ],
]

describe('every source is where it is said to be', () => {
  test.each(followed.filter(([study]) => studies.includes(study)))(
    'of %s',
    (study, least, files) => {
      const chosen = choose(study)
      for (const item of chosen) follow(item)
      expect(chosen.length).toBeGreaterThan(least)
      const found = new Set(chosen.map(({ entry }) => posix.basename(entry)))
      for (const file of files) expect(found).toContain(file)
    },
  )
})

function follow({ name, value, archive, entry, at }: Listed): void {
  const [line = '', pointer] = at.split('#')
  followShown({
    archive,
    entry,
    name,
    value: Number(value.split(' ')[0]),
    ...(pointer === undefined ? { line: Number(line.slice(1)) } : { pointer }),
  })
}

describe('numbers computed again from what was followed', () => {
  const median = (values: number[]) => {
    const sorted = [...values].sort((a, b) => a - b)
    const half = sorted.length / 2
    return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half) - 1] ?? 0)) / 2
  }
  const geometric = (values: number[]) =>
    Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
  const centres: { [study: string]: (values: number[]) => number } = {
    'linux-io-engines': geometric,
    'qemu-controllers': geometric,
    'qemu-ladder': geometric,
  }
  const centreOf = (study: string, isNet: boolean) => {
    const centre = centres[study] ?? median
    return isNet && centre === geometric ? arithmetic : centre
  }

  const arithmetic = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const isAsPrinted = (shares: number[]) => shares.some(share => Math.abs(share - 1) < 0.012)

  /** What a reference was subtracted from, with the gross beside it, can be below zero. */
  const isNet = (heading: string, headings: string[]) => {
    const [label] = heading.split(/, (?=[^,]*$)/)
    return / net of /.test(heading) || headings.some(other => other.startsWith(`${label}, gross, `))
  }

  /** A slope can be below zero too. */
  const isOfLadder = (path: string) => /qemu-ladder\/summary-(large-)?reads\./.test(path)

  /** Estimates of a summary: `[cell, heading, text]` */
  function readEstimates(path: string): [string, string, string][] {
    const section = html(path).split('<h2 id="estimates">')[1]?.split('</section>')[0] ?? ''
    const headings = [...section.matchAll(/<th scope="col"[^>]*>(.*?)<\/th>/g)].map(m =>
      toText(m[1]),
    )
    return [...section.matchAll(/<tr[^>]*><th scope="row">(.*?)<\/tr>/g)].flatMap(([, row = '']) =>
      [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].flatMap(([, cell = ''], at) => {
        const id = /#([^"]*)"/.exec(row)?.[1] ?? ''
        const heading = headings[at + 1] ?? ''
        return cell === '—' ? [] : [[id, heading, toText(cell)] as [string, string, string]]
      }),
    )
  }

  /** Whether a heading ends with this unit, and not with thousands of it. */
  function isIn(heading: string, unit: string): boolean {
    return (
      heading.endsWith(` ${unit}`) && !/(thousand|million) $/.test(heading.slice(0, -unit.length))
    )
  }

  /** The values of a metric in the runs of a cell that count, and whether their unit is another. */
  function valuesOf(runs: LedgerRun[], cell: string, heading: string) {
    const [label = '', unit = ''] = heading.split(/, (?=[^,]*$)/)
    const own = runs.filter(run => run.cell === cell)
    const counted = own.some(run => !run.isMissed) ? own.filter(run => !run.isMissed) : own
    const isMeant = (name: string) =>
      name.startsWith(`${label} `) && !/^ (of|net|with)\b/.test(name.slice(label.length))
    const name = Object.keys(own[0]?.values ?? {}).find(isMeant) ?? ''
    const values = counted.map(run => run.values[name]).filter(text => text && text !== 'n/r')
    return { values: values.map(text => toNumber(text ?? '')), isOther: !isIn(name, unit) }
  }

  test.each(studies)('all estimates of %s are those of the runs in its ledgers', study => {
    let compared = 0
    for (const path of filesOf(study, 'summary')) {
      const runs = openWhole(path.replace('summary-', 'ledger-'))
      // Percentiles are of all I/Os together, and not made of the runs' own.
      const estimates = readEstimates(path).filter(([, heading]) => !/^p\d/.test(heading))
      const headings = estimates.map(([, heading]) => heading)
      for (const [cell, heading, text] of estimates) {
        const { values, isOther } = valuesOf(runs, cell, heading)
        // Under a workload without a reference the two are the same cost, and its mean that of logs.
        const isSigned = isNet(heading, headings) || isOfLadder(path)
        const centres = [centreOf(study, false), centreOf(study, isSigned)]
        const made = centres.map(centre => centre(values))
        const scales = isOther ? [1e3, 1e-3] : [1]
        const shares = made.flatMap(value => scales.map(scale => (value * scale) / toNumber(text)))
        const where = `${path} ${cell} ${heading}: ${text} of ${values.join(', ')}`
        expect(isAsPrinted(shares) || made.includes(toNumber(text)), where).toBe(true)
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(150)
  })

  test.each(studies)('IOPS, latency and switches of a sample of runs of %s', study => {
    const random = createRandom(7)
    // The rungs of a ladder together are a run without a rate of its own.
    const all = filesOf(study, 'ledger')
      .flatMap(openLedger)
      .filter(({ values }) =>
        Object.keys(values).some(key => /^IOPS /.test(key) && toNumber(values[key] ?? '') > 0),
      )
    const sample = Array.from(
      { length: 40 },
      () => all[Math.floor(random() * all.length)] as LedgerRun,
    )
    for (const run of sample) {
      const of = (file: string, name: string, at = '') => {
        const found = run.sources.find(
          item =>
            item.entry.endsWith(`/${file}`) &&
            !item.entry.startsWith('idle/') &&
            item.name === name &&
            item.at.includes(at),
        )
        return Number(found?.value.split(' ')[0])
      }
      const shown = (name: string) => {
        const heading = Object.keys(run.values).find(key => key.startsWith(name)) ?? name
        return [toNumber(run.values[heading] ?? ''), heading] as const
      }
      const rate = of('fio.json', 'total_ios') / (of('fio.json', 'runtime') / 1000)
      const log = run.sources.find(({ name }) => /^iops log, \d+ lines from here/.test(name))
      const isFree = log && !/^idle\//.test(log.entry)
      const share = isFree
        ? rateInside(file => archives.read(log.archive, log.entry.replace(/[^/]*$/, file)))
        : 1
      const expectNear = (name: string, made: number) => {
        const [found, heading] = shown(name)
        const scale = [1e-6, 1e-3, 1, 1e3, 1e6, 1e9].find(
          scale => Math.abs((made * scale) / found - 1) < 2e-3,
        )
        expect(scale, `${run.id} ${heading}: ${found}, computed ${made}`).toBeDefined()
      }
      expectNear('IOPS fio’s report IO/s', rate)
      expectNear('Mean completion latency', of('fio.json', 'mean', 'clat_ns') / 1e9)
      const perSecond =
        of('perf-process.txt', 'context-switches') / of('perf-process.txt', 'seconds time elapsed')
      const isPerGiB = Object.keys(run.values).some(key =>
        /^Context switches(, gross)? \S+ (thousand )?switches per GiB/.test(key),
      )
      const bytes = of('fio.json', 'io_bytes') / (of('fio.json', 'runtime') / 1000)
      const names = [
        'Context switches, gross QEMU ',
        'Context switches QEMU ',
        'Context switches fio ',
      ]
      const name = names.find(start => Object.keys(run.values).some(key => key.startsWith(start)))
      expectNear(name ?? '', isPerGiB ? perSecond / (bytes / 2 ** 30) : perSecond / (rate * share))
    }
  })
})

describe('data for other programs', () => {
  const path = (name: string) => join(output, 'data/linux-io-engines', name)

  test('CSV files have a row for each run, estimate and comparison', () => {
    const rows = (name: string) => readFileSync(path(name), 'utf8').trim().split('\r\n').length - 1
    expect(rows('runs.csv')).toBe(120)
    expect(rows('estimates.csv')).toBe(15 * 18)
    expect(rows('comparisons.csv')).toBeGreaterThan(80)
  })

  test('each table is there as text and Markdown', () => {
    const text = readFileSync(join(output, 'tables/linux-io-engines/table-2.txt'), 'utf8')
    expect(
      Math.max(
        ...text
          .split('\n')
          .slice(0, 3)
          .map(line => line.length),
      ),
    ).toBeLessThanOrEqual(78)
    expect(text).toMatch(/^libaio +0\.087/m)
    const markdown = readFileSync(join(output, 'tables/linux-io-engines/table-2.md'), 'utf8')
    expect(markdown).toMatch(/^\| libaio \| 0\.087/m)
  })
})
