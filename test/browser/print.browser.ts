import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBrowser, printPdf } from '../../src/site/print-pdf.ts'
import { type Paper, papers, toRules } from '../../src/site/to-print.ts'
import { builtSite } from '../helpers/built-site.ts'
import { technoteProcess } from '../helpers/technote.ts'
import { chromiumPath } from './chromium.ts'
import { beginVisit, type Visit } from './visit.ts'

/** Pages on paper: printed by the command's own code, then read back. */
let visit: Visit
const folder = mkdtempSync(join(tmpdir(), 'technote-print-'))
const single = join(builtSite(), 'single/linux-io-engines.html')

beforeAll(async () => {
  visit = await beginVisit()
})
afterAll(async () => {
  await visit.end()
  rmSync(folder, { recursive: true })
})

/** A built single file, as the command prepares it. */
function forPaper(html: string, paper: Paper): string {
  return html.replace('</head>', `<style>${toRules(paper, false)}</style></head>`)
}

/** Text of each page, by poppler, which CI installs. */
function readPages(pdf: string): string[] | undefined {
  const { error, stdout } = spawnSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
  if (error && process.env.CI)
    throw new Error('No pdftotext; on Debian: apt-get install poppler-utils')
  return error ? undefined : stdout.split('\f').slice(0, -1)
}

describe.each(Object.keys(papers) as (keyof typeof papers)[])('%s', paper => {
  /** In PostScript points. */
  const size = { a4: [595, 842], letter: [612, 792] }[paper]

  test('pages are counted and numbered, figures whole, links spelt, no ledger', async () => {
    const output = join(folder, `${paper}.pdf`)
    const html = readFileSync(single, 'utf8')
    const printed = await printPdf(forPaper(html, paper), output, chromiumPath())
    const pdf = readFileSync(output, 'latin1')
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)]
    expect(boxes).toHaveLength(printed.pages)
    for (const [, width, height] of boxes) {
      expect(Math.abs(Number(width) - (size[0] ?? 0))).toBeLessThan(1.5)
      expect(Math.abs(Number(height) - (size[1] ?? 0))).toBeLessThan(1.5)
    }
    expect(printed.pages).toBeGreaterThan(5)
    expect(printed.pages).toBeLessThan(20)
    const pages = readPages(output)
    if (!pages) return
    expect(pages).toHaveLength(printed.pages)
    pages.forEach((text, index) => {
      expect(text).toContain(`${index + 1} / ${pages.length}`)
      const runningHead = 'What one read costs through each Linux I/O engine · technote'
      expect(text.trimStart().startsWith(runningHead)).toBe(index > 0)
    })
    const page = await visit.open('single/linux-io-engines.html', {})
    const captions = await page.locator('figcaption > b').allTextContents()
    const titles = await page.locator('.figtitle').allTextContents()
    await page.context().close()
    const squeezed = pages.map(text => text.replaceAll(/\s+/g, ''))
    const find = (words: string) =>
      squeezed.findIndex(text => text.includes(words.replaceAll(/\s+/g, '')))
    expect(captions.length).toBeGreaterThan(4)
    captions.forEach((caption, index) => {
      expect(find(caption), caption).toBeGreaterThanOrEqual(0)
      expect(find(titles[index] ?? ''), `title of ${caption}`).toBe(find(caption))
    })
    expect(squeezed.join()).not.toMatch(/Sourcesofrepeat|Ledger:|Inthisfile/)
  })
})

test('a figure never breaks, and none is taller than the page', async () => {
  for (const path of ['everything.html', 'linux-io-engines.html', 'tables-fixed-iops.html']) {
    // Letter is the shorter one: 279 mm less the margins, at 96 px an inch; A4 the narrower.
    const page = await visit.open(path, { viewport: { width: 672, height: 900 } })
    await page.emulateMedia({ media: 'print' })
    const blocks = await page.evaluate(() =>
      [...document.querySelectorAll('figure, .note, tr')].map(block => ({
        inside: getComputedStyle(block).breakInside,
        height: block.getBoundingClientRect().height,
        excess: block.scrollWidth - block.clientWidth,
      })),
    )
    expect(blocks.length).toBeGreaterThan(5)
    for (const { inside, height } of blocks) {
      expect(inside).toBe('avoid')
      expect(height).toBeLessThan(((279 - 38) / 25.4) * 96)
    }
    const headings = await page.evaluate(() =>
      [...document.querySelectorAll('thead')].map(head => getComputedStyle(head).display),
    )
    expect(headings.every(display => display === 'table-header-group')).toBe(true)
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wide).toBeLessThanOrEqual(0)
    await page.context().close()
  }
})

test('a table that goes on has its head again, with scripts and without', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await visit.open('tables-fixed-iops.html', { javaScriptEnabled })
    const output = join(folder, 'heads.pdf')
    writeFileSync(output, await page.pdf({ preferCSSPageSize: true, format: 'A4' }))
    const sheets = readPages(output)
    await page.context().close()
    if (!sheets) continue
    // Of the load table, which is longer than what is left of its page, and has rows on two.
    const rows = /^ *lsi53c8.*(?:held|not)$/m
    const begins = sheets.findIndex(text => /Worst interval/.test(text))
    const ends = sheets.findIndex(text => rows.test(text))
    expect(begins).toBeGreaterThanOrEqual(0)
    expect(ends).toBeGreaterThan(begins)
    for (const text of sheets.slice(begins, ends + 1)) expect(text).toMatch(/Worst interval/)
  }
})

