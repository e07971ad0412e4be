import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { recall, remember, toRememberable } from '../src/cli/last-run.ts'
import { vocabularyFolder } from '../src/privacy/known/vocabulary.ts'
import { engineRuns, smallProject } from './helpers/small-project.ts'
import { technoteProcess } from './helpers/technote.ts'

let root: string
let runs: number

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'technote-last-run-'))
  runs = 0
  for (const path of ['program/dist', `program/${vocabularyFolder}`, 'data/study', 'site']) {
    mkdirSync(join(root, path), { recursive: true })
  }
  writeFileSync(join(root, 'program/dist/main.js'), 'the program')
  writeFileSync(join(root, 'data/study/round-1.log'), '1 2 3')
  writeFileSync(join(root, 'site/index.md'), 'A word.')
  return () => rmSync(root, { recursive: true })
})

/** A build as the program makes it, of which the files only are of interest. */
async function build(args: string[] = [], status = 0) {
  const said: string[] = []
  const listen = (text: string) => said.push(text)
  const terminal = { out: listen, err: listen }
  const call = toRememberable(['build', '--root', root, ...args], join(root, 'program/'), false)
  if (!call) throw new Error('not to be remembered')
  const known = await recall(call, terminal)
  const answer =
    known ??
    (await remember(call, terminal, async to => {
      runs += 1
      to.err('1 warning\n')
      if (status === 0) writeSite(call.output ?? '')
      to.out(`run ${runs}\n`)
      return status
    }))
  return { status: answer, said: said.join('') }
}

/** Whole, in the place of the one before. */
function writeSite(output: string) {
  rmSync(output, { recursive: true, force: true })
  mkdirSync(`${output}.new`)
  writeFileSync(join(`${output}.new`, 'manifest.json'), '{}')
  writeFileSync(join(`${output}.new`, 'index.html'), '<p>A word.</p>')
  renameSync(`${output}.new`, output)
}

const once = { status: 0, said: '1 warning\nrun 1\n' }

test('nothing changed: the same is said, and nothing is run', async () => {
  expect(await build()).toEqual(once)
  expect(await build()).toEqual(once)
  expect(await build()).toEqual(once)
  expect(runs).toBe(1)
})

test.each<[string, () => void]>([
  ['another word', () => writeFileSync(join(root, 'site/index.md'), 'A words')],
  ['a longer page', () => writeFileSync(join(root, 'site/index.md'), 'A word and more.')],
  ['a new archive', () => writeFileSync(join(root, 'data/study/round-2.log'), '4 5 6')],
  ['an archive that is gone', () => rmSync(join(root, 'data/study/round-1.log'))],
  [
    'another file of the same size and time',
    () => {
      const path = join(root, 'data/study/round-1.log')
      const { atime, mtime } = lstatSync(path)
      writeFileSync(`${path}.new`, '1 2 4')
      utimesSync(`${path}.new`, atime, mtime)
      renameSync(`${path}.new`, path)
    },
  ],
  ['another program', () => writeFileSync(join(root, 'program/dist/main.js'), 'the programm')],
  [
    'another vocabulary',
    () => writeFileSync(join(root, 'program', vocabularyFolder, 'words.bin'), 'other words'),
  ],
  ['an edited page of the site', () => writeFileSync(join(root, '_site/index.html'), 'Mine!')],
  ['a page of the site that is gone', () => rmSync(join(root, '_site/index.html'))],
  ['a file beside them', () => writeFileSync(join(root, '_site/mine.html'), 'Mine!')],
  ['no site', () => rmSync(join(root, '_site'), { recursive: true })],
  ['no memory', () => rmSync(join(root, '.cache'), { recursive: true })],
])('%s: it is built again', async (_, change) => {
  await build()
  change()
  expect((await build()).said).toContain('run 2')
  expect((await build()).said).toContain('run 2')
})

test('a change that times do not tell is found by content', async () => {
  await build()
  const path = join(root, 'site/index.md')
  writeFileSync(path, 'A WORD.')
  // As on a system whose clock stood still between the two.
  const [name = ''] = readdirSync(join(root, '.cache/runs'))
  const file = join(root, '.cache/runs', name)
  const last = JSON.parse(readFileSync(file, 'utf8'))
  const { mtimeNs, ctimeNs } = lstatSync(path, { bigint: true })
  const seen = last.inputs[path]
  expect(seen.sha256).toHaveLength(64)
  last.inputs[path] = { ...seen, mtime: String(mtimeNs), ctime: String(ctimeNs) }
  writeFileSync(file, JSON.stringify(last))
  expect((await build()).said).toContain('run 2')
})

test('a file that changes while it is read is another next time', async () => {
  const call = toRememberable(['build', '--root', root], join(root, 'program/'), false)
  if (!call) throw new Error('not to be remembered')
  const silent = { out: () => undefined, err: () => undefined }
  await remember(call, silent, async () => {
    writeFileSync(join(root, 'site/index.md'), 'Another word.')
    writeSite(join(root, '_site'))
    return 0
  })
  expect(await recall(call, silent)).toBeUndefined()
})

test('a build that failed fails again, and not where it was mended', async () => {
  const failed = await build([], 1)
  expect(failed.status).toBe(1)
  expect(await build([], 1)).toEqual(failed)
  expect(runs).toBe(1)
  writeFileSync(join(root, 'site/index.md'), 'Mended.')
  expect((await build()).status).toBe(0)
})

test('other options are another call', async () => {
  await build()
  expect((await build(['--url', 'https://example.org/'])).said).toContain('run 2')
})

test('what leads elsewhere is not remembered', async () => {
  symlinkSync(join(root, 'program'), join(root, 'data/study/link'))
  await build()
  expect((await build()).said).toContain('run 2')
})

test('few calls are kept', async () => {
  for (let at = 0; at < 20; at += 1) await build(['--url', `https://example.org/${at}`])
  expect(readdirSync(join(root, '.cache/runs')).length).toBe(16)
})

describe('not remembered', () => {
  test.each([
    [['serve']],
    [['inspect']],
    [['build', '--no-cache']],
    [['build', '--previous', 'old']],
    [['check', '--help']],
    [['--version']],
    [[]],
  ])('%j', args => {
    expect(toRememberable(args, 'program/', false)).toBeUndefined()
  })
})

test('the program itself', () => {
  const project = smallProject(engineRuns())
  onTestFinished(project.remove)
  const first = technoteProcess(['build'], { cwd: project.root })
  const { ino } = lstatSync(join(project.root, '_site'))
  expect(technoteProcess(['build'], { cwd: project.root })).toEqual(first)
  expect(lstatSync(join(project.root, '_site')).ino).toBe(ino)
  expect(first.status).toBe(0)
  expect(technoteProcess(['--version']).out).toMatch(/^\d+\.\d+\.\d+\n$/)
})
