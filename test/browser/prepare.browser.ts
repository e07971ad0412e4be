import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { h } from 'hastscript'
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printHtml } from '../../src/format/html.ts'
import { packCaptures } from '../../src/site/bundle/pack-captures.ts'
import { builtSite } from '../helpers/built-site.ts'
import { repository } from '../helpers/technote.ts'
import { answered } from './answered.ts'
import { chromiumPath } from './chromium.ts'

/** On loading the script looks at nothing and makes nothing; who comes to something finds it prepared. */
let browser: Browser
const site = builtSite()
const part = 'tables-fixed-iops.html'
/** The machine of a test may be slow. */
const waiting = { timeout: 10_000 }

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu'],
  })
})

afterAll(() => browser?.close())

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  await page.addInitScript(watch)
  await page.goto(pathToFileURL(join(site, path)).href)
  return page
}

interface Watched {
  listeners: string[]
  calls: { [name: string]: number }
}

/** In the page, before its script: note what it listens for and what it asks of the document. */
function watch(): void {
  const watched: Watched = { listeners: [], calls: {} }
  Object.assign(window, { watched })
  const { addEventListener } = EventTarget.prototype
  EventTarget.prototype.addEventListener = function (type: string, ...rest: unknown[]) {
    watched.listeners.push(`${this === window ? 'window' : this} ${type}`)
    return Reflect.apply(addEventListener, this, [type, ...rest])
  }
  const methods: [object, string[]][] = [
    [Document.prototype, ['createElement', 'createElementNS', 'querySelector', 'querySelectorAll']],
    [Document.prototype, ['getElementById', 'elementFromPoint']],
    [Element.prototype, ['querySelectorAll', 'querySelector', 'getBoundingClientRect', 'append']],
    [IntersectionObserver.prototype, ['observe']],
    [window, ['getComputedStyle', 'requestAnimationFrame', 'requestIdleCallback']],
  ]
  for (const [owner, names] of methods) {
    for (const name of names) {
      const original = Reflect.get(owner, name)
      Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
        watched.calls[name] = (watched.calls[name] ?? 0) + 1
        return Reflect.apply(original, this, args)
      })
    }
  }
}

/** In the page: how many drawings and tables are prepared, and how many there are. */
function count() {
  const charts = [...document.querySelectorAll('.chart')]
  const tables = [...document.querySelectorAll<HTMLTableElement>('.table-scroll > table')]
  const long = tables.filter(table => (table.tBodies[0]?.rows.length ?? 0) > 1)
  return {
    charts: charts.filter(chart => chart.querySelector('.regular [tabindex="0"]')).length,
    ofCharts: charts.length,
    tables: tables.filter(table => table.querySelector('thead button')).length,
    ofTables: long.length,
  }
}

test.each([
  part,
  'index.html',
  'linux-io-engines.html',
  'data/qemu-controllers/ledger-iops~pvscsi.native.off.html',
  'single/linux-io-engines.html',
])('on loading %s makes nothing, looks at nothing, and listens on the window alone', async path => {
  const page = await open(path)
  await page.waitForTimeout(500)
  const { listeners, calls } = await page.evaluate(
    () => (window as unknown as { watched: Watched }).watched,
  )
  expect(calls).toEqual({})
  const types = ['click', 'focusin', 'input', 'keydown', 'load', 'pointerover', 'scroll']
  expect(listeners.sort()).toEqual(types.map(type => `window ${type}`))
  expect(await page.evaluate(() => document.documentElement.className)).toBe('js')
  await page.context().close()
})

