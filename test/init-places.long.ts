import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createReports, perfText } from './helpers/propose.ts'
import { technote } from './helpers/technote.ts'

const top = mkdtempSync(join(tmpdir(), 'technote-places-'))
afterAll(() => rmSync(top, { recursive: true }))

/** Three runs of two engines in a folder. */
function writeResults(folder: string): void {
  const fio = createReports()
  for (const engine of ['libaio', 'psync']) {
    for (const run of [1, 2, 3]) {
      const at = join(folder, `${engine}/run${run}`)
      mkdirSync(at, { recursive: true })
      writeFileSync(join(at, 'fio.json'), fio({ ioengine: engine, rw: 'randread', bs: '4k' }))
      writeFileSync(join(at, 'perf.txt'), perfText("process id '7'", 30_000 + run * engine.length))
    }
  }
}

function project(name: string): string {
  const root = join(top, name)
  mkdirSync(root, { recursive: true })
  return root
}

/** All files below a folder, by path. */
function list(folder: string): string[] {
  const items = readdirSync(folder, { recursive: true, withFileTypes: true })
  return items
    .filter(item => item.isFile())
    .map(item => join(item.parentPath, item.name).slice(folder.length + 1))
    .sort()
}

describe('a folder anywhere', () => {
  test.each([
    ['beside the project', 'a/note', 'a/results', '../results', '../../../results'],
    ['below the project', 'b', 'b/results', 'results', '../../results'],
    [
      'with a name that is none of a study',
      'c/note',
      'c/my results (1)',
      '../my results (1)',
      '../../../my results (1)',
    ],
  ])('%s: study.yaml says where it is, and the site builds', async (_, at, data, typed, said) => {
    const root = project(at)
    writeResults(join(top, data))
    const before = list(join(top, data))
    const { status, err } = await technote(['init', typed, '--root', root])
    expect(status, err).toBe(0)
    const [id = ''] = readdirSync(join(root, 'data'))
    expect(readFileSync(join(root, 'data', id, 'study.yaml'), 'utf8')).toContain(`data: ${said}\n`)
    expect(list(join(root, 'data'))).toEqual([`${id}/study.yaml`])
    expect(list(join(top, data))).toEqual(before)
    const built = await technote(['build', '--root', root])
    expect(built.status, built.err).toBe(0)
    expect(built.out).toContain(`data/${id}: 6 of 6 runs usable`)
    // What is published lies beside its study.yaml, which has no way out of the site.
    expect(readFileSync(join(root, '_site/data', id, 'study.yaml'), 'utf8')).not.toMatch(/^data:/m)
    expect(existsSync(join(root, '_site/data', id, 'loose-files.tar.gz'))).toBe(true)
  })

  test('run again, it is the same study', async () => {
    const root = project('a/note')
    const { err } = await technote(['init', '../results', '--root', root])
    expect(err).toContain('data/results/study.yaml is there already and was left alone')
    expect(readdirSync(join(root, 'data'))).toEqual(['results'])
  })

  test('of a folder that is no longer there, a build says so', async () => {
    const root = project('gone/note')
    writeResults(join(top, 'gone/results'))
    expect((await technote(['init', '../results', '--root', root])).status).toBe(0)
    rmSync(join(top, 'gone/results'), { recursive: true })
    const { status, err } = await technote(['build', '--root', root])
    expect(status).toBe(1)
    expect(err).toContain(
      'data/results/study.yaml: error Unexpected `data` that leads to no folder',
    )
  })

  test.each([
    [
      'the project itself',
      '.',
      /in which this project lies.*mkdir \.\.\/technote && cd \.\.\/technote && technote init \.\.\/own$/m,
    ],
    ['a folder above it', '..', /in which this project lies/],
    [
      'a file',
      'fio.json',
      /Unexpected file fio\.json, expected a folder; put it into data\/NAME\//,
    ],
    ['what is not there', 'nothing', /Unexpected folder nothing, expected one that is there/],
    ['deeper than a study', 'data/x/y', /run technote init data\/x, whose study/],
  ])('%s is refused with a way out', async (_, typed, way) => {
    const root = project('own')
    mkdirSync(join(root, 'data/x/y'), { recursive: true })
    writeFileSync(join(root, 'fio.json'), '{}')
    const { status, err } = await technote(['init', typed, '--root', root])
    expect(status).toBe(2)
    expect(err).toMatch(way)
    expect(existsSync(join(root, 'site'))).toBe(false)
  })
})

describe('several folders below data/', () => {
  const root = project('several')

  test('each becomes a study, which is said, and one site is of all', async () => {
    for (const name of ['first', 'second']) writeResults(join(root, 'data', name))
    const fio = join(root, 'data/second/libaio/run1/fio.json')
    writeFileSync(fio, readFileSync(fio, 'utf8').replaceAll('"io_bytes":', '"io_bytes":1'))
    const { status, err } = await technote(['init', '--root', root])
    expect(status, err).toBe(0)
    expect(err).toContain(
      '2 folders without a study.yaml: data/first, data/second; a study is proposed for each',
    )
    expect(readdirSync(join(root, 'site')).sort()).toEqual([
      'first-introduction.md',
      'first-workload-all.md',
      'index.md',
      'method.md',
      'second-introduction.md',
      'second-workload-all.md',
      'site.yaml',
    ])
    const built = await technote(['build', '--root', root])
    expect(built.status, built.err).toBe(0)
    for (const name of ['first', 'second']) {
      expect(built.out).toContain(`data/${name}: 6 of 6 runs usable`)
      expect(readFileSync(join(root, '_site/index.html'), 'utf8')).toContain(
        `href="${name}-workload-all.html"`,
      )
    }
  })

  test('a later one gets pages of its own, and the site as it is stays', async () => {
    const site = readFileSync(join(root, 'site/site.yaml'), 'utf8')
    writeResults(join(root, 'data/third'))
    const { status, out, err } = await technote(['init', '--root', root])
    expect(status, err).toBe(0)
    expect(out).toContain(
      'list the new pages in site/site.yaml, such as pages: [third-introduction, third-workload-all]',
    )
    expect(readFileSync(join(root, 'site/site.yaml'), 'utf8')).toBe(site)
    writeFileSync(
      join(root, 'site/site.yaml'),
      `${site}pages: [third-introduction, third-workload-all]\n`,
    )
    const built = await technote(['build', '--root', root])
    expect(built.status, built.err).toBe(0)
  })
})

test('what init has read, a build reads from memory', async () => {
  const root = project('memory')
  writeResults(join(root, 'data/mine'))
  expect((await technote(['init', '--root', root])).status).toBe(0)
  const cache = join(root, '.cache/digests')
  const digests = list(cache)
  const bytes = digests.map(name => readFileSync(join(cache, name), 'utf8'))
  expect(digests.length).toBeGreaterThan(0)
  expect(bytes.join()).toContain('"path":"study.yaml"')
  expect((await technote(['build', '--root', root])).status).toBe(0)
  expect(list(cache)).toEqual(digests)
  expect(digests.map(name => readFileSync(join(cache, name), 'utf8'))).toEqual(bytes)
})
