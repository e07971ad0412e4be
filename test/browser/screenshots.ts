/**
 * Take pictures of every kind of page to look at: light, dark, a phone, and print as pages of a
 * PDF. `npm run screenshots -- SITE FOLDER [PAGE…]`, with a built site.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { chromiumPath } from './chromium.ts'

const views = {
  light: { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  medium: { viewport: { width: 1024, height: 900 }, colorScheme: 'light' },
  phone: { viewport: { width: 360, height: 740 }, colorScheme: 'light', deviceScaleFactor: 2 },
} as const

/** The longest picture; what is below is more of the same. */
const tallest = 12_000

const [site = '_site', folder = 'screenshots', ...asked] = process.argv.slice(2)
const pages = asked.length > 0 ? asked : ['index.html', 'linux-io-engines.html', '404.html']
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: ['--no-sandbox', '--disable-gpu'],
})
for (const path of pages) {
  const name = path.replaceAll('/', '-').replace('.html', '')
  for (const [view, options] of Object.entries(views)) {
    const page = await browser.newPage(options)
    await page.goto(pathToFileURL(resolve(join(site, path))).href)
    await page.evaluate(() => document.fonts.ready)
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    const clip = { x: 0, y: 0, width: options.viewport.width, height: Math.min(height, tallest) }
    await page.screenshot({ path: join(folder, `${name}-${view}.png`), fullPage: true, clip })
    if (view === 'light') {
      writeFileSync(join(folder, `${name}.pdf`), await page.pdf({ preferCSSPageSize: true }))
    }
    await page.close()
  }
}
await browser.close()
