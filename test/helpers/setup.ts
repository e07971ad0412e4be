import { execSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { builtLock, builtPath } from './built-site.ts'

/** Once before all tests: bundle the command line that the tests run. */
export default function setup(): void {
  if (!process.env.BROWSER) {
    const names = readdirSync(join(import.meta.dirname, '../browser'))
      .filter(name => name.endsWith('.browser.ts'))
      .map(name => name.replace('.browser.ts', ''))
    console.log(
      `Left out: tests in a browser (${names.join(', ')}); \`npm run test:browser\` runs them in an installed Chromium.`,
    )
  }
  execSync('npm run --silent bundle', { stdio: ['ignore', 'ignore', 'inherit'] })
  for (const path of [builtPath, builtLock]) rmSync(path, { recursive: true, force: true })
}
