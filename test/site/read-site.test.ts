import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSite } from '../../src/site/read-site.ts'
import { repository } from '../helpers/technote.ts'

test('JSON files of site/ are specs that its pages may draw', async () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-site-'))
  const write = (name: string, text: string) => writeFileSync(join(root, 'site', name), text)
  mkdirSync(join(root, 'site'))
  write('site.yaml', 'title: T\ndescription: D\nauthors: [A]\npages: [index]\n')
  write('index.md', '---\ntitle: T\n---\n')
  write('bars.json', '{"mark": "bar"}')
  const { sources, messages } = await readSite(root, repository)
  rmSync(root, { recursive: true })
  expect(messages).toEqual([])
  expect(sources?.pages.map(page => page.specs)).toEqual([{ 'bars.json': '{"mark": "bar"}' }])
})

test('the mark that some editors put first is no part of a page', async () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-site-'))
  mkdirSync(join(root, 'site'))
  writeFileSync(join(root, 'site/site.yaml'), '\uFEFFtitle: T\ndescription: D\npages: [index]\n')
  writeFileSync(join(root, 'site/index.md'), '\uFEFF---\ntitle: T\n---\n')
  const { sources } = await readSite(root, root)
  expect(sources?.pages.map(page => page.text)).toEqual(['---\ntitle: T\n---\n'])
  rmSync(root, { recursive: true })
})

test('of images, what is no file is told and the rest is taken', async () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-site-'))
  mkdirSync(join(root, 'site/images/folder.png'), { recursive: true })
  writeFileSync(join(root, 'site/images/plain.png'), 'x')
  writeFileSync(join(root, 'site/site.yaml'), 'title: T\ndescription: D\npages: [index]\n')
  writeFileSync(join(root, 'site/index.md'), '---\ntitle: T\n---\n')
  const { sources, messages } = await readSite(root, root)
  rmSync(root, { recursive: true })
  expect(sources?.assets.map(({ path }) => path)).toEqual(['images/plain.png'])
  expect(messages).toMatchObject([
    { severity: 'error', rule: 'unreadable-file', file: 'site/images/folder.png' },
  ])
  expect(messages[0]?.reason).toContain('(EISDIR)')
})
