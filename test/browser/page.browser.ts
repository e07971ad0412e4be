import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtSite } from '../helpers/built-site.ts'
import { chromiumPath } from './chromium.ts'

/** The built pages in a real Chromium, as a file and from a sub-path, with scripts blocked. */
let browser: Browser
let server: Server
const folder = mkdtempSync(join(tmpdir(), 'technote-browser-'))
const site = builtSite()
const pages = [
  'index.html',
  'single/linux-io-engines.html',
  'linux-io-engines.html',
  'data/linux-io-engines/ledger-iops~io_uring.html',
]

beforeAll(async () => {
  cpSync(site, join(folder, 'served/some/sub-path'), { recursive: true })
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  server = createServer((request, response) => {
    try {
      const path = join(folder, 'served', new URL(request.url ?? '/', 'http://x').pathname)
      const types: { [extension: string]: string } = {
        '.css': 'text/css',
        '.html': 'text/html; charset=utf-8',
        '.woff2': 'font/woff2',
      }
      response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream')
      response.end(readFileSync(path))
    } catch {
      response.writeHead(404).end()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterAll(async () => {
  await browser?.close()
  server?.close()
  rmSync(folder, { recursive: true })
})

async function open(
  url: string,
  width: number,
  dark = false,
): Promise<{ page: Page; said: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: false,
  })
  const page = await context.newPage()
  const said: string[] = []
  const origin = new URL(url).origin
  page.on('console', message => said.push(message.text()))
  page.on('requestfailed', request => said.push(`failed: ${request.url()}`))
  page.on('response', response => {
    if (response.status() >= 400) said.push(`${response.status()}: ${response.url()}`)
  })
  page.on('request', request => {
    const other = new URL(request.url())
    if (other.protocol !== 'data:' && other.origin !== origin) said.push(`elsewhere: ${other}`)
  })
  await page.goto(url)
  return { page, said }
}

function urls(path: string): string[] {
  const { port } = server.address() as AddressInfo
  return [pathToFileURL(join(site, path)).href, `http://127.0.0.1:${port}/some/sub-path/${path}`]
}

describe.each(pages)('%s', path => {
  test('as a file and from a sub-path: no message, nothing from elsewhere, fonts and styles there', async () => {
    for (const url of urls(path)) {
      const { page, said } = await open(url, 1440)
      expect(said).toEqual([])
      const family = await page.locator('h1').evaluate(h1 => getComputedStyle(h1).fontFamily)
      expect(family).toContain('Source Sans 3')
      const loaded = await page.evaluate(async () => {
        await document.fonts.ready
        return [...document.fonts].filter(font => font.status === 'loaded').length
      })
      expect(loaded).toBeGreaterThan(0)
      await page.context().close()
    }
  })

  test.each([320, 360, 768, 1024, 1440])('no sideways scrolling at %d px', async width => {
    const { page } = await open(urls(path)[0] ?? '', width)
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(excess).toBeLessThanOrEqual(0)
    await page.context().close()
  })

  test('dark is dark', async () => {
    for (const dark of [false, true]) {
      const { page } = await open(urls(path)[0] ?? '', 1440, dark)
      const paper = await page.evaluate(
        () => getComputedStyle(document.documentElement).backgroundColor,
      )
      expect(paper).toBe(dark ? 'rgb(22, 24, 28)' : 'rgb(255, 255, 255)')
      await page.context().close()
    }
  })
})

/** In the page: texts of drawings that reach out of their chart, by more than some pixels. */
function labelsOutside(most: number): (string | null)[] {
  return [...document.querySelectorAll('.chart svg text')].flatMap(text => {
    const box = text.getBoundingClientRect()
    const chart = text.closest('.chart')?.getBoundingClientRect()
    if (box.width === 0 || !chart) return []
    return box.left < chart.left - most || box.right > chart.right + most ? [text.textContent] : []
  })
}

test.each([360, 1440])('labels of charts stay inside the page at %d px', async width => {
  const { page } = await open(urls('linux-io-engines.html')[0] ?? '', width)
  expect(await page.evaluate(labelsOutside, 1)).toEqual([])
  await page.context().close()
})

test.each([
  ['linux-io-engines.html', 360],
  ['linux-io-engines.html', 1440],
  ['part-2-fixed-iops.html', 360],
  ['part-2-fixed-iops.html', 1440],
  ['tables-fixed-iops.html', 1440],
])('%s, %d px wide, is laid out the same without its fonts', async (path, width) => {
  const heights: number[] = []
  for (const isBlocked of [false, true]) {
    const context = await browser.newContext({ viewport: { width, height: 900 } })
    const page = await context.newPage()
    if (isBlocked) await page.route('**/*.woff2', route => route.abort())
    await page.goto(urls(path)[0] ?? '')
    await page.evaluate(() => document.fonts.ready)
    const seen = await page.evaluate(() => ({
      own: [...document.fonts].filter(({ status, family }) => {
        return status === 'loaded' && !family.includes(' as ')
      }).length,
      height: document.documentElement.scrollHeight,
    }))
    expect(seen.own > 0).toBe(!isBlocked)
    // Digits of a font that stands in may be wider; beside the chart there are 16 px of page.
    expect(await page.evaluate(labelsOutside, isBlocked ? 2 : 1)).toEqual([])
    heights.push(seen.height)
    await context.close()
  }
  // With Chromium's own choice of a font in their place it was 5 to 12 % higher.
  expect(Math.max(...heights) / Math.min(...heights)).toBeLessThan(1.02)
})

test('no table of a page that people wrote is wider than a wide page', async () => {
  const tables: string[] = []
  for (const path of readdirSync(site).filter(name => name.endsWith('.html'))) {
    const { page } = await open(urls(path)[0] ?? '', 1440)
    await page.evaluate(() => document.fonts.ready)
    const found = await page.evaluate(() =>
      [...document.querySelectorAll('.table-scroll')].flatMap(region => {
        const { scrollWidth, clientWidth, textContent } = region
        // The data of a figure are folded away.
        return region.checkVisibility() === false
          ? []
          : [{ excess: scrollWidth - clientWidth, textContent }]
      }),
    )
    tables.push(...found.map(({ textContent }) => `${path}: ${textContent?.trim().slice(0, 60)}`))
    expect(
      found.filter(({ excess }) => excess > 0),
      path,
    ).toEqual([])
    await page.context().close()
  }
  expect(tables.length).toBeGreaterThan(30)
})

describe.each([false, true])('on a phone, dark: %s', dark => {
  test.each([
    ['tables-fixed-iops.html', '#load, #raw, #spread'],
    ['linux-io-engines.html', '#table-1, #table-2'],
  ])(
    'a table that goes on behind the edge of %s is dimmed there, and at its end is not',
    async (path, captions) => {
      const { page } = await open(urls(path)[0] ?? '', 360, dark)
      const paper = dark ? '22,24,28' : '255,255,255'
      const regions = page.locator(`.table:has(${captions}) .table-scroll`)
      expect(await regions.count()).toBeGreaterThan(1)
      for (const region of await regions.all()) {
        await comeTo(region)
        expect(await region.evaluate(one => one.scrollWidth - one.clientWidth)).toBeGreaterThan(0)
        expect(await edgeColour(region, 0)).not.toBe(paper)
        expect(await edgeColour(region, 9999)).toBe(paper)
      }
      await page.context().close()
    },
  )
})

/** What is far from the reader is laid out when it has come near. */
async function comeTo(region: Locator): Promise<void> {
  for (let times = 0; times < 2; times++) {
    await region.evaluate(one => one.scrollIntoView({ block: 'start' }))
    await region.page().waitForTimeout(100)
  }
}

/** The commonest colour of the last column of pixels of a region that is scrolled that far. */
async function edgeColour(region: Locator, left: number): Promise<string | undefined> {
  await comeTo(region)
  const box = await region.evaluate((one, left) => {
    one.scrollLeft = left
    const { right, top } = one.querySelector('tbody')?.getBoundingClientRect() ?? new DOMRect()
    return { x: Math.min(right, one.getBoundingClientRect().right) - 1, y: top }
  }, left)
  const clip = { x: Math.floor(box.x), y: box.y, width: 1, height: 150 }
  const picture = await region.page().screenshot({ clip })
  const eye = await browser.newPage()
  const colours = await eye.evaluate(
    async url => {
      const image = new Image()
      image.src = url
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.height = image.height
      const context = canvas.getContext('2d')
      context?.drawImage(image, 0, 0)
      const bytes = context?.getImageData(0, 0, 1, image.height).data ?? []
      return Array.from({ length: image.height }, (_, y) =>
        [...bytes.slice(4 * y, 4 * y + 3)].join(','),
      )
    },
    `data:image/png;base64,${picture.toString('base64')}`,
  )
  await eye.close()
  const count = (colour: string) => colours.filter(one => one === colour).length
  return colours.sort((a, b) => count(b) - count(a))[0]
}

test('the names of rows stay beside their numbers on a phone, and leave these most of the room', async () => {
  const { page } = await open(urls('tables-fixed-iops.html')[0] ?? '', 360)
  const regions = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.table > .table-scroll')].map(region => {
      const name = region.querySelector('tbody th')
      const corner = region.querySelector('thead tr:last-child > :first-child')
      const group = region.querySelector('.groups th')
      region.scrollIntoView()
      region.scrollLeft = 60
      const box = corner?.getBoundingClientRect() ?? new DOMRect()
      const found = document.elementFromPoint(box.left + 8, box.bottom - 8)
      const right = name?.getBoundingClientRect().right ?? 0
      return {
        share: (name?.getBoundingClientRect().width ?? 0) / region.clientWidth,
        // Without it the heading of another column would stand above the names.
        isCovered: corner?.contains(found) ?? false,
        // The heading of a group of which something is left to see.
        isHidden:
          (group?.getBoundingClientRect().right ?? 0) > right + 120 &&
          (group?.firstElementChild?.getBoundingClientRect().left ?? right) < right - 1,
      }
    }),
  )
  expect(regions.length).toBeGreaterThan(4)
  for (const { share, isCovered, isHidden } of regions) {
    expect(share).toBeLessThan(0.42)
    expect(isCovered).toBe(true)
    expect(isHidden).toBe(false)
  }
  await page.context().close()
})

