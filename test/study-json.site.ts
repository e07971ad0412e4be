import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openArchives } from './helpers/archives.ts'
import { builtSite, builtStudies } from './helpers/built-site.ts'
import { createFollower } from './helpers/follow.ts'
import { rateInside } from './helpers/rate-inside.ts'

const archives = openArchives()
afterAll(archives.close)

/** study.json of the built site as a stranger takes it: by the schema beside it, with ajv. */

interface StudyFile {
  cells: {
    configuration: string
    workload: string
    state: string
    load: { worstIntervals?: { source: number }[] }
    results: {
      metric: string
      unit: string
      runs: { repeat: string; value: number; counts: boolean; origin: number }[]
    }[]
  }[]
  effects: { reversedBy: string[]; pairs: unknown[]; pValue: number }[]
  scores: {
    score: string
    workload: string
    ranked: { configuration: string; ranks: { lower: number; upper: number } }[]
    without: unknown[]
  }[]
  archives: { path: string; sha256: string }[]
  files: { archive: number; entry: string }[]
  kinds: { name: string; unit?: string; line?: number; pointer?: string }[]
  sources: [file: number, kind: number, value: number][]
  origins: (number | [first: number, last: number])[][]
}

type Source = ReturnType<typeof toSource>

/** What a tool wrote, with its place in a file. */
function toSource(json: StudyFile, number: number) {
  const [file, kind, value] = json.sources[number] ?? [-1, -1, Number.NaN]
  return { file, value, ...(json.kinds[kind] ?? { name: 'none' }) }
}

/** Numbers of all the sources that a number was computed from. */
function numbersAt(json: StudyFile, origin: number): number[] {
  return (json.origins[origin] ?? []).flatMap(part => {
    const [first, last] = typeof part === 'number' ? [part, part] : part
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })
}

const output = builtSite()
const read = (study: string, name: string) =>
  readFileSync(join(output, 'data', study, name), 'utf8')

type Validate = ReturnType<Ajv2020['compile']>

function open(study: string): [StudyFile, Validate] {
  const schema = JSON.parse(read(study, 'study.schema.json'))
  return [JSON.parse(read(study, 'study.json')), new Ajv2020({ strict: true }).compile(schema)]
}

const leastSources = { 'linux-io-engines': 3000, 'qemu-controllers': 20_000 }

describe.each(Object.entries(leastSources).filter(([study]) => builtStudies().includes(study)))(
  'study.json of %s',
  (study, least) => {
    let json: StudyFile
    let validate: Validate
    beforeAll(() => {
      ;[json, validate] = open(study)
    })

    test('is what its published schema says', () => {
      validate(json)
      expect(validate.errors).toBeNull()
    })

    test('is refused with one value as text', () => {
      const broken = JSON.parse(JSON.stringify(json))
      broken.sources.at(-1)[2] = '7'
      expect(validate(broken)).toBe(false)
      expect(validate.errors?.[0]?.instancePath).toBe(`/sources/${json.sources.length - 1}/2`)
    })

    test('lists each file, kind, source and origin once, and nothing that nobody refers to', () => {
      const { files, kinds, sources, origins } = json
      for (const list of [files, kinds, sources, origins])
        expect(new Set(list.map(item => JSON.stringify(item))).size).toBe(list.length)
      const ofLoads = json.cells.flatMap(({ load }) => load.worstIntervals ?? [])
      const expectUsed = (used: number[], list: unknown[]) =>
        expect([...new Set(used)].sort((a, b) => a - b)).toEqual(list.map((_, number) => number))
      expectUsed(
        runsOf(json).map(({ origin }) => origin),
        origins,
      )
      expectUsed(
        [
          ...origins.flatMap((_, origin) => numbersAt(json, origin)),
          ...ofLoads.map(({ source }) => source),
        ],
        sources,
      )
      expectUsed(
        sources.map(([file]) => file),
        files,
      )
      expectUsed(
        sources.map(([, kind]) => kind),
        kinds,
      )
      for (const { archive } of json.files) expect(json.archives[archive]).toBeDefined()
    })

    describe('leads every number to its byte', () => {
      const follow = createFollower(archives.read)

      test('each source stands where it is said to', { timeout: 240_000 }, () => {
        expect(json.sources.length).toBeGreaterThan(least)
        for (const number of json.sources.keys()) {
          const { file, ...source } = toSource(json, number)
          const { archive = -1, entry = '' } = json.files[file] ?? {}
          follow({ ...source, archive: `data/${study}/${json.archives[archive]?.path}`, entry })
        }
      })
    })

    const shares = new Map<string, number>()
    /** Of a load that nothing holds, whose rate is that inside perf's window by fio's log. */
    const shareOf = (sources: Source[]) => {
      const log = sources.find(({ name }) => /^iops log, \d+ lines/.test(name))
      const { archive = -1, entry = '' } = (log && json.files[log.file]) ?? {}
      const path = `data/${study}/${json.archives[archive]?.path}`
      if (!log) return 1
      const key = `${path} ${entry}`
      const known = shares.get(key)
      const file = (name: string) => archives.read(path, entry.replace(/[^/]*$/, name))
      const share = known ?? rateInside(file)
      shares.set(key, share)
      return share
    }

    test('IOPS and context switches per I/O come out again from their sources', () => {
      const made = json.cells.flatMap(({ configuration, results }) =>
        results
          .filter(({ metric }) => !isNet(metric, results))
          .flatMap(({ metric, unit, runs }) =>
            runs.map(({ value, origin }) => {
              const sources = numbersAt(json, origin).map(number => toSource(json, number))
              return {
                name: `${configuration} ${metric}`,
                value,
                again: recompute(`${metric.replace(/^gross-/, '')} (${unit})`, sources),
                share: shareOf(sources),
              }
            }),
          ),
      )
      const computed = made.filter(({ again }) => again !== undefined)
      for (const { name, value, share, again = 0 } of computed) {
        const far = Math.abs(again / share / value - 1)
        expect(far, name).toBeLessThan(share === 1 ? 1e-9 : 1e-6)
      }
      expect(computed.length).toBeGreaterThan(150)
    })

    test('has the rows of effects.csv and scores.csv', () => {
      const rows = (name: string) => read(study, name).trim().split('\r\n').slice(1)
      expect(rows('effects.csv').length).toBe(json.effects.length)
      const reversed = json.effects.filter(({ reversedBy }) => reversedBy.length > 0)
      expect(rows('effects.csv').filter(row => !row.endsWith(',')).length).toBe(reversed.length)
      const scored = json.scores.flatMap(({ ranked, without }) => [...ranked, ...without])
      expect(rows('scores.csv').length).toBe(scored.length)
      for (const { ranked } of json.scores) {
        for (const { ranks } of ranked) {
          expect(ranks.lower).toBeLessThanOrEqual(ranks.upper)
          expect(ranks.upper).toBeLessThanOrEqual(ranked.length)
        }
      }
    })
  },
)

