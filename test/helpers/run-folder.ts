import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const runs = join(import.meta.dirname, '../../dist/tests')

/** What the tests of one run share lies in a folder of its own: two runs at once do not meet. */
export const runFolder = process.env.TEST_RUN ?? ''

/**
 * Make the folder, before any process that tests run in: these are told where it is.
 *
 * @returns what removes it
 */
export function makeRunFolder(): { folder: string; remove(): void } {
  mkdirSync(runs, { recursive: true })
  process.env.TEST_RUN ??= mkdtempSync(join(runs, 'run-'))
  const folder = process.env.TEST_RUN
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
