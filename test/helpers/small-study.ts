import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runFolder } from './run-folder.ts'

const repository = join(import.meta.dirname, '../..')
const whole = join(repository, 'data/linux-io-engines')

const name = 'small-study'

/** A part of the smaller study, which is built in a third of its time. */
export const smallStudy = join(runFolder, name)

/** What is taken of each of three rounds. */
const parts = ['host', 'idle', 'order.txt', 'libaio/iops', 'psync/iops']

/** Cut it out into the folder of this run, once before all tests. */
export function cutSmallStudy(folder: string): void {
  const made = join(folder, name)
  if (existsSync(made)) return
  mkdirSync(made)
  for (const round of ['round-1', 'round-2', 'round-3']) {
    const unpacked = join(made, round)
    mkdirSync(unpacked)
    execFileSync('tar', ['-xzf', join(whole, `${round}.tar.gz`), '-C', unpacked])
    execFileSync('tar', ['-czf', `${unpacked}.tar.gz`, '-C', unpacked, ...parts])
    rmSync(unpacked, { recursive: true })
  }
  writeFileSync(join(made, 'study.yaml'), toSmall(readFileSync(join(whole, 'study.yaml'), 'utf8')))
}

/** Without the engines and loads that are left out. */
function toSmall(yaml: string): string {
  return yaml
    .replace('repeats: 8', 'repeats: 3')
    .replaceAll(/^ {6}(io_uring|io_uring-fixed|posixaio): .*\n/gm, '')
    .replaceAll(/^ {2}(latency|bandwidth):\n(?: {4}.*\n)+/gm, '')
}
