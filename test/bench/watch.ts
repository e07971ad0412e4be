import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findChromium } from '../browser/chromium.ts'

const edits = 9
/** Seconds from saving a page to seeing it. */
const goal = 1
const page = 'part-2-fixed-iops'

/**
 * How long it takes from saving a page of this repository until a browser that looks at it shows the
 * sentence that was added, several times in a row.
 */
export async function reportWatch(root: string, program: string): Promise<void> {
  const executablePath = findChromium()
  if (!executablePath) return console.log('\nwatch: not measured, as there is no Chromium')
  const project = mkdtempSync(join(tmpdir(), 'technote-bench-'))
  const args = [program, 'watch', '--root', project, '--port', '0']
  // What a build of this site remembers spares the first one.
  for (const part of ['data', 'site', 'templates', '.cache'].filter(name =>
    existsSync(join(root, name)),
  ))
    cpSync(join(root, part), join(project, part), { recursive: true })
  process.stderr.write('build once\n')
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  const isOver = once(child, 'exit')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    let said = ''
    child.stdout.on('data', text => {
      said += text
    })
    const tells = async (pattern: RegExp) => {
      for (;;) {
        const [found] = pattern.exec(said) ?? []
        if (found) return found
        await new Promise(resolve => setTimeout(resolve, 10))
      }
    }
    const address = await tells(/http:\S+/)
    await tells(/ Open /)
    const view = await browser.newPage()
    await view.goto(`${address}${page}.html`)
    const seconds: number[] = []
    for (let edit = 1; edit <= edits; edit++) {
      said = ''
      const sentence = `This sentence was added as number ${edit}.`
      const begun = performance.now()
      appendFileSync(join(project, `site/${page}.md`), `\n${sentence}\n`)
      await view.getByText(sentence).waitFor()
      seconds.push((performance.now() - begun) / 1000)
      // The rest of the site is not to be in the way of the next.
      await tells(/ Open /)
    }
    seconds.sort((a, b) => a - b)
    const median = seconds[Math.floor(edits / 2)] ?? 0
    const verdict = median <= goal ? '' : '   MISSED'
    console.log(
      `\none sentence added to site/${page}.md under technote watch, time by the clock:\n\n` +
        `  from save to screen         ${median.toFixed(2).padStart(6)} s, from ${seconds[0]?.toFixed(2)} to ${seconds.at(-1)?.toFixed(2)} of ${edits}; goal ${goal} s${verdict}`,
    )
  } finally {
    await browser.close()
    child.kill('SIGINT')
    await isOver
    rmSync(project, { recursive: true, force: true })
  }
}
