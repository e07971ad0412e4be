import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Case, drawCase, listCases } from '../charts/cases.ts'
import { repository } from '../helpers/technote.ts'
import { chromiumPath } from './chromium.ts'

/** All kinds of figures in a real Chromium, with the page's style and fonts. */
let browser: Browser
const folder = join(repository, 'test/charts')

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu'],
  })
})

afterAll(async () => {
  await browser?.close()
})

/** The font stands in the page, which may read no file, and is waited for: without that,
 * `optional` would leave the drawing in whatever font the machine has. */
function toHtml(drawing: Case['drawings'][number]): string {
  const read = (path: string) => readFileSync(join(repository, 'site', path))
  const css = read('style/technote.css')
    .toString()
    .replaceAll('font-display: optional', 'font-display: block')
    .replaceAll(
      /\.\.\/(fonts\/[\w-]+\.woff2)/g,
      (_, path) => `data:font/woff2;base64,${read(path).toString('base64')}`,
    )
  return `<!doctype html><style>${css}</style><body><div class="chart" style="width:${drawing.width}px">${drawing.svg}</div>`
}

test.each(listCases(folder))('%s: no text is covered, cut or too faint', async name => {
  const { drawings } = await drawCase(folder, name)
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const drawing of drawings) {
      const context = await browser.newContext({
        viewport: { width: 700, height: 900 },
        colorScheme,
      })
      const page = await context.newPage()
      await page.setContent(toHtml(drawing))
      await page.evaluate(() => document.fonts.ready)
      const found = await page.evaluate(examine)
      expect(found.texts).toBeGreaterThan(3)
      expect({ ...found, texts: 0 }).toEqual({ texts: 0, outside: [], overlaps: [], faint: [] })
      await context.close()
    }
  }
})

/** In the page: texts outside the drawing, texts over each other, contrast below 4.5. */
function examine() {
  const svg = document.querySelector('svg')
  if (!svg) throw new Error('no drawing')
  const frame = svg.getBoundingClientRect()
  const texts = [...svg.querySelectorAll('text')].filter(text => text.textContent?.trim())
  // The box of a text is as high as its font; letters take less.
  const boxes = texts.map(text => {
    const { left, right, top, bottom } = text.getBoundingClientRect()
    return { text, left, right, top: top + 3.5, bottom: bottom - 3.5 }
  })
  // A letter may reach a little further left than where it begins: a bold A does.
  const outside = boxes
    .filter(
      box =>
        box.left < frame.left - 1 ||
        box.right > frame.right + 0.6 ||
        box.top < frame.top ||
        box.bottom > frame.bottom,
    )
    .map(({ text }) => text.textContent)
  const overlaps = boxes.flatMap((a, at) =>
    boxes
      .slice(at + 1)
      .filter(b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map(b => `${a.text.textContent} / ${b.text.textContent}`),
  )
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const brush = canvas.getContext('2d', { willReadFrequently: true })
  if (!brush) throw new Error('no canvas')
  const paper = getComputedStyle(document.documentElement).backgroundColor
  /** Relative luminance (WCAG 2.2) of colours painted over each other. */
  const luminance = (...colours: string[]) => {
    for (const colour of colours) {
      brush.fillStyle = colour
      brush.fillRect(0, 0, 1, 1)
    }
    const [r = 0, g = 0, b = 0] = [...brush.getImageData(0, 0, 1, 1).data].map(byte => {
      const share = byte / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const areas = [...svg.querySelectorAll('path')].flatMap(path => {
    const { fill } = getComputedStyle(path)
    const box = path.getBoundingClientRect()
    const toPath = path.getScreenCTM()?.inverse()
    // One path may be many cells that lie apart.
    const holds = (x: number, y: number) =>
      path.isPointInFill(new DOMPoint(x, y).matrixTransform(toPath))
    return fill === 'none' || box.width < 12 || box.height < 12 ? [] : [{ fill, holds }]
  })
  const faint = boxes.flatMap(({ text, left, right, top, bottom }) => {
    const [x, y] = [(left + right) / 2, (top + bottom) / 2]
    const behind = areas.filter(({ holds }) => holds(x, y)).map(({ fill }) => fill)
    const style = getComputedStyle(text)
    const ink = luminance(paper, ...behind, style.fill)
    const ground = luminance(paper, ...behind)
    const ratio = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05)
    return ratio < 4.5 || Number(style.opacity) < 1 ? [`${text.textContent}: ${ratio}`] : []
  })
  return { texts: texts.length, outside, overlaps, faint }
}
