import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from './technote.ts'

/** `technote watch` of a project as a process of its own, with a port that is free. */
export async function startWatch(root: string) {
  const program = join(repository, 'dist/technote.js')
  const child = spawn(process.execPath, [program, 'watch', '--root', root, '--port', '0'])
  const said = { out: '', err: '' }
  child.stdout.on('data', text => {
    said.out += text
  })
  child.stderr.on('data', text => {
    said.err += text
  })
  const ended = once(child, 'exit')
  const toAddress = () => /http:\/\/127\.0\.0\.1:\d+\//.exec(said.out)?.[0]
  await until(() => toAddress() !== undefined)
  return {
    child,
    said,
    /** With a slash at its end. */
    address: toAddress() ?? '',
    /** Resolves when the site was written so many times. */
    written: (times: number) =>
      until(() => [...said.out.matchAll(/ files, .* Open /g)].length >= times),
    /** What it ends with: its exit status, and the signal that it did not take. */
    ended: async () => (await ended) as [status: number | null, signal: string | null],
    edit(path: string, change: (text: string) => string) {
      const file = join(root, path)
      writeFileSync(file, change(readFileSync(file, 'utf8')))
    },
  }
}

/** Wait until something is so; a test that waits in vain ends by its own time. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(resolve => setTimeout(resolve, 20))
}