test.each<[string, (broken: StudyFile) => void]>([
  ['a value as text', broken => set(broken.sources[0], '2', '7')],
  ['a source without its value', broken => broken.sources[0]?.splice(2)],
  ['a source that tells more', broken => set(broken.sources[0], '3', 7)],
  ['a kind without a name', broken => set(broken.kinds[0], 'name', undefined)],
  ['a position before the first', broken => set(broken.sources[0], '0', -1)],
  ['half a position', broken => set(firstRun(broken), 'origin', 0.5)],
  ['a range without its end', broken => set(broken.origins[0], '0', [0])],
  ['a hash that is none', broken => set(broken.archives[0], 'sha256', 'abc')],
  ['a state that nobody knows', broken => set(broken.cells[0], 'state', 'guessed')],
  ['a missing interval end', broken => set(broken.effects[0], 'ratio', { value: 1, lower: 1 })],
  ['a p-value above 1', broken => set(broken.effects[0], 'pValue', 1.1)],
  ['a rank in words', broken => set(broken.scores[0]?.ranked[0], 'ranks', 'first')],
  ['a key that nobody described', broken => set(broken.cells[0], 'note', 'x')],
  ['no cells', broken => set(broken, 'cells', undefined)],
])('the schema refuses %s', (_, damage) => {
  const [json, validate] = open('linux-io-engines')
  damage(json)
  // Through text, as a file would be: what is undefined is not there.
  expect(validate(JSON.parse(JSON.stringify(json)))).toBe(false)
})

function set(object: object | undefined, key: string, value: unknown): void {
  Object.assign(object ?? {}, { [key]: value })
}

/** What a reference was subtracted from, where the gross cost stands beside it. */
function isNet(metric: string, results: { metric: string }[]): boolean {
  return results.some(other => other.metric === `gross-${metric}`)
}

function runsOf({ cells }: StudyFile) {
  return cells.flatMap(({ results }) => results.flatMap(({ runs }) => runs))
}

function firstRun(json: StudyFile) {
  return runsOf(json)[0]
}

/** By the formula on the page, from what the tools wrote; undefined for other metrics. */
function recompute(metric: string, sources: Source[]): number | undefined {
  const named = (name: string) => sources.find(source => source.name === name)?.value ?? Number.NaN
  const rate = named('total_ios') / (named('runtime') / 1000)
  if (metric === 'iops (IO/s)') return rate
  if (metric !== 'context-switches (switch/IO)') return undefined
  return named('context-switches') / named('seconds time elapsed') / rate
}
