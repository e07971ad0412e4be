import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { largeHost, writeLargeHost } from '../helpers/large-host.ts'
import { technoteProcess } from '../helpers/technote.ts'
import { chromiumPath } from './chromium.ts'

const root = mkdtempSync(join(tmpdir(), 'technote-large-host-'))
let browser: Browser
beforeAll(async () => {
  writeLargeHost(root)
  const { status, err } = technoteProcess(['build', '--root', root])
  if (status !== 0) throw new Error(err)
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
  browser = await chromium.launch({ executablePath: chromiumPath(), args })
})
afterAll(async () => {
  await browser.close()
  rmSync(root, { recursive: true })
})

async function open(width: number, height: number) {
  const page = await browser.newPage({ viewport: { width, height } })
  await page.goto(pathToFileURL(join(root, '_site/index.html')).href)
  return page
}

test('the appendix of a host with 12 interfaces and 24 disks is at most four screens', async () => {
  const page = await open(1440, 900)
  const { height } = (await page.locator('.environment').boundingBox()) ?? { height: Infinity }
  expect(height).toBeLessThan(4 * 900)
  await page.close()
})

test('nothing of it reaches beyond the window, on a phone either', async () => {
  for (const width of [390, 1440]) {
    const page = await open(width, 800)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    const drawing = page.locator('.machine svg').locator('visible=true')
    expect(await drawing.count()).toBe(1)
    const { width: drawn } = (await drawing.boundingBox()) ?? { width: 0 }
    expect(drawn).toBeGreaterThan(Math.min(width, 600) * 0.85)
    await page.close()
  }
})

test('each interface and each disk is there, and leads to its capture', async () => {
  const page = await open(1440, 900)
  const named = await page.$$eval('.environment thead a', links =>
    links.map(link => [
      link.textContent,
      document.querySelector(link.getAttribute('href') ?? '')?.tagName,
    ]),
  )
  const names = named.map(([name]) => name)
  for (const disk of Array.from({ length: 24 }, (_, at) => `nvme${at}n1`))
    expect(names).toContain(disk)
  for (const nic of ['ens1f0np0', 'ens2f1np1', 'vmbr0', 'docker0']) expect(names).toContain(nic)
  expect(named.filter(([, tag]) => tag !== 'SPAN')).toEqual([])
  const captures = await page.$$eval('details.capture summary code', codes =>
    codes.map(code => code.textContent),
  )
  expect(captures.sort()).toEqual(Object.keys(largeHost()).sort())
  await page.close()
})

test('words of the drawing stay links of a finger’s height, whatever the script offers', async () => {
  const page = await open(360, 800)
  await page.keyboard.press('Shift')
  await page.waitForFunction(() => document.documentElement.classList.contains('js'))
  const links = await page.$$eval('.machine a', all =>
    all.map(link => [link.getAttribute('role'), link.getBoundingClientRect().height] as const),
  )
  const shown = links.filter(([, height]) => height > 0)
  expect(shown.length).toBeGreaterThan(6)
  expect(shown.filter(([role, height]) => role !== null || height < 24)).toEqual([])
  await page.close()
})
