import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtSite } from '../helpers/built-site.ts'
import { chromiumPath } from './chromium.ts'
import { traceScripts } from './script-time.ts'
import { serve } from './serve.ts'

/** Nothing moves while a page comes, and the script never keeps the reader waiting. */
let browser: Browser
let server: Awaited<ReturnType<typeof serve>>
const site = builtSite()
const pages = [
  'index.html',
  'linux-io-engines.html',
  'part-2-fixed-iops.html',
  'data/linux-io-engines/ledger-iops.html',
  'single/linux-io-engines.html',
]

beforeAll(async () => {
  server = await serve(site)
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu'],
  })
})

afterAll(async () => {
  await browser?.close()
  server?.end()
})

/** A context of its own, so that nothing is in the cache, with the shifts noted from the start. */
async function openPage(width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(watchShifts)
  return page
}

/** In the page. Its patience for fonts is longer here: the machine of a test may be slow. */
function watchShifts(): void {
  const { setTimeout } = window
  Object.assign(window, {
    setTimeout: (act: () => void, delay: number) =>
      setTimeout(act, delay >= 3000 ? 20 * delay : delay),
  })
  const shifts: string[] = []
  Object.assign(window, { shifts })
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      const { value } = entry as PerformanceEntry & { value: number }
      shifts.push(`${value.toFixed(4)} at ${entry.startTime.toFixed(0)} ms`)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

async function load(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.evaluate(() => document.fonts.ready)
  await page.waitForFunction(() => !document.documentElement.classList.contains('waiting'))
  await page.evaluate(() => new Promise(requestAnimationFrame))
  await page.waitForTimeout(300)
}

const shiftsIn = (page: Page) =>
  page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)

describe.each(pages)('%s', path => {
  test.each([360, 1440])('nothing moves as a file and over http, %d px wide', async width => {
    for (const url of [pathToFileURL(join(site, path)).href, server.address + path]) {
      const page = await openPage(width)
      await load(page, url)
      expect(await shiftsIn(page)).toEqual([])
      expect(await page.evaluate(() => getComputedStyle(document.body).opacity)).toBe('1')
      await page.context().close()
    }
  })

  test('no run of the script takes 50 ms of the CPU', async () => {
    const page = await openPage(1440)
    const { scripts } = await traceScripts(browser, page, () => load(page, server.address + path))
    const times = scripts.map(({ time }) => time)
    expect(times.length).toBeGreaterThan(0)
    expect(Math.max(...times)).toBeLessThan(50)
    await page.context().close()
  })
})

test('a shift would be seen', async () => {
  const page = await openPage(1440)
  await load(page, `${server.address}index.html`)
  await page.evaluate(() => {
    document.body.style.paddingTop = '200px'
  })
  await page.waitForTimeout(300)
  expect(await shiftsIn(page)).not.toEqual([])
})

test('a page whose fonts do not come is shown all the same', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.route('**/*.woff2', () => undefined)
  await page.goto(`${server.address}index.html`, { waitUntil: 'commit' })
  await page.waitForFunction(() => !document.documentElement.classList.contains('waiting'))
  await context.close()
})
