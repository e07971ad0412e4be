import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type Traced, traceScripts } from '../browser/script-time.ts'

/**
 * What the script of a page costs on loading, beside the same page whose figures Vega draws in
 * the browser from the compiled specs, with the runtime and the interpreter that the page itself
 * would load for its interactive view. Both are loaded in turn, each in a context of its own.
 *
 * Script time is CPU time from the start of the page to `idle` after its `load`: all parsing,
 * compiling, optimising and running of its scripts, with what they call, on whichever thread.
 */
const rounds = 5
/** In ms; nothing of either page runs later. */
const idle = 2000
const slow = 4

interface Costs {
  ours: Traced[]
  /** What the first key makes the script prepare: all figures and tables. */
  keys: Traced[]
  slowed: Traced[]
  /** The page as one file. */
  single: Traced[]
  vega: Traced[]
}

export async function reportScripts(
  executablePath: string,
  folder: string,
  paths: string[],
): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  writeFileSync(join(folder, 'script/draw.js'), drawAll)
  const measured: [path: string, costs: Costs][] = []
  for (const path of paths) {
    process.stderr.write(`loading ${path}\n`)
    measured.push([path, await measure(browser, folder, path)])
  }
  await browser.close()
  tellScripts(measured)
  tellTasks(measured)
}

async function measure(browser: Browser, folder: string, path: string): Promise<Costs> {
  const drawn = 'drawn-by-vega.html'
  writeFileSync(join(folder, drawn), toVegaPage(readFileSync(join(folder, path), 'utf8')))
  const costs: Costs = { ours: [], keys: [], slowed: [], single: [], vega: [] }
  for (let round = 0; round < rounds; round++) {
    const own = await load(browser, join(folder, path))
    costs.ours.push(own.traced)
    const press = () => own.page.keyboard.press('Shift').then(() => setTimeout(idle / 4))
    costs.keys.push(await traceScripts(browser, own.page, press))
    await own.page.context().close()
    const vega = await load(browser, join(folder, drawn))
    costs.vega.push(vega.traced)
    const undrawn = await vega.page
      .locator('figure:has(.chart):not(:has(.chart svg)), html:not([data-drawn])')
      .count()
    if (undrawn > 0) throw new Error(`Vega did not draw ${undrawn} figures of ${path}`)
    await vega.page.context().close()
    const slowed = await load(browser, join(folder, path), slow)
    costs.slowed.push(slowed.traced)
    await slowed.page.context().close()
    const single = await load(browser, join(folder, 'single', path))
    costs.single.push(single.traced)
    await single.page.context().close()
  }
  return costs
}

async function load(
  browser: Browser,
  file: string,
  slowness = 1,
): Promise<{ page: Page; traced: Traced }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowness })
  const traced = await traceScripts(browser, page, async () => {
    await page.goto(pathToFileURL(file).href, { waitUntil: 'load' })
    await setTimeout(idle * Math.sqrt(slowness))
  })
  return { page, traced }
}

function tellScripts(measured: [path: string, costs: Costs][]): void {
  console.log(`
script time on loading, CPU ms, medians of ${rounds} in turn: all threads (the main one alone);
the same page drawn by Vega in the browser; Vega's drawing without loading its runtime; the
first key, which prepares all figures and tables of our page
`)
  tell('', ['ours', 'Vega', 'ratio', 'drawing', 'ratio', 'key'])
  for (const [path, { ours, vega, keys }] of measured) {
    const all = (runs: Traced[]) => median(runs.map(run => timeOf(run, () => true)))
    const main = (runs: Traced[]) => median(runs.map(run => timeOf(run, ({ isMain }) => isMain)))
    const drawing = median(vega.map(run => timeOf(run, ({ url }) => !/\/vega\.js$/.test(url))))
    const drawingMain = median(
      vega.map(run => timeOf(run, ({ url, isMain }) => isMain && !/\/vega\.js$/.test(url))),
    )
    tell(path, [
      `${all(ours).toFixed(1)} (${main(ours).toFixed(1)})`,
      `${all(vega).toFixed(0)} (${main(vega).toFixed(0)})`,
      `1:${(all(vega) / all(ours)).toFixed(0)} (1:${(main(vega) / main(ours)).toFixed(0)})`,
      `${drawing.toFixed(0)} (${drawingMain.toFixed(0)})`,
      `1:${(drawing / all(ours)).toFixed(0)} (1:${(drawingMain / main(ours)).toFixed(0)})`,
      all(keys).toFixed(1),
    ])
  }
}

function tellTasks(measured: [path: string, costs: Costs][]): void {
  console.log(`
longest task on loading, CPU ms, medians of ${rounds}: with style, layout and paint (the longest run
of a script alone); with the processor slowed ${slow} times; layout shift, the largest
`)
  tell('', ['ours', 'as one file', 'slowed', 'Vega', 'first key', 'shift'])
  for (const [path, { ours, single, slowed, vega, keys }] of measured) {
    const longest = (runs: Traced[]) => {
      const task = median(runs.map(({ tasks }) => Math.max(0, ...tasks)))
      const runsOnMain = ({ scripts }: Traced) =>
        scripts.flatMap(({ time, isMain }) => (isMain ? [time] : []))
      const script = median(runs.map(run => Math.max(0, ...runsOnMain(run))))
      return `${task.toFixed(0)} (${script.toFixed(1)})`
    }
    const shift = Math.max(...[...ours, ...single, ...slowed].map(({ shift }) => shift))
    tell(path, [...[ours, single, slowed, vega, keys].map(longest), shift.toFixed(4)])
  }
}

function tell(name: string, columns: string[]): void {
  console.log(`  ${name.padEnd(28)}${columns.map(column => column.padStart(16)).join('')}`)
}

function timeOf({ scripts }: Traced, isMeant: (run: Traced['scripts'][number]) => boolean): number {
  return scripts.filter(isMeant).reduce((sum, { time }) => sum + time, 0)
}

/** The same page without its drawings and without our script. */
function toVegaPage(html: string): string {
  const views = [...html.matchAll(/data-view="([^"]*)"/g)].map(match => match[1] ?? '')
  const scripts = ['script/vega.js', ...views, 'script/draw.js']
  return html
    .replaceAll(/<svg class="marks"[\s\S]*?<\/svg>/g, '')
    .replace(
      /<script data-rest=.*?<\/script>/s,
      scripts.map(script => `<script src="${script}"></script>`).join(''),
    )
}

/** In the page: each figure at the width at which the page would show it. */
const drawAll = `addEventListener('DOMContentLoaded', async () => {
  for (const path in window.technoteViews) {
    const id = path.split('/').pop().replace('.view.js', '')
    const stage = await window.technoteVega(document.querySelector('#' + id + ' .chart'), path)
    stage.hidden = false
  }
  document.documentElement.dataset.drawn = ''
})`

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