describe('prepared for', () => {
  test('the keyboard, all of it, by the first key', async () => {
    const page = await open(part)
    const before = await page.evaluate(count)
    expect(before).toMatchObject({ charts: 0, tables: 0 })
    await page.keyboard.press('Tab')
    await answered(page)
    const after = await page.evaluate(count)
    expect(after.ofCharts).toBeGreaterThan(3)
    expect(after).toEqual({ ...before, charts: before.ofCharts, tables: before.ofTables })
    await page.evaluate(() => {
      const figure = document.querySelector('#fig-cycles')
      const stops = [...document.querySelectorAll<HTMLElement>('main :is(a, [tabindex], summary)')]
      const isBefore = (one: Element) =>
        figure && one.compareDocumentPosition(figure) === Node.DOCUMENT_POSITION_FOLLOWING
      const seen = stops.filter(stop => isBefore(stop) && stop.checkVisibility())
      seen.at(-1)?.focus()
    })
    // The finding above the drawing may hold links.
    const isInDrawing = () =>
      page.evaluate(() => Boolean(document.activeElement?.closest('#fig-cycles .chart')))
    for (let stop = 0; stop < 9 && !(await isInDrawing()); stop++) await page.keyboard.press('Tab')
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    const label = await focused()
    expect(label?.length).toBeGreaterThan(5)
    expect(await page.locator('.tip').textContent()).toBe(label)
    await page.keyboard.press('ArrowRight')
    expect(await focused()).not.toBe(label)
    await page.context().close()
  })

  test('a focus that comes without a key, from the address bar or a screen reader', async () => {
    const page = await open(part)
    await page.evaluate(() => document.querySelector<HTMLElement>('.skip')?.focus())
    await answered(page)
    const { charts, ofCharts, tables, ofTables } = await page.evaluate(count)
    expect([charts, tables]).toEqual([ofCharts, ofTables])
    await page.context().close()
  })

  test('the pointer, what it is over', async () => {
    const page = await open(part)
    await page.locator('.table tbody th').first().hover()
    await answered(page)
    expect(await page.evaluate(count)).toMatchObject({ tables: 1 })
    const roles = await page
      .locator('.chart')
      .evaluateAll(charts => charts.map(chart => chart.getAttribute('role')))
    expect(roles).toContain('img')
    await page.context().close()
  })

  test('who scrolls, what is near', async () => {
    const page = await open(part)
    const last = page.locator('.chart').last()
    await page.evaluate(() => scrollTo(0, 50))
    await page.waitForTimeout(300)
    expect(await last.getAttribute('role')).toBe('img')
    await last.evaluate(chart => chart.scrollIntoView())
    await expect.poll(() => last.getAttribute('role')).toBe('group')
    const { charts, ofCharts } = await page.evaluate(count)
    expect(charts).toBeLessThan(ofCharts)
    await page.context().close()
  })

  test('a finger: the first tap on a heading sorts', async () => {
    const page = await open('linux-io-engines.html', { hasTouch: true })
    const heading = page.locator('.table:has(thead .groups) thead tr:last-child th').nth(1)
    await heading.scrollIntoViewIfNeeded()
    const box = await heading.boundingBox()
    if (!box) throw new Error('the heading is not there')
    await page.touchscreen.tap(box.x + box.width - 8, box.y + box.height - 10)
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('ascending')
    await page.context().close()
  })
})

test('a finger: a tap on a mark shows its name until the next one elsewhere', async () => {
  const page = await open('linux-io-engines.html', { hasTouch: true })
  const drawing = page.locator('#fig-switches .regular')
  await drawing.scrollIntoViewIfNeeded()
  const tap = async (mark: Locator) => {
    const box = await mark.boundingBox()
    await page.touchscreen.tap((box?.x ?? 0) + 2, (box?.y ?? 0) + 2)
  }
  await tap(drawing.locator('[aria-label]').first())
  const tip = page.locator('.tip')
  await tip.waitFor()
  expect(await tip.textContent()).toMatch(/^psync.*: 1\.0/)
  await tap(page.locator('#fig-switches .figtitle'))
  await tip.waitFor({ state: 'hidden' })
  await page.context().close()
})

test.each([
  [part, 360, 4],
  [part, 1440, 4],
  ['linux-io-engines.html', 1440, 4],
  ['data/qemu-controllers/ledger-iops~pvscsi.native.off.html', 1440, 1],
])('nothing moves when %s is prepared, %d px wide', async (path, width, least) => {
  const page = await open(path, { viewport: { width, height: 900 } })
  const places = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('th, td, tr, figure, h2, p')].map(one => {
        const { x, y, width, height } = one.getBoundingClientRect()
        return `${one.tagName} ${[x, y, width, height].map(value => value.toFixed(1))}`
      }),
    )
  await page.evaluate(() => document.fonts.ready)
  const before = await places()
  await page.keyboard.press('Shift')
  await answered(page)
  expect((await page.evaluate(count)).tables).toBeGreaterThanOrEqual(least)
  expect(await places()).toEqual(before)
  await page.context().close()
})

test('marks keep their names where the data below them are sorted first', async () => {
  const names = (page: Page) =>
    page
      .locator('#fig-switches .regular [aria-label]')
      .evaluateAll(marks => marks.map(mark => mark.getAttribute('aria-label')))
  const plain = await open('linux-io-engines.html')
  await plain.keyboard.press('Shift')
  await answered(plain)
  const expected = await names(plain)
  await plain.context().close()
  expect(expected.length).toBeGreaterThan(4)
  const page = await open('linux-io-engines.html')
  await page.locator('#fig-switches .figdata summary').click()
  await answered(page)
  const heading = page.locator('#fig-switches .figdata th').first()
  await heading.click()
  await heading.click()
  expect(await heading.getAttribute('aria-sort')).toBe('descending')
  await page.locator('#fig-switches .chart').hover()
  await answered(page)
  expect(await names(page)).toEqual(expected)
  await page.context().close()
})

