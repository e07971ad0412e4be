import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { OutputFile } from '../../src/model/output-file.ts'
import { findChromium } from '../browser/chromium.ts'
import { reportScripts } from './scripts.ts'

/**
 * What pages weigh, and what they cost a browser beside the same page drawn by Vega.
 *
 * @param names pages to load, all with figures where it is empty
 */
export async function reportPages(files: OutputFile[], names: string[]): Promise<void> {
  tellWeights(files)
  const chromiumPath = findChromium()
  if (!chromiumPath) {
    console.log('\nscript time: not measured, no Chromium; on Debian: apt-get install chromium')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'technote-bench-'))
  for (const { path, content } of files.filter(({ path }) => !path.endsWith('.gz'))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  const asked = pagesWithFigures(files).filter(
    path => names.length === 0 || names.includes(basename(path, '.html')),
  )
  await reportScripts(chromiumPath, folder, asked)
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
