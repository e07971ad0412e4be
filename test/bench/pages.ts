import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'
import type { OutputFile } from '../../src/pages/page.ts'
import { findChromium } from '../browser/chromium.ts'

/** What pages weigh, and what they cost a browser beside the same page drawn by Vega. */
export async function reportPages(files: OutputFile[]): Promise<void> {
  tellWeights(files)
  const chromiumPath = findChromium()
  if (!chromiumPath) {
    console.log('\nscript time: not measured, no Chromium; on Debian: apt-get install chromium')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'technote-bench-'))
  for (const { path, content } of files.filter(({ path }) => !/\.gz$|^single\//.test(path))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] })
  console.log(
    '\nscript time on loading, CPU ms, median of 5 in turn: ours, drawn by Vega there, ratio',
  )
  for (const path of pagesWithFigures(files)) await tellScriptTime(browser, folder, path, files)
  await browser.close()
  rmSync(folder, { recursive: true })
}

function tellWeights(files: OutputFile[]): void {
  console.log('\nweight of pages, kB: raw, compressed; as one file: raw, compressed, beyond fonts')
  const kB = (bytes: number) => (bytes / 1000).toFixed(1).padStart(9)
  const gzip = (text: string) => gzipSync(text, { level: 9 }).length
  for (const { path, content } of files.filter(({ path }) => path.endsWith('.html'))) {
    const single = String(files.find(file => file.path === `single/${path}`)?.content ?? '')
    if (path.startsWith('single/')) continue
    const text = String(content)
    const own = [Buffer.byteLength(text), gzip(text)]
    const beyond = single.replaceAll(/url\("data:font[^"]*"\)/g, '')
    const one = single ? [Buffer.byteLength(single), gzip(single), gzip(beyond)] : []
    console.log(`  ${path.padEnd(42)}${[...own, ...one].map(kB).join('')}`)
  }
}

function pagesWithFigures(files: OutputFile[]): string[] {
  const drawn = files.filter(({ content }) => String(content).includes('data-view="'))
  return drawn.flatMap(({ path }) => (/^[^/]+\.html$/.test(path) ? [path] : []))
}

async function tellScriptTime(
  browser: Browser,
  folder: string,
  path: string,
  files: OutputFile[],
): Promise<void> {
  const html = String(files.find(file => file.path === path)?.content)
  writeFileSync(join(folder, 'drawn-by-vega.html'), toVegaPage(html))
  writeFileSync(join(folder, 'script/draw.js'), drawAll)
  const ours: number[] = []
  const vega: number[] = []
  for (let round = 0; round < 5; round++) {
    ours.push(await timeScript(browser, join(folder, path), 'html:not(.waiting)'))
    vega.push(await timeScript(browser, join(folder, 'drawn-by-vega.html'), 'html[data-drawn]'))
  }
  const [a, b] = [median(ours), median(vega)]
  console.log(
    `  ${path.padEnd(42)}${a.toFixed(1).padStart(9)}${b.toFixed(1).padStart(9)}${`1 : ${(b / a).toFixed(0)}`.padStart(10)}`,
  )
}

/** The same page without its drawings, which Vega draws from the compiled specs instead. */
function toVegaPage(html: string): string {
  const views = [...html.matchAll(/data-view="([^"]*)"/g)].map(match => match[1] ?? '')
  const scripts = ['script/vega.js', ...views, 'script/draw.js']
  return html
    .replaceAll(/<svg class="marks"[\s\S]*?<\/svg>/g, '')
    .replace(
      '<script src="script/page.js"></script>',
      scripts.map(script => `<script src="${script}"></script>`).join(''),
    )
}

/** In the page: each figure at the width at which the page would show it. */
const drawAll = `addEventListener('DOMContentLoaded', async () => {
  for (const [path, specs] of Object.entries(window.technoteViews)) {
    const id = path.split('/').pop().replace('.view.js', '')
    await window.technoteVega(document.querySelector('#' + id + ' .chart'), specs.regular)
  }
  document.documentElement.dataset.drawn = ''
})`

/** CPU time that a page's scripts take until it is there, in ms, as Chromium counts it. */
async function timeScript(browser: Browser, file: string, ready: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.goto(pathToFileURL(file).href)
  await page.waitForSelector(ready, { state: 'attached' })
  const { metrics } = await session.send('Performance.getMetrics')
  await context.close()
  const of = (name: string) => metrics.find(metric => metric.name === name)?.value ?? 0
  return 1000 * (of('ScriptDuration') + of('V8CompileDuration'))
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
