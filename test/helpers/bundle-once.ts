import { execSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const repository = join(import.meta.dirname, '../..')
const dist = join(repository, 'dist')
const stamp = join(dist, 'bundled-for-tests')
const lock = `${stamp}.lock`
/** No bundling takes so long: its process was killed. */
const longestSeconds = 120

/**
 * Bundle the program, unless it is there as these sources make it: another run of tests in this
 * checkout may be executing it, and finds no half of a file in its place.
 */
export function bundleOnce(): void {
  mkdirSync(dist, { recursive: true })
  takeLock()
  try {
    if (readStamp() === toStamp()) return
    execSync('npm run --silent bundle', { stdio: ['ignore', 'ignore', 'inherit'] })
    writeFileSync(stamp, toStamp())
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** Hash of what the program is made of, and of what it was made to. */
function toStamp(): string {
  const hash = createHash('sha256').update(process.version)
  const made = list(dist).filter(path => path.endsWith('.js'))
  const lists = ['package.json', 'package-lock.json'].map(name => join(repository, name))
  for (const path of [...lists, ...list(join(repository, 'src')), ...made])
    hash.update(`\0${path.slice(repository.length)}\0`).update(readFileSync(path))
  return hash.digest('hex')
}

/** Files of a folder, and of the client’s where it is that of the program. */
function list(folder: string): string[] {
  const items = readdirSync(folder, { withFileTypes: true })
  return items
    .flatMap(item => {
      const path = join(folder, item.name)
      if (item.isFile()) return [path]
      return folder === dist && item.name !== 'client' ? [] : list(path)
    })
    .sort()
}

function readStamp(): string | undefined {
  try {
    return readFileSync(stamp, 'utf8')
  } catch {
    return undefined
  }
}

function takeLock(): void {
  const clock = new Int32Array(new SharedArrayBuffer(4))
  for (;;) {
    try {
      mkdirSync(lock)
      return
    } catch {
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0)
      if (age > longestSeconds * 1000) rmSync(lock, { recursive: true, force: true })
      else Atomics.wait(clock, 0, 0, 100)
    }
  }
}
