import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { readEntry, toTexts } from '../helpers/archive.ts'

/** Permissions do not hold for root, so the system's refusal is played: of what is named locked. */
const { refuse } = vi.hoisted(() => ({
  refuse: (path: unknown): Error | undefined =>
    /locked[^/]*$/.test(String(path))
      ? Object.assign(new Error(`EACCES: permission denied, open '${path}'`), { code: 'EACCES' })
      : undefined,
}))
vi.mock('node:fs/promises', async original => {
  const real = await original<typeof import('node:fs/promises')>()
  const guarded =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A) => {
      const error = refuse(args[0])
      if (error) throw error
      return call(...args)
    }
  return { ...real, readFile: guarded(real.readFile), readdir: guarded(real.readdir) }
})
vi.mock('node:fs', async original => {
  const real = await original<typeof import('node:fs')>()
  const createReadStream = (path: string) => {
    const error = refuse(path)
    if (!error) return real.createReadStream(path)
    return new Readable({ read: stream => stream, construct: done => done(error) })
  }
  return { ...real, createReadStream }
})

// Other files of this process may have loaded what is to be refused here, or load it after this.
let listArchives: typeof import('../../src/read/archive.ts').listArchives
beforeAll(async () => {
  vi.resetModules()
  ;({ listArchives } = await import('../../src/read/archive.ts'))
})
afterAll(() => {
  vi.doUnmock('node:fs')
  vi.doUnmock('node:fs/promises')
  vi.resetModules()
})

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'technote-unreadable-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('what cannot be read is told by its path in the study, and the rest is used', async () => {
  await mkdir(join(folder, 'r1/locked'), { recursive: true })
  await mkdir(join(folder, 'r2'))
  const files = ['r1/fio.json', 'r1/locked.txt', 'r1/locked/in.txt', 'r2/perf.txt', 'locked.tar']
  for (const file of files) await writeFile(join(folder, file), file)
  const { archives, messages } = await listArchives({ path: folder, name: 'data/x' })
  const read: string[] = []
  for (const archive of archives) {
    read.push(...Object.keys(toTexts((await archive.walk(readEntry)).found).files))
  }
  expect(read).toEqual(['r1/fio.json', 'r2/perf.txt'])
  const told = messages.map(({ file, rule, severity }) => `${file}: ${severity} ${rule}`).sort()
  expect(told).toEqual([
    'data/x/locked.tar: error unreadable-file',
    'data/x/r1/locked.txt: error unreadable-file',
    'data/x/r1/locked: error unreadable-file',
  ])
  expect(JSON.stringify(messages)).not.toContain(folder)
  expect(messages[0]?.reason).toContain('(EACCES)')
})

test('a study of which nothing can be read has no archive', async () => {
  await writeFile(join(folder, 'locked'), '')
  const { archives, messages } = await listArchives({ path: folder, name: 'data/x' })
  expect(archives).toEqual([])
  expect(messages).toHaveLength(1)
})
