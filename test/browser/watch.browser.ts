import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packTar } from '../../src/read/pack-tar.ts'
import { engineRuns, engineStudy, runFiles, smallProject } from '../helpers/small-project.ts'
import { readTree, technoteProcess } from '../helpers/technote.ts'
import { startWatch } from '../helpers/watched.ts'
import { chromiumPath } from './chromium.ts'

/** `technote watch` as an author has it: a browser beside an editor. */
const claim = (cheap: string, dear: string) =>
  `:claim[${cheap} switches less]{that="engine=${cheap} < engine=${dear} on switches in all"}.`
const paragraphs = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} before it.`).join('\n\n')
const text = `---
title: Front
description: A page.
study: s
---

${paragraphs}

The first word.

${claim('psync', 'libaio')}

${paragraphs}
`
const project = smallProject(engineRuns(), engineStudy())
project.write('site/index.md', text)
const file = (path: string) => join(project.root, path)
const written = () => readFileSync(file('_site/index.html'), 'utf8')

let browser: Browser
let page: Page
let watched: Awaited<ReturnType<typeof startWatch>>

beforeAll(async () => {
  watched = await startWatch(project.root)
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  page = await browser.newPage({ viewport: { width: 1000, height: 700 } })
  // Before there is a site: it comes by itself.
  await page.goto(watched.address)
  await page.getByText('The first word.').waitFor()
})

afterAll(async () => {
  await browser?.close()
  watched?.child.kill('SIGKILL')
  project.remove()
})

const alert = () => page.getByRole('alert')

test('an edited word is seen where the reader was, and the site is written without a script of watch', async () => {
  await page.getByText('The first word.').scrollIntoViewIfNeeded()
  const before = await page.evaluate(() => scrollY)
  expect(before).toBeGreaterThan(500)
  watched.edit('site/index.md', old => old.replace('first word', 'second word'))
  await page.getByText('The second word.').waitFor()
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before)
  await expect.poll(() => written()).toContain('The second word.')
  expect(written()).not.toContain('.watch')
})

test('a claim that is false lies over the page as a message, until it is mended', async () => {
  const before = written()
  watched.edit('site/index.md', old =>
    old.replace(claim('psync', 'libaio'), claim('libaio', 'psync')),
  )
  await alert().waitFor()
  expect(await alert().textContent()).toMatch(
    /site\/index\.md:\d+:1: error Unexpected sentence “libaio switches less”/,
  )
  await page.getByText('psync switches less').waitFor()
  expect(written()).toBe(before)
  watched.edit('site/index.md', old =>
    old.replace(claim('libaio', 'psync'), claim('psync', 'libaio')),
  )
  await alert().waitFor({ state: 'detached' })
  await page.getByText('psync switches less').waitFor()
})

test('a page that was renamed is told, and comes back', async () => {
  renameSync(file('site/index.md'), file('site/other.md'))
  await alert().waitFor()
  expect(await alert().textContent()).toContain('Unexpected page `index` without a file')
  renameSync(file('site/other.md'), file('site/index.md'))
  await alert().waitFor({ state: 'detached' })
})

test('an archive that is added is on the page of data, and markup of a message is text', async () => {
  await page.goto(`${watched.address}data.html`)
  expect(await page.getByText('extra.tar.gz').count()).toBe(0)
  const entries = Object.entries(runFiles('psync', 9)).map(([path, content]) => ({
    path: `more/${path}`,
    bytes: Buffer.from(content),
  }))
  writeFileSync(file('data/s/extra.tar.gz'), await packTar(entries))
  await page.getByText('extra.tar.gz').first().waitFor({ state: 'attached' })
  watched.edit(
    'site/index.md',
    old => `${old}\n:value{metric="<b>x</b>" workload=all engine=psync}\n`,
  )
  await alert().waitFor()
  expect(await alert().textContent()).toContain('<b>x</b>')
  expect(await alert().locator('b').count()).toBe(0)
  watched.edit('site/index.md', () => text)
  await alert().waitFor({ state: 'detached' })
  expect(existsSync(file('_site/data.html'))).toBe(true)
})

test('it ends cleanly, and what it wrote in pieces is what one build writes', async () => {
  watched.child.kill('SIGINT')
  expect(await watched.ended()).toEqual([0, null])
  const call = ['build', '--no-cache', '--root', project.root, '--output', file('cold')]
  expect(technoteProcess(call).status).toBe(0)
  const [warm, cold] = ['_site', 'cold'].map(name => readTree(file(name)))
  expect([...(warm?.keys() ?? [])]).toEqual([...(cold?.keys() ?? [])])
  for (const [path, bytes] of warm ?? [])
    expect(bytes.equals(cold?.get(path) ?? Buffer.of(0)), path).toBe(true)
})
