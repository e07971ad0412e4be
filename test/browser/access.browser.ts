import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contrast } from '../helpers/contrast.ts'
import { answered } from './answered.ts'
import { beginVisit, pageKinds, type Visit } from './visit.ts'

/** WCAG 2.2 AA: by axe where axe can tell, by our own measurement where it cannot. */
let visit: Visit
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

beforeAll(async () => {
  visit = await beginVisit()
})
afterAll(() => visit.end())

const themes = ['light', 'dark'] as const
const widths = [360, 1440]

/** Rules that axe leaves open because it does not see through SVG or a `::before`. */
const measuredBelow = ['color-contrast']

/** With all that the script offers: a key makes it there. */
async function prepare(page: Page): Promise<void> {
  await page.keyboard.press('Shift')
  await answered(page)
}

/** In the page: axe does not see past a cell that stands across all columns; `findEmptyColumns` does. */
function areInGroups(targets: string[]): boolean {
  return targets.every(target => document.querySelector(target)?.closest('.grouped'))
}

/** In the page: headings of tables whose rows stand in groups, with no number below them. */
function findEmptyColumns(): string[] {
  return [...document.querySelectorAll<HTMLTableElement>('.grouped table')].flatMap(table => {
    const [heads, ...rows] = [...table.rows].filter(row => row.cells.length > 1)
    return [...(heads?.cells ?? [])].flatMap(({ textContent, cellIndex }) =>
      rows.some(row => row.cells[cellIndex]?.textContent?.trim()) ? [] : [textContent ?? ''],
    )
  })
}

async function runAxe(page: Page): Promise<AxeResults> {
  await page.evaluate(axe)
  return page.evaluate(() =>
    (window as unknown as { axe: typeof import('axe-core') }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations', 'incomplete'],
    }),
  )
}

