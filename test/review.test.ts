import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CopiedProject, copySmallProject, technote } from './helpers/technote.ts'

let project: CopiedProject
let site: string

beforeAll(() => {
  project = copySmallProject()
  site = join(project.root, 'site/site.yaml')
  const notes = 'cpu zzkestrel and zzmerle\nmemory zzkestrel\n'
  writeFileSync(join(project.root, 'data/linux-io-engines/notes.txt'), notes)
})

afterAll(() => project.remove())

const review = (...args: string[]) => technote(['review', '--root', project.root, ...args])

/** The words that are listed, each with how often it was withheld. */
async function listWords(): Promise<{ [word: string]: number }> {
  const { out } = await review('--list')
  const rows = [...out.matchAll(/^ *(\d+) {2}(\S+)$/gm)]
  return Object.fromEntries(rows.map(([, places, word]) => [word, Number(places)]))
}

test('review lists what was withheld, where and how often, the most frequent first', async () => {
  const { out, status } = await review('--list')
  expect(status).toBe(0)
  expect(out).toContain('data/linux-io-engines/notes.txt:1: cpu zzkestrel and zzmerle')
  expect(out).toMatch(/\d+ words are withheld in \d+ places/)
  const words = await listWords()
  expect(words).toMatchObject({ zzkestrel: 2, zzmerle: 1 })
  expect(Object.values(words)).toEqual(Object.values(words).sort((a, b) => b - a))
})

test('inspect shows the same words', async () => {
  const { out, status } = await technote(['inspect', '--private', '--root', project.root])
  expect(status).toBe(0)
  expect(out).toBe((await review('--list')).out)
})

test('a word that is allowed is written into site.yaml once, and published', async () => {
  writeFileSync(site, `# Ours.\n${readFileSync(site, 'utf8')}`)
  expect((await review('--allow', 'zzmerle')).status).toBe(0)
  const once = readFileSync(site, 'utf8')
  expect(once).toContain('zzmerle')
  expect(once).toContain('# Ours.')
  await review('--allow', 'zzmerle')
  expect(readFileSync(site, 'utf8')).toBe(once)
  expect(await listWords()).not.toHaveProperty('zzmerle')
})

test('a word can be allowed without standing there', async () => {
  await review('--allow', 'zzkestrel', '--hash')
  expect(readFileSync(site, 'utf8')).not.toContain('zzkestrel')
  expect(readFileSync(site, 'utf8')).toMatch(/sha256:[0-9a-f]{16}:[0-9a-f]{64}/)
  const hashed = readFileSync(site, 'utf8')
  await review('--allow', 'zzkestrel', '--hash')
  expect(readFileSync(site, 'utf8')).toBe(hashed)
  expect(await listWords()).not.toHaveProperty('zzkestrel')
})

test('a word that everybody knows can be private for good', async () => {
  expect((await review('--private', 'falcon')).status).toBe(0)
  expect(readFileSync(site, 'utf8')).toMatch(/private:\n? *-? *\[? *falcon/)
})
