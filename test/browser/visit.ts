import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { builtSite } from '../helpers/built-site.ts'
import { technoteProcess } from '../helpers/technote.ts'
import { chromiumPath } from './chromium.ts'

/**
 * Pages to look at, of every kind: those of the repository's own site, and `everything.html`,
 * which holds what an author can write without a study.
 */
export interface Visit {
  browser: Browser
  /** Opens a page as a file. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>
  end(): Promise<void>
}

export const pageKinds = [
  'everything.html',
  'index.html',
  'linux-io-engines.html',
  'part-1-introduction.html',
  'part-2-fixed-iops.html',
  'tables-fixed-iops.html',
  'tables-machines.html',
  'method.html',
  'reference-platform.html',
  'data/linux-io-engines/ledger-iops.html',
  'data/linux-io-engines/ledger-iops~io_uring.html',
  'data/linux-io-engines/summary-iops.html',
  'data/qemu-controllers/index.html',
  'glossary.html',
  'search.html',
  'data.html',
  '404.html',
  'single/linux-io-engines.html',
]

export async function beginVisit(): Promise<Visit> {
  const folder = mkdtempSync(join(tmpdir(), 'technote-visit-'))
  const small = buildSmallSite(folder)
  const site = builtSite()
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  return {
    browser,
    async open(path, options) {
      const context = await browser.newContext(options)
      const page = await context.newPage()
      const root = path === 'everything.html' ? small : site
      await page.goto(pathToFileURL(join(root, path)).href)
      await page.evaluate(() => document.fonts.ready)
      return page
    },
    async end() {
      await browser.close()
      rmSync(folder, { recursive: true })
    },
  }
}

function buildSmallSite(folder: string): string {
  const root = join(folder, 'project')
  const output = join(folder, 'site')
  mkdirSync(join(root, 'site'), { recursive: true })
  cpSync(join(import.meta.dirname, 'everything'), join(root, 'site'), { recursive: true })
  writeFileSync(join(root, 'site/index.md'), '---\ntitle: Front\ndescription: A front page.\n---\n')
  writeFileSync(
    join(root, 'site/site.yaml'),
    'title: T\ndescription: D\npages: [index, everything]\nbundle: [everything]\n',
  )
  const { status, err } = technoteProcess(['build', '--root', root, '--output', output])
  if (status !== 0) throw new Error(`The page of everything could not be built:\n${err}`)
  return output
}
