import type { TestProject } from 'vitest/node'
import { bundleOnce } from './bundle-once.ts'
import { makeRunFolder } from './run-folder.ts'
import { cutSmallStudy } from './small-study.ts'

/**
 * Once before all tests of a suite: bundle the command line that they run.
 *
 * @returns what is done after all of them
 */
export default function setup({ name }: TestProject): () => void {
  if (name === 'fast') {
    console.log(
      'Left out: `npm run test:long`, `test:corpus` and `test:browser` (an installed Chromium).',
    )
  }
  bundleOnce()
  const { folder, remove } = makeRunFolder()
  cutSmallStudy(folder)
  return remove
}