describe.each(pageKinds)('%s', path => {
  const views = themes.flatMap(colorScheme => widths.map(width => ({ colorScheme, width })))

  test.each(views)('axe finds nothing: $colorScheme, $width px', async ({ colorScheme, width }) => {
    const page = await visit.open(path, {
      colorScheme,
      viewport: { width, height: 900 },
      bypassCSP: true,
    })
    await prepare(page)
    const { violations, incomplete } = await runAxe(page)
    const left = incomplete.filter(({ id }) => !measuredBelow.includes(id))
    const open: typeof left = []
    for (const result of left) {
      const targets = result.nodes.map(({ target }) => String(target))
      const isSeenBelow =
        result.id === 'th-has-data-cells' && (await page.evaluate(areInGroups, targets))
      if (!isSeenBelow) open.push(result)
    }
    const tell = (results: typeof violations) =>
      results.map(
        ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(node => node.html.slice(0, 120))}`,
      )
    expect(tell(violations)).toEqual([])
    expect(tell(open)).toEqual([])
    expect(await lowContrasts(page)).toEqual([])
    expect(await page.evaluate(findEmptyColumns)).toEqual([])
    await page.context().close()
  })

  test('at 200 % zoom nothing is lost, and forced colours keep text and figures apart', async () => {
    const page = await visit.open(path, { viewport: { width: 720, height: 450 } })
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(excess).toBeLessThanOrEqual(0)
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
    expect(await lowContrasts(page)).toEqual([])
    await page.context().close()
  })

  test('what can be pressed is at least 24 px high, apart from links in text', async () => {
    const page = await visit.open(path, { viewport: { width: 360, height: 800 } })
    await prepare(page)
    expect(await page.evaluate(smallTargets)).toEqual([])
    await page.context().close()
  })

  test('from the keyboard: skip link first, every stop visible, none a trap', async () => {
    const page = await visit.open(path, { viewport: { width: 1440, height: 900 } })
    await page.keyboard.press('Tab')
    if (path !== '404.html') {
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')
    }
    const seen = new Set<string>()
    for (let stop = 0; stop < 25; stop++) {
      await page.keyboard.press('Tab')
      const { name, outlined } = await page.evaluate(focused)
      if (name === '') break
      expect(outlined, name).toBe(true)
      expect(seen.has(name), `${name} a second time`).toBe(false)
      seen.add(name)
    }
    await page.context().close()
  })

  test('one h1, no level skipped, landmarks, language, names of figures', async () => {
    const page = await visit.open(path, {})
    const outline = await page.evaluate(() => ({
      levels: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(one =>
        Number(one.tagName[1]),
      ),
      mains: document.querySelectorAll('main').length,
      language: document.documentElement.lang,
      // Words of a machine are links, each to its capture: it is no image, and has its name itself.
      machines: [...document.querySelectorAll('figure.machine')].map(machine => {
        const drawn = document.getElementById(machine.getAttribute('aria-describedby') ?? '')
        const name = machine.getAttribute('aria-label') ?? ''
        const isTold = name.length > 5 && (drawn?.textContent ?? '').length > 10
        return isTold && machine.querySelector('a[href]') !== null
      }),
      figures: [...document.querySelectorAll('figure:not(.machine)')].map(figure => {
        const image = figure.querySelector('.chart, .drawing')
        const say = (attribute: string) =>
          document.getElementById(image?.getAttribute(attribute) ?? '')?.textContent?.trim() ?? ''
        const content = figure.querySelector('table, a[href$=".txt"]')
        return (
          say('aria-labelledby').length > 5 &&
          say('aria-describedby').length > 10 &&
          content !== null
        )
      }),
    }))
    expect(outline.levels.filter(level => level === 1)).toHaveLength(1)
    const skipped = outline.levels.filter((level, at) => level - (outline.levels[at - 1] ?? 0) > 1)
    expect(skipped).toEqual([])
    expect(outline.mains).toBe(1)
    expect(outline.language).not.toBe('')
    expect(outline.machines).not.toContain(false)
    expect(outline.figures).not.toContain(false)
    await page.context().close()
  })
})

/** What a screen reader is told of each figure, by Chromium's own tree. */
async function tellFigures(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  return nodes.flatMap(({ ignored, role, name, description }) =>
    !ignored && /^(?:image|group)$/.test(role?.value) && description?.value
      ? [`${name?.value}: ${description.value}`]
      : [],
  )
}

test('both drawings of a figure tell the same, with scripts and without', async () => {
  const told: string[][] = []
  for (const javaScriptEnabled of [true, false]) {
    for (const width of widths) {
      const viewport = { width, height: 900 }
      const page = await visit.open('part-2-fixed-iops.html', { viewport, javaScriptEnabled })
      told.push(await tellFigures(page))
      await page.context().close()
    }
  }
  expect(told[0]?.length).toBeGreaterThan(2)
  for (const figures of told) expect(figures).toEqual(told[0])
  // The words that stand beside the marks, of the row that costs most.
  expect(told[0]?.join()).toMatch(/Highest: ide · threads · without IOThread: \d/)
})

/** Texts of figures that do not stand out 4.5 : 1 from what is painted beneath them. */
async function lowContrasts(page: Page): Promise<string[]> {
  const texts = await page.evaluate(textsOfFigures)
  return texts.flatMap(({ text, ink, papers }) =>
    papers
      .map(paper => contrast(ink, paper))
      .filter(ratio => !(ratio >= 4.5))
      .map(ratio => `${text}: ${ink} on ${papers} is ${ratio.toFixed(2)} : 1`),
  )
}

/** In the page: each text of a drawing, its colour, and that of the last filled shape under it. */
function textsOfFigures(): { text: string; ink: string; papers: string[] }[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const toHex = (colour: string) => {
    if (!canvas) return ''
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data
    return `#${[red, green, blue].map(one => one.toString(16).padStart(2, '0')).join('')}`
  }
  const page = getComputedStyle(document.documentElement).backgroundColor
  return [...document.querySelectorAll('figure svg text')].flatMap(text => {
    const box = text.getBoundingClientRect()
    if (box.width === 0) return []
    const shapes = [...(text.closest('svg')?.querySelectorAll('rect, path, circle') ?? [])]
    const x = box.left + box.width / 2
    const y = box.top + box.height / 2
    const under = shapes.filter(shape => {
      const isBefore = shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING
      const { left, right, top, bottom } = shape.getBoundingClientRect()
      const fill = getComputedStyle(shape).fill
      const isFilled =
        fill !== 'none' && !fill.endsWith(', 0)') && shape.getAttribute('fill') !== 'transparent'
      return isBefore && isFilled && left <= x && x <= right && top <= y && y <= bottom
    })
    const last = under.at(-1)
    const paper = last ? getComputedStyle(last).fill : page
    return [
      {
        text: text.textContent ?? '',
        ink: toHex(getComputedStyle(text).fill),
        papers: [toHex(paper)],
      },
    ]
  })
}

/** In the page: links that are not part of a sentence, buttons and summaries under 24 px. */
function smallTargets(): string[] {
  const isInText = (one: Element) =>
    one.closest('p, dd, td, th, li, figcaption, cite, h1, h2, h3, h4, .source') !== null &&
    one.closest('nav, footer, .site-header') === null
  return [...document.querySelectorAll('a, button, summary, input, select')].flatMap(one => {
    const own = one.getBoundingClientRect()
    // A button of a heading is made larger by what stands before it.
    const before = getComputedStyle(one, '::before')
    const width = Math.max(own.width, Number.parseFloat(before.width) || 0)
    const height = Math.max(own.height, Number.parseFloat(before.height) || 0)
    if (own.width === 0 || (one.tagName === 'A' && isInText(one)) || one.matches('.skip')) return []
    return height < 24 || width < 24 ? [`${one.outerHTML.slice(0, 100)} ${width} × ${height}`] : []
  })
}

/** In the page: what has the focus, and whether it shows. */
function focused(): { name: string; outlined: boolean } {
  const one = document.activeElement
  if (!one || one === document.body) return { name: '', outlined: false }
  const { outlineStyle, outlineWidth } = getComputedStyle(one)
  const order = [...document.querySelectorAll('*')].indexOf(one)
  return {
    name: `${order} ${one.tagName} ${one.textContent?.trim().slice(0, 30)}`,
    outlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1,
  }
}
