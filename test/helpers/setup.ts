import { execSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { builtLock, builtPath } from './built-site.ts'
import { cutSmallStudy } from './small-study.ts'

/** Once before all tests of a suite: bundle the command line that they run. */
export default function setup({ name }: TestProject): void {
  if (name === 'fast') {
    console.log(
      'Left out: `npm run test:long`, `test:corpus` and `test:browser` (an installed Chromium).',
    )
  }
  execSync('npm run --silent bundle', { stdio: ['ignore', 'ignore', 'inherit'] })
  cutSmallStudy()
  for (const path of [builtPath, builtLock]) rmSync(path, { recursive: true, force: true })
}
