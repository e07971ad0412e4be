import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { createReports, perfText } from './helpers/propose.ts'
import { technoteProcess } from './helpers/technote.ts'

const root = mkdtempSync(join(tmpdir(), 'technote-words-'))
const file = join(root, 'data/mine/study.yaml')
afterAll(() => rmSync(root, { recursive: true }))

/** A study with each kind of thing that study.yaml may say, as init proposes it. */
beforeAll(() => {
  const fio = createReports()
  for (const engine of ['libaio', 'psync']) {
    for (const mode of ['native', 'threads']) {
      for (const rw of ['randread', 'randwrite']) {
        for (const run of [1, 2, 3]) {
          const at = join(root, `data/mine/${engine}-${mode}/${rw}/run${run}`)
          mkdirSync(at, { recursive: true })
          const options = { ioengine: engine, rw, bs: '4k', rate_iops: '1000' }
          const count = 30_000 + run * engine.length * mode.length
          writeFileSync(join(at, 'fio.json'), fio(options))
          writeFileSync(
            join(at, 'perf.txt'),
            perfText("process id '7'", count).replace(
              '\n\n 10.0',
              `\n ${count * 3}.00 msec task-clock\n\n 10.0`,
            ),
          )
        }
      }
    }
  }
  const { status, err } = technoteProcess(['init', '--root', root])
  expect(status, err).toBe(0)
})

type Yaml = { [key: string]: Yaml | string | number | boolean | string[] }

/** Each text of study.yaml that readers see, with the path of its key. */
function findTexts(yaml: Yaml, path: string[] = []): { path: string[]; text: string }[] {
  return Object.entries(yaml).flatMap(([key, value]) => {
    const at = [...path, key]
    if (typeof value === 'object' && !Array.isArray(value)) return findTexts(value, at)
    const isSeen =
      ['title', 'description', 'measured', 'label'].includes(key) || path.at(-1) === 'levels'
    return isSeen && typeof value === 'string' ? [{ path: at, text: value }] : []
  })
}

function setAt(yaml: Yaml, [key = '', ...rest]: string[], value: Yaml[string]): Yaml {
  const below = yaml[key]
  return {
    ...yaml,
    [key]: rest.length === 0 ? value : setAt((below ?? {}) as Yaml, rest, value),
  }
}

/** Build with a manifest; the text of all pages that init wrote, tags and all. */
function buildWith(yaml: Yaml): { status: number | null; err: string; pages: Map<string, string> } {
  writeFileSync(file, stringify(yaml))
  const { status, err } = technoteProcess(['build', '--root', root])
  const names = readdirSync(join(root, '_site')).filter(name => name.endsWith('.html'))
  const pages = names.map((name): [string, string] => [
    name,
    readFileSync(join(root, '_site', name), 'utf8'),
  ])
  return { status, err, pages: new Map(pages) }
}

describe('pages that init wrote hold no word that study.yaml has no more', () => {
  let proposed: Yaml
  let worded: Yaml
  let words: { path: string[]; word: string }[]

  beforeAll(() => {
    proposed = parse(readFileSync(file, 'utf8'))
    // Words that stand nowhere else, so that each can be looked for.
    words = findTexts(proposed).map(({ path }, at) => ({
      path,
      word: `zq${'abcdefghij'[at % 10]}${at}word`,
    }))
    worded = words.reduce((yaml, { path, word }) => setAt(yaml, path, word), proposed)
  })

  test('as written, the words themselves are there', () => {
    const { status, err, pages } = buildWith(worded)
    expect(status, err).toBe(0)
    expect(words.length).toBeGreaterThan(14)
    const all = [...pages.values()].join('\n')
    for (const { path, word } of words) {
      // What perf was told to look at stands in the table of metrics, by its description.
      const isShown = !(path[0] === 'scopes' && path.at(-1) === 'label')
      expect([path.join('.'), all.includes(word)]).toEqual([
        path.join('.'),
        isShown || all.includes(word),
      ])
    }
  })

  test('each text', () => {
    for (const { path, word } of words) {
      const { status, err, pages } = buildWith(setAt(worded, path, 'another wording'))
      expect(status, `${path.join('.')}\n${err}`).toBe(0)
      const stale = [...pages].filter(([, html]) => html.includes(word)).map(([name]) => name)
      expect([path.join('.'), stale]).toEqual([path.join('.'), []])
    }
  })

  test('the baseline', () => {
    const levels = (proposed.factors as Yaml).engine as Yaml
    const other = Object.keys(levels.levels as Yaml).find(
      level => level !== (proposed.baseline as Yaml).engine,
    )
    const was = buildWith(proposed).pages.get('index.html') ?? ''
    const { status, err, pages } = buildWith(setAt(proposed, ['baseline', 'engine'], other ?? ''))
    expect(status, err).toBe(0)
    const said = (html: string) => /for the baseline, ([^.]*)\./.exec(html)?.[1]
    expect(said(was)).toBe('libaio · native')
    for (const [name, html] of pages) {
      expect([
        name,
        [...html.matchAll(/the baseline, ([^.<]*)/g)].filter(([, at]) => at !== 'psync · native'),
      ]).toEqual([name, []])
    }
  })

  test.each<[what: string, path: string[], value: Yaml[string], old: RegExp]>([
    ['the unit of work', ['workloads', 'randread', 'per'], 'B', /Context switches per I\/O/],
    [
      'a unit of its own',
      ['workloads', 'randread', 'per'],
      { page: '16 KiB' },
      /Context switches per I\/O/,
    ],
    ['the target', ['workloads', 'randread', 'target'], '999 IO/s', /data-value="1000">/],
    [
      'another count',
      ['metrics', 'context-switches'],
      { count: 'context-switches', per: 'task-clock', scope: 'perf' },
      /Context switches per I\/O/,
    ],
    [
      'what it is the inverse of',
      ['metrics', 'context-switches'],
      { count: 'context-switches', scope: 'perf', inverse: true },
      /Context switches per I\/O/,
    ],
    ['what is assumed', ['assume'], 'nothing', /geometric mean/],
    ['how many repeats', ['repeats'], 3, /./],
    ['a limit of a gate', ['gates'], { spread: 0.5 }, /./],
  ])('%s', (_, path, value, old) => {
    const { status, err, pages } = buildWith(setAt(proposed, path, value))
    // With too few runs for a median with an interval, a number is told to be none, at its line.
    const isTold = path[0] === 'assume'
    if (isTold && status !== 0) expect(err).toMatch(/site\/[\w-]+\.md:\d+:\d+: error Unexpected/)
    else expect(status, err).toBe(0)
    const page = pages.get('workload-randread.html') ?? ''
    const own = page.slice(page.indexOf('<article'), page.indexOf('id="appendix'))
    if (old.source !== '.' && !isTold) expect(own).not.toMatch(old)
  })

  test('a name that is no longer there is an error at its line', () => {
    const { 'context-switches': metric, ...metrics } = proposed.metrics as Yaml
    const renamed = { ...proposed, metrics: { switches: metric ?? '', ...metrics }, scores: {} }
    const { status, err } = buildWith(renamed)
    expect(status).toBe(1)
    expect(err).toMatch(/site\/index\.md:\d+:\d+: error Unexpected metric `context-switches`/)
  })
})
