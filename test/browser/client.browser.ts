import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtSite } from '../helpers/built-site.ts'
import { answered } from './answered.ts'
import { chromiumPath } from './chromium.ts'

/** What the script adds to a page, over http from a sub-path; and single files where it may not run. */
let browser: Browser
let server: Server
let address = ''
/** Sent with what lies under `/strict/`: the policy of a careful viewer of attachments. */
const strict =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-src 'self'"
const types: { [extension: string]: string } = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.woff2': 'font/woff2',
}

beforeAll(async () => {
  const site = builtSite()
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x')
    const [, prefix = '', ...rest] = pathname.split('/')
    response.setHeader('content-type', types[extname(pathname)] ?? 'application/octet-stream')
    if (prefix === 'strict') response.setHeader('content-security-policy', strict)
    if (prefix === 'frame') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(
        `<iframe sandbox src="/some/${rest.join('/')}" width="900" height="900"></iframe>`,
      )
      return
    }
    try {
      response.end(readFileSync(join(site, ...rest)))
    } catch {
      response.writeHead(404).end()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  await browser?.close()
  server?.close()
})

interface Opened {
  page: Page
  said: string[]
  requests: string[]
}

async function open(path: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  const said: string[] = []
  const requests: string[] = []
  page.on('console', message => said.push(message.text()))
  page.on('pageerror', error => said.push(String(error)))
  page.on('request', request => {
    if (!request.url().startsWith('data:')) requests.push(request.url())
  })
  await page.goto(`${address}/${path}`)
  await page.evaluate(() => document.fonts.ready)
  return { page, said, requests }
}

const part = 'some/linux-io-engines.html'

