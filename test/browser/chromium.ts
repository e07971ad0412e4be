import { execFileSync } from 'node:child_process'

/** Where Chromium is, by its usual names or by `CHROMIUM`; undefined where there is none. */
export function findChromium(): string | undefined {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim()
    } catch {}
  }
  return undefined
}

export function chromiumPath(): string {
  const path = findChromium()
  if (path) return path
  throw new Error('No Chromium found; on Debian: apt-get install chromium')
}