test('a name takes few lines where it stands before many numbers, or before sentences', async () => {
  const heights = async (path: string, rows: string) => {
    const { page } = await open(urls(path)[0] ?? '', 390)
    const all = await page
      .locator(rows)
      .evaluateAll(rows => rows.map(row => row.getBoundingClientRect().height))
    await page.context().close()
    expect(all.length).toBeGreaterThan(8)
    return Math.max(...all)
  }
  // Three lines of 12 px, and five of 14 px, with the room around them.
  const summary = 'data/qemu-controllers/summary-iops.html'
  expect(await heights(summary, '.numbers tbody tr:has(a)')).toBeLessThan(64)
  expect(await heights('part-1-introduction.html', '.typed tbody tr')).toBeLessThan(110)
})

test('no name of a fact runs into its value on paper', async () => {
  const { page } = await open(urls('tables-machines.html')[0] ?? '', 700)
  await page.emulateMedia({ media: 'print' })
  const excess = await page
    .locator('dl.facts dt')
    .evaluateAll(names => names.map(name => name.scrollWidth - name.clientWidth))
  expect(excess.length).toBeGreaterThan(50)
  expect(Math.max(...excess)).toBe(0)
  await page.context().close()
})

test('no name is broken at a hyphen', async () => {
  const { page } = await open(urls('part-1-introduction.html')[0] ?? '', 390)
  const lines = await page
    .locator('article .whole')
    .evaluateAll(words => words.map(word => word.getClientRects().length))
  expect(lines.length).toBeGreaterThan(4)
  expect(new Set(lines)).toEqual(new Set([1]))
  await page.context().close()
})

test('in a single file, what leads nowhere does not look like a link', async () => {
  const { page } = await open(urls('single/part-2-fixed-iops.html')[0] ?? '', 1440)
  const texts = await page.evaluate(() =>
    [...document.querySelectorAll('article a:not([href])')].map(one => ({
      own: getComputedStyle(one).color,
      around: getComputedStyle(one.parentElement ?? one).color,
    })),
  )
  expect(texts.length).toBeGreaterThan(0)
  for (const { own, around } of texts) expect(own).toBe(around)
  await page.context().close()
})

test('it prints on a reasonable number of pages', async () => {
  const { page } = await open(urls('linux-io-engines.html')[0] ?? '', 1440)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  const count = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
  expect(count).toBeGreaterThan(2)
  expect(count).toBeLessThan(30)
  await page.context().close()
})