describe('with the script', () => {
  test('hover and arrow keys tell of each mark, Escape leaves', async () => {
    const { page, said } = await open(part)
    const marks = page.locator('#fig-switches .regular svg [aria-label]')
    await page.locator('#fig-switches .chart').hover()
    await answered(page)
    expect(await marks.count()).toBeGreaterThan(4)
    const label = (await marks.first().getAttribute('aria-label')) ?? ''
    await marks.first().scrollIntoViewIfNeeded()
    const box = await marks.first().boundingBox()
    if (!box) throw new Error('the mark is not drawn')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    expect(await page.locator('.tip').textContent()).toBe(label)
    await page.mouse.move(2, 2)
    expect(await page.locator('.tip').isVisible()).toBe(false)
    await marks.first().focus()
    await page.keyboard.press('ArrowRight')
    const second = await marks.nth(1).getAttribute('aria-label')
    expect(await page.locator('.tip').textContent()).toBe(second)
    await page.keyboard.press('Escape')
    expect(await page.locator('.tip').isVisible()).toBe(false)
    expect(said).toEqual([])
    await page.context().close()
  })

  test('each mark has the name that its row of the data says, in both drawings', async () => {
    for (const path of [part, 'some/tables-fixed-iops.html']) {
      const { page } = await open(path)
      await page.keyboard.press('Shift')
      await answered(page)
      const figures = await page.evaluate(() =>
        [...document.querySelectorAll('figure:has(.chart)')].map(figure => {
          const names = (drawing: string) =>
            [...figure.querySelectorAll(`${drawing} [aria-label]`)]
              .map(mark => mark.getAttribute('aria-label') ?? '')
              .sort()
          const rows = [...figure.querySelectorAll<HTMLTableRowElement>('.figdata tbody tr')]
          return {
            wide: names('.regular svg'),
            narrow: names('.narrow svg'),
            rows: rows.map(
              ({ cells: [name, said] }) => `${name?.textContent}: ${said?.textContent}`,
            ),
          }
        }),
      )
      expect(figures.length).toBeGreaterThan(3)
      const named = figures.map(({ wide, rows }) => rows.filter(row => wide.includes(row)).length)
      expect(named.filter(count => count > 3).length).toBeGreaterThan(1)
      for (const { wide, narrow } of figures) {
        expect(narrow).toEqual(wide)
        expect(wide.length).toBeGreaterThan(0)
      }
      await page.context().close()
    }
  })

  test('a heading sorts its column by value, up, down and back', async () => {
    const { page } = await open(part)
    const table = page.locator('.table:has(thead .groups)').first()
    const button = table.locator('thead tr').last().locator('th').nth(1)
    const column = () =>
      table.evaluate(element =>
        [...element.querySelectorAll('tbody tr')].map(row =>
          Number.parseFloat(row.querySelector('td')?.textContent ?? ''),
        ),
      )
    const before = await column()
    await button.click()
    await answered(page)
    expect(await column()).toEqual([...before].sort((a, b) => a - b))
    await button.click()
    expect(await column()).toEqual([...before].sort((a, b) => b - a))
    await button.click()
    expect(await column()).toEqual(before)
    await page.context().close()
  })

  test('a long table can be filtered', async () => {
    const { page } = await open('some/tables-fixed-iops.html')
    const table = page.locator('.table', { has: page.locator('.filter') }).first()
    await table.locator('.filter input').fill('virtio-blk io_uring')
    await answered(page)
    const rows = table.locator('tbody tr:visible')
    expect(await rows.count()).toBe(2)
    for (const text of await rows.allTextContents()) expect(text).toContain('virtio-blk')
    expect(await table.locator('.filter output').textContent()).toMatch(/^2 of \d+$/)
    await page.context().close()
  })

  test('a theme that was chosen stays', async () => {
    const { page } = await open(part)
    const paper = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    expect(await paper()).toBe('rgb(255, 255, 255)')
    await page.getByLabel('Colours').selectOption('dark')
    await answered(page)
    expect(await paper()).toBe('rgb(22, 24, 28)')
    await page.reload()
    expect(await paper()).toBe('rgb(22, 24, 28)')
    expect(await page.getByLabel('Colours').inputValue()).toBe('dark')
    await page.context().close()
  })

  test('a link to a figure is copied, and the contents follow', async () => {
    const { page } = await open(part, { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.locator('[data-copy=fig-switches]').click()
    const copied = () => page.evaluate(() => navigator.clipboard.readText())
    await expect.poll(copied, { timeout: 10_000 }).toBe(`${address}/${part}#fig-switches`)
    await page.locator('#what-follows').scrollIntoViewIfNeeded()
    await page.evaluate(() => document.querySelector('#what-follows')?.scrollIntoView())
    const current = page.locator('.toc a[aria-current]')
    await current.waitFor()
    await expect.poll(() => current.getAttribute('href'), { timeout: 10_000 }).toBe('#what-follows')
    await page.context().close()
  })

  test('the contents follow into the middle of a section too, far from any heading', async () => {
    const { page } = await open(part)
    const current = page.locator('.toc a[aria-current]')
    for (const [figure, section] of [
      ['fig-tradeoff', 'one-read-at-a-time'],
      ['fig-switches', 'fixed-iops'],
    ]) {
      await page.evaluate(
        id => document.querySelector(`#${id} figcaption`)?.scrollIntoView(),
        figure,
      )
      await expect.poll(() => current.getAttribute('href'), { timeout: 10_000 }).toBe(`#${section}`)
    }
    await page.context().close()
  })

  test('the search knows other names of a thing, and what to try where nothing is found', async () => {
    const { page } = await open('some/search.html?q=throughput')
    const found = page.locator('#found')
    await expect.poll(() => found.textContent()).toMatch(/^\d+ sections$/)
    await page.locator('#words').fill('throughput')
    const byAlias = await found.textContent()
    await page.locator('#words').fill('bandwidth')
    await expect.poll(() => found.textContent()).toBe(byAlias)
    await page.locator('#words').fill('iothraed')
    await expect
      .poll(() => found.textContent())
      .toMatch(/^Nothing found\. Try one of these: .*IOThread/)
    await page.context().close()
  })

  test('the interactive view loads on a press only, from here, and goes back', async () => {
    const { page, said, requests } = await open(part)
    expect(requests.filter(url => url.includes('vega'))).toEqual([])
    const button = page.locator('#fig-switches [data-view]')
    await button.click()
    await expect.poll(() => button.textContent(), { timeout: 10_000 }).toBe('static drawing')
    expect(requests.filter(url => url.endsWith('/script/vega.js'))).toHaveLength(1)
    expect(requests.every(url => url.startsWith(address))).toBe(true)
    const drawings = page.locator('#fig-switches .chart')
    const shown = () => drawings.evaluateAll(all => all.map(one => one.checkVisibility()))
    expect(await shown()).toEqual([false, true])
    await button.click()
    await expect.poll(shown).toEqual([true, false])
    expect(said).toEqual([])
    await page.context().close()
  })
})

describe('without the script', () => {
  test('no control that does nothing is to be seen', async () => {
    const { page, said } = await open(part, { javaScriptEnabled: false })
    for (const selector of ['[data-copy]', '[data-view]', '.theme', '.filter']) {
      expect(await page.locator(selector).first().isVisible(), selector).toBe(false)
    }
    expect(said).toEqual([])
    await page.context().close()
  })

  test('a single file is one request, and shows its font', async () => {
    const { page, requests, said } = await open('some/single/linux-io-engines.html')
    expect(requests).toHaveLength(1)
    const loaded = await page.evaluate(
      () => [...document.fonts].filter(font => font.status === 'loaded').length,
    )
    expect(loaded).toBeGreaterThan(0)
    expect(said).toEqual([])
    await page.context().close()
  })

  test('a single file is complete under a strict policy', async () => {
    const { page, said, requests } = await open('strict/single/linux-io-engines.html')
    expect(requests).toHaveLength(1)
    expect(await page.locator('figure .regular svg').first().isVisible()).toBe(true)
    const family = await page.locator('h1').evaluate(h1 => getComputedStyle(h1).fontFamily)
    expect(family).toContain('Source Sans 3')
    // The script is refused, which the browser says; nothing else is.
    for (const text of said) expect(text).toMatch(/script/i)
    await page.context().close()
  })

  test('a single file can be read in a frame that allows nothing', async () => {
    const { page } = await open('frame/single/linux-io-engines.html')
    const inside = page.frameLocator('iframe')
    expect(await inside.locator('h1').isVisible()).toBe(true)
    expect(await inside.locator('figure svg').first().count()).toBe(1)
    await page.context().close()
  })
})
