import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Names under which systems install a Chromium, the plainest first. */
const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome',
]

/** Where systems that have no search path for programs put it. */
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** Longer than any page takes; a browser that hangs is ended. */
const patience = 120_000

export class PrintError extends Error {}

/** The browser that was asked for, or where none was, the first that is installed. */
export async function findBrowser(asked: string, path: string): Promise<string> {
  if (asked !== '') {
    if (await isProgram(asked)) return asked
    throw new PrintError(
      `Unexpected browser ${asked}, expected the path of a Chromium that can be run`,
    )
  }
  const folders = path.split(delimiter).filter(folder => folder !== '')
  const candidates = [
    ...names.flatMap(name => folders.map(folder => join(folder, name))),
    ...places,
  ]
  for (const candidate of candidates) if (await isProgram(candidate)) return candidate
  throw new PrintError(
    'Unexpected absence of Chromium, expected one to print with; on Debian `apt-get install chromium`, on macOS `brew install --cask chromium`, or name yours with --browser FILE or CHROMIUM=FILE; a browser’s own “Print” makes the same PDF of the page',
  )
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/**
 * Print one HTML file with a Chromium of the system, as a process of its own: a library that
 * drives browsers would be larger than all of this program. The browser gets a profile that is
 * thrown away, and no network. Nothing is at `output` until the PDF is whole.
 */
export async function printPdf(html: string, output: string, browser: string): Promise<PrintedPdf> {
  const folder = await mkdtemp(join(tmpdir(), 'technote-pdf-'))
  const fresh = `${resolve(output)}.new-${process.pid}`
  try {
    const page = join(folder, 'page.html')
    const printed = join(folder, 'page.pdf')
    await writeFile(page, html)
    const said = await run(browser, [...toArguments(folder, printed), pathToFileURL(page).href])
    const pdf = await readFile(printed).catch(() => undefined)
    const pages = pdf && countPages(pdf)
    if (!pdf || !pages) {
      throw new PrintError(
        `Unexpected end of ${browser} without a PDF, expected one; it said: ${said.trim() || 'nothing'}`,
      )
    }
    await writeFile(fresh, withoutDates(pdf))
    await rename(fresh, output)
    return { pages, bytes: pdf.length }
  } finally {
    await rm(fresh, { force: true })
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

export interface PrintedPdf {
  pages: number
  bytes: number
}

function toArguments(folder: string, printed: string): string[] {
  const isRoot = process.getuid?.() === 0
  return [
    '--headless',
    '--disable-gpu',
    '--disable-extensions',
    '--disable-background-networking',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--no-first-run',
    `--user-data-dir=${join(folder, 'profile')}`,
    '--no-pdf-header-footer',
    '--export-tagged-pdf',
    '--generate-pdf-document-outline',
    `--print-to-pdf=${printed}`,
    // Chromium refuses to run as root, as in a container, with its own sandbox.
    ...(isRoot ? ['--no-sandbox'] : []),
  ]
}

function run(browser: string, args: string[]): Promise<string> {
  return new Promise((done, fail) => {
    const process = spawn(browser, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: patience,
      killSignal: 'SIGKILL',
    })
    let said = ''
    process.stderr.on('data', chunk => {
      said = `${said}${chunk}`.slice(-2000)
    })
    process.on('error', error => fail(new PrintError(`${browser} cannot be run: ${error.message}`)))
    process.on('close', () => done(said))
  })
}

function countPages(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
}

/** The same page gives the same bytes: the day of printing says nothing. */
function withoutDates(pdf: Buffer): Buffer {
  const text = pdf.toString('latin1')
  const dated = /(\/(?:CreationDate|ModDate) ?\(D:)([^)]*)\)/g
  const even = text.replaceAll(
    dated,
    (_, key, date) => `${key}${"20000101000000+00'00'".padEnd(date.length).slice(0, date.length)})`,
  )
  return Buffer.from(even, 'latin1')
}