test('a packed capture that a link leads into is unpacked', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'technote-prepare-'))
  const lines = Array.from({ length: 4000 }, (_, index) => `line ${index + 1} of a capture\n`)
  const marked = lines.map((line, at) => (at === 2 ? h('span', { id: 'x-L3' }, line) : line))
  const summary = h('summary', [h('code', 'a.txt')])
  const capture = h('details.capture', [summary, h('pre', { tabIndex: 0 }, marked)])
  packCaptures({ type: 'root', children: [capture] })
  const script = (name: string) => readFileSync(join(repository, `dist/client/${name}.js`), 'utf8')
  const html = `<!doctype html><html lang="en"><head><title>t</title><script>${script('page')}</script><script type="text/plain" data-rest>${script('reader')}</script></head><body><p style="height:200vh">above</p>${printHtml(capture)}`
  const file = join(folder, 'capture.html')
  writeFileSync(file, html)
  const page = await browser.newPage()
  await page.goto(`${pathToFileURL(file).href}#x-L3`)
  await expect.poll(() => page.locator('pre').evaluate(pre => pre.textContent)).toBe(lines.join(''))
  await page.close()
  rmSync(folder, { recursive: true })
})

describe('what is done before the rest of the script has come', () => {
  /** A page whose script comes once `come` does, after so many failures. */
  const openSlowly = async (come: Promise<void>, failures = 0) => {
    const context = await browser.newContext({ hasTouch: true })
    const page = await context.newPage()
    let asked = 0
    await page.route('**/reader.js', async route => {
      await come
      await (asked++ < failures ? route.abort() : route.continue())
    })
    await page.goto(pathToFileURL(join(site, 'linux-io-engines.html')).href)
    return page
  }

  test('is answered when it has: a heading sorts, a view opens', async () => {
    let release = () => {}
    const page = await openSlowly(new Promise<void>(resolve => (release = resolve)))
    const heading = page.locator('.table:has(thead .groups) thead tr:last-child th').nth(1)
    const button = page.locator('#fig-switches [data-view]')
    await heading.tap()
    await button.tap()
    expect(await heading.getAttribute('aria-sort')).toBe(null)
    expect(await button.textContent()).toBe('interactive view')
    release()
    await expect.poll(() => heading.getAttribute('aria-sort'), waiting).toBe('ascending')
    await expect.poll(() => button.textContent(), waiting).toBe('static drawing')
    await page.context().close()
  })

  test('is tried again where it does not come', async () => {
    const page = await openSlowly(Promise.resolve(), 1)
    await page.keyboard.press('Shift')
    await page.waitForTimeout(300)
    expect((await page.evaluate(count)).tables).toBe(0)
    await page.keyboard.press('Shift')
    await answered(page)
    expect((await page.evaluate(count)).tables).toBeGreaterThan(3)
    await page.context().close()
  })

  test('is answered at once in a single file, where it stands in the page', async () => {
    const page = await open('single/linux-io-engines.html')
    expect((await page.evaluate(count)).tables).toBe(0)
    const isAnswered = await page.evaluate(() => {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true }))
      return document.querySelector('thead button') !== null
    })
    expect(isAnswered).toBe(true)
    await page.context().close()
  })
})

test('a press while the interactive view is loading opens no second one', async () => {
  const page = await open('linux-io-engines.html')
  const button = page.locator('#fig-switches [data-view]')
  await button.dblclick()
  await expect.poll(() => button.textContent(), waiting).toBe('static drawing')
  await page.waitForTimeout(500)
  expect(await page.locator('#fig-switches .chart').count()).toBe(2)
  await page.context().close()
})

test('the interactive view measures words in the font in which it draws them', async () => {
  const page = await open('linux-io-engines.html')
  await page.evaluate(() => {
    const fonts = new Set<string>()
    Object.assign(window, { fonts })
    const { measureText } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.measureText = function (text) {
      fonts.add(this.font)
      return Reflect.apply(measureText, this, [text])
    }
  })
  const button = page.locator('#fig-switches [data-view]')
  await button.click()
  await expect.poll(() => button.textContent(), waiting).toBe('static drawing')
  const drawn = await page
    .locator('#fig-switches .chart:visible text')
    .evaluateAll(texts => [...new Set(texts.map(text => getComputedStyle(text).fontFamily))])
  const measured = await page.evaluate(() =>
    [...(window as unknown as { fonts: Set<string> }).fonts].map(font =>
      font.replace(/^.*?px /, ''),
    ),
  )
  expect(drawn).toHaveLength(1)
  expect(new Set(measured)).toEqual(new Set(drawn))
  await page.context().close()
})

test('a view that cannot be loaded leaves the drawing where it is', async () => {
  const page = await open('linux-io-engines.html')
  await page.evaluate(() => {
    Object.assign(window, { technoteVega: () => Promise.reject(new Error('cannot draw')) })
  })
  await page.locator('#fig-switches [data-view]').click()
  const said = page.getByText('the interactive view could not be loaded')
  await said.waitFor()
  expect(await page.locator('#fig-switches .chart').isVisible()).toBe(true)
  await page.context().close()
})
