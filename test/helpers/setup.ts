import { execSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { builtLock, builtPath } from './built-site.ts'

/** Once before all tests: bundle the command line that the tests run. */
export default function setup(): void {
  if (!process.env.BROWSER) {
    console.log(
      'Left out: tests in a browser; `npm run test:browser` runs them in an installed Chromium.',
    )
  }
  execSync('npm run --silent bundle', { stdio: ['ignore', 'ignore', 'inherit'] })
  for (const path of [builtPath, builtLock]) rmSync(path, { recursive: true, force: true })
}