test.each([
  ['linux-io-engines.html', 'A4'],
  ['part-3-fixed-bandwidth.html', 'Letter'],
  ['tables-fixed-bandwidth.html', 'Letter'],
  ['tables-unlimited.html', 'A4'],
  ['part-4-unloaded.html', 'A4'],
  ['part-4-unloaded.html', 'Letter'],
])('no sheet of %s on %s is left empty', async (path, format) => {
  const page = await visit.open(path, {})
  const titles = await page.locator('.figtitle').allTextContents()
  const output = join(folder, 'sheets.pdf')
  writeFileSync(output, await page.pdf({ preferCSSPageSize: true, format }))
  await page.context().close()
  const sheets = readSheets(output)
  sheets?.slice(0, -1).forEach(({ filled }, index) => {
    // Only before a figure, which is never split, may more than a third of a sheet stay white.
    const next = sheets[index + 1]?.words ?? ''
    const isBeforeFigure = titles.some(title => next.startsWith(withoutSpaces(title)))
    const least = isBeforeFigure ? 1 / 3 : 2 / 3
    expect(filled, `sheet ${index + 1} of ${sheets.length}`).toBeGreaterThan(least)
  })
})

/** Without its head and foot: the words of each sheet, and how far down they reach. */
function readSheets(pdf: string): { words: string; filled: number }[] | undefined {
  const { error, stdout } = spawnSync('pdftotext', ['-bbox', pdf, '-'], { encoding: 'utf8' })
  if (error) return
  const margin = (18 / 25.4) * 72
  return stdout
    .split('<page ')
    .slice(1)
    .map(sheet => {
      const height = Number(/height="([\d.]+)"/.exec(sheet)?.[1])
      const words = [...sheet.matchAll(/yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</g)]
        .map(([, top, bottom, word]) => ({ top: Number(top), bottom: Number(bottom), word }))
        .filter(({ top, bottom }) => bottom > margin && top < height - margin)
      return {
        words: words.map(({ word }) => word).join(''),
        filled: (Math.max(...words.map(({ bottom }) => bottom)) - margin) / (height - 2 * margin),
      }
    })
}

const withoutSpaces = (text: string) => text.replaceAll(/\s+/g, '')

/** Every text that is seen, and how large it is; drawings are scaled. Runs in the page. */
function measureLetters(): { text: string; points: number; isSuperscript: boolean }[] {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: { text: string; points: number; isSuperscript: boolean }[] = []
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent?.trim()
    const element = walk.currentNode.parentElement as Element
    if (!text || !element.checkVisibility() || element.closest('.hidden')) continue
    const scale = element instanceof SVGGraphicsElement ? (element.getScreenCTM()?.d ?? 1) : 1
    const points = Number.parseFloat(getComputedStyle(element).fontSize) * scale * 0.75
    found.push({ text, points, isSuperscript: element.closest('sup') !== null })
  }
  return found
}

/** Sheets less their margins of 16 mm, in mm: A4 is the narrower one, Letter lying down. */
test.each([
  ['everything.html', 210 - 32],
  ['linux-io-engines.html', 210 - 32],
  ['part-1-introduction.html', 210 - 32],
  ['part-4-unloaded.html', 210 - 32],
  ['tables-unlimited.html', 210 - 32],
  ['method.html', 210 - 32],
  ['data/qemu-controllers/index.html', 210 - 32],
  ['data/qemu-controllers/ledger-iops~pvscsi.native.off.html', 279 - 32],
  ['data/qemu-controllers/summary-iops.html', 279 - 32],
])('every letter of %s can be read, and none is cut off', async (path, width) => {
  const page = await visit.open(path, {
    viewport: { width: Math.floor((width / 25.4) * 96), height: 900 },
  })
  await page.emulateMedia({ media: 'print' })
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(excess).toBeLessThanOrEqual(0)
  const small = (await page.evaluate(measureLetters)).filter(
    ({ points, isSuperscript }) => points < (isSuperscript ? 5 : 6.99),
  )
  expect(small).toEqual([])
  await page.context().close()
})

test('links to elsewhere are spelt', async () => {
  const page = await visit.open('everything.html', {})
  const whole = fileURLToPath(page.url().replace('everything.html', 'single/everything.html'))
  await page.context().close()
  const output = join(folder, 'everything.pdf')
  await printPdf(forPaper(readFileSync(whole, 'utf8'), 'a4'), output, chromiumPath())
  const pages = readPages(output)
  if (pages) expect(pages.join().replaceAll(/\s+/g, '')).toContain('<https://example.org/>')
})

describe('the command', () => {
  test('says how to get a browser, and leaves nothing behind', async () => {
    const { status, err } = technoteProcess(['pdf'], { env: { PATH: folder, CHROMIUM: '' } })
    expect(status).toBe(2)
    expect(err).toContain('apt-get install chromium')
    await expect(findBrowser(join(folder, 'none'), '')).rejects.toThrow('Unexpected browser')
  })

  test('nothing is at its place where the browser fails', async () => {
    const output = join(folder, 'failed.pdf')
    const broken = join(folder, 'broken')
    writeFileSync(broken, '#!/bin/sh\necho no display >&2\nexit 1\n', { mode: 0o755 })
    await expect(printPdf('<p>x', output, broken)).rejects.toThrow('it said: no display')
    expect(existsSync(output)).toBe(false)
    expect(execFileSync('ls', [folder], { encoding: 'utf8' })).not.toContain('.new-')
  })

  test('refuses papers and pages that there are not', () => {
    expect(technoteProcess(['pdf', '--paper', 'a5']).err).toContain('Unexpected paper a5')
  })

  test('prints the same bytes twice', async () => {
    const [one, two] = [join(folder, '1.pdf'), join(folder, '2.pdf')]
    const html = '<!doctype html><html lang="en"><head><title>t</title></head><p>text</html>'
    for (const output of [one, two]) await printPdf(html, output, chromiumPath())
    expect(readFileSync(one).equals(readFileSync(two))).toBe(true)
  })
})
