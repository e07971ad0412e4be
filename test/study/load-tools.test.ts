import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadReaders } from '../../src/study/load-readers.ts'
import { readManifest } from '../../src/study/manifest/read-manifest.ts'
import { nameTools, sayNeeds, toWords } from '../../src/study/tool-words.ts'
import { repository } from '../helpers/technote.ts'

/** Rooms that know a load by its `LoadReader` alone; those before `study` know formats. */
const rooms = ['study', 'redact', 'efficiency', 'charts', 'tables', 'pages', 'site', 'environment']

/** Where the code may say the name of a load generator all the same, each with its reason. */
const mayName: { [path: string]: string } = {
  'study/load-readers.ts': 'the table',
  'study/study.ts': 'job files of fio are published as captures are',
  'study/to-study.ts': 'job files of fio are published as captures are',
  'study/manifest/manifest.ts': 'older names of what study.yaml calls a gate and a way to count',
  'study/match/to-ingested.ts': 'formats in which nothing was measured',
  'environment/differences.ts': 'facts of job files',
  'environment/platform.ts': 'how long a job file asks for, as fio reads it',
  'environment/findings/judge.ts': 'findings on job files',
  'pages/evidence/environment-summary.ts': 'facts of job files',
  'pages/evidence/environment.ts': 'facts of job files',
}

const root = join(import.meta.dirname, '../../src')
const names = loadReaders.map(({ tool }) => tool.name)
const ownFolders = [
  ...names.map(name => `study/${name}/`),
  ...names.map(name => `environment/findings/${name}.ts`),
]
const files = rooms
  .flatMap(room =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map(
      path => `${room}/${path.replaceAll('\\', '/')}`,
    ),
  )
  .filter(path => /\.ts$/.test(path) && !ownFolders.some(folder => path.startsWith(folder)))

/** Without comments, which may have examples. */
function codeOf(path: string): string {
  const text = readFileSync(join(root, path), 'utf8')
  return text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

test('only a reader and a few listed files name a load generator', () => {
  const pattern = new RegExp(names.join('|'), 'i')
  expect(files.length).toBeGreaterThan(200)
  expect(files.filter(path => pattern.test(codeOf(path))).sort()).toEqual(
    Object.keys(mayName).sort(),
  )
})

test('sentences name the tools of their runs, each once', () => {
  const [fio] = loadReaders.map(({ tool }) => ({ generator: tool }))
  const other = { generator: { ...loadReaders[0].tool, name: 'other' } }
  expect(nameTools([])).toBe('the load generator')
  expect(fio && nameTools([fio, fio])).toBe('fio')
  expect(fio && toWords([fio, other, fio])).toEqual({
    tool: 'fio and other',
    sizeOption: 'bs and bs',
  })
  expect(fio && sayNeeds([fio], 'bins')).toBe('fio’s `--output-format=json+`')
})

test('a study may call a gate and a way to count by their older names', () => {
  const documented = readFileSync(join(repository, 'docs/study.md'), 'utf8').split('```yaml\n')[1]
  const yaml = (documented?.split('\n```')[0] ?? '')
    .replace('perf: beside-load', 'perf: beside-fio')
    .replace(/^gates:.*$/m, 'gates:\n  fio-error: off')
  const { manifest, messages } = readManifest(yaml, 'x')
  expect(messages).toEqual([])
  expect(manifest?.gates['load-error']).toBe('off')
  expect(Object.values(manifest?.scopes ?? {}).map(({ perf }) => perf)).toContain('beside-load')
})
