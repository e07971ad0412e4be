import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const repository = join(import.meta.dirname, '../..')

export interface Outcome {
  status: number | null
  out: string
  err: string
}

/** Run the bundled command line as a process of its own. */
export function technote(
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Outcome {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(repository, 'dist/technote.js'), ...args],
    {
      cwd: options.cwd ?? repository,
      env: { ...process.env, ...options.env },
      encoding: 'utf8',
      maxBuffer: 256 * 1024 ** 2,
    },
  )
  return { status, out: stdout, err: stderr }
}

/** A copy of this repository's data and pages that a test may damage. */
export function copyProject(): { root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'technote-project-'))
  for (const folder of ['data', 'site']) {
    mkdirSync(join(root, folder))
    cpSync(join(repository, folder), join(root, folder), { recursive: true })
  }
  return { root, remove: () => rmSync(root, { recursive: true }) }
}

/** All files below a folder, by path. */
export function readTree(root: string): Map<string, Buffer> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(item => item.isFile())
    .map(item => join(item.parentPath, item.name))
    .sort()
  return new Map(paths.map(path => [path.slice(root.length + 1), readFileSync(path)]))
}
