import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Efficiency } from '../../src/efficiency/efficiency.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import type { OutputFile } from '../../src/model/output-file.ts'
import type { SiteParts } from '../../src/site/bundle/site-parts.ts'
import type { Study } from '../../src/study/study.ts'
import { makeReferenceStudy } from '../charts/studies.ts'
import { makeSite, templatesWithScript } from './pages.ts'
import { repository } from './technote.ts'

/**
 * A part with 8 figures, a table of 36 rows, every number with its sources, and 200 kB of
 * captures: what the budgets of a page are for. Once with as many kinds of figures of costs as
 * there are, five of them with 36 rows; once with those of part 2 of our series.
 */
export const referenceParts: { [name: string]: string[] } = {
  'costs-36-rows': [
    'kind=matrix metric=switches',
    'kind=dots metric=cpu-time',
    'kind=effects metric=switches',
    'kind=effects metric=cpu-time',
    'kind=effects metric=backend-cycles',
    'kind=matrix metric=backend-cycles',
    'kind=tradeoff x=switches y=cpu-time',
    'kind=scores score=efficiency',
  ],
  'as-part-2': [
    'kind=series configurations="c0.native c11.threads"',
    'kind=matrix metric=switches',
    'kind=effects metric=switches',
    'kind=dots metric=backend-cycles',
    'kind=parts metrics="user-time system-time"',
    'kind=scores score=efficiency',
    'kind=matrix metric=backend-cycles',
    'kind=effects metric=backend-cycles',
  ],
}

export const captures = makeCaptures()

/** A site with this one of them as its page, and all files that it needs. */
export async function makeReferencePart(name: string): Promise<SiteParts> {
  const { parts, messages } = await makeSite({
    yaml: `pages: [index, ${name}]`,
    pages: {
      index: {},
      [name]: { front: 'study: reference', text: toText(referenceParts[name] ?? []) },
    },
    context: {
      efficiencies: [referenceEfficiency()],
      templates: templatesWithScript(),
    },
  })
  if (messages.length > 0) throw new Error(JSON.stringify(messages))
  const assets = readAssets().map(file => [file.path, file] as const)
  return { ...parts, files: new Map([...parts.files, ...assets]) }
}

let efficiency: Efficiency | undefined

/** Of all parts the same. */
function referenceEfficiency(): Efficiency {
  efficiency ??= toEfficiency(withSources(makeReferenceStudy()))
  return efficiency
}

/** Findings are for people, and say little here. */
function toText(figures: string[]): string {
  return [
    ':::abstract\nThe switches of a read change by :effect{factor=aio from=native to=threads metric=switches workload=iops}.\n:::',
    ...figures.map(
      (attributes, index) =>
        `## Section ${index}\n\n${'What is asked here, and why it matters for what a host pays. '.repeat(3)}\n\n:::figure{#fig-${index} ${attributes} workload=iops}\nA finding of figure ${index}\n:::`,
    ),
    '::table{#costs kind=costs workload=iops metrics="switches cpu-time"}',
  ].join('\n\n')
}

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
