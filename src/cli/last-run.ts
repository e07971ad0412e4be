import { createHash } from 'node:crypto'
import { closeSync, lstatSync, openSync, readdirSync, readSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { vocabularyFolder } from '../privacy/known/vocabulary.ts'
import { sha256 } from '../read/entry.ts'
import { readKept, writeKept } from './cache.ts'
import type { Terminal } from './command.ts'

/** What a call read, wrote and said, kept so that the same call need not be made again. */
interface LastRun {
  status: number
  said: Said[]
  /** By path. */
  inputs: Looked
  /** Missing where nothing was written. */
  outputs?: Looked
}

type Said = { to: 'out' | 'err'; text: string }
type Looked = { [path: string]: Seen }

/** A file as the system tells of it; times in ns. */
interface Seen {
  size: string
  mtime: string
  ctime: string
  inode: string
  /**
   * Its content, where it was changed so shortly before it was looked at that a later change could
   * have left all of the above as it was (git’s rule for racy times).
   */
  sha256?: string
}

/** A call that can be remembered: `build` and `check` of what lies in folders. */
export interface Rememberable {
  /** Where it is kept, under which key. */
  folder: string
  key: string
  inputs: string[]
  output?: string
}

/** Systems tell times to this many ns at worst, as FAT does. */
const coarsest = 2_000_000_000n
/** Calls that are remembered of one project; older ones are forgotten. */
const mostCalls = 16
const commands = new Set(['build', 'check'])

/**
 * @param packageRoot with a slash at its end
 * @returns undefined of a call that reads more than its project, or must read it anew
 */
export function toRememberable(
  args: readonly string[],
  packageRoot: string,
  isLog: boolean,
): Rememberable | undefined {
  const [name = '', ...rest] = args
  if (!commands.has(name)) return undefined
  const { values } = parseArgs({
    args: rest,
    strict: false,
    options: { root: { type: 'string' }, output: { type: 'string' } },
  })
  if ('no-cache' in values || 'previous' in values || 'help' in values) return undefined
  const root = resolve(String(values.root ?? '.'))
  const { TZ, LANG, LC_ALL } = process.env
  const where = [process.cwd(), process.version, isLog, TZ, LANG, LC_ALL]
  const key = sha256(JSON.stringify([args, where]))
  const programs = ['dist/main.js', 'dist/chunk.js', 'dist/client', vocabularyFolder]
  const own = [...programs, 'templates', 'site'].map(part => join(packageRoot, part))
  const read = ['data', 'site', 'templates'].map(part => join(root, part))
  return {
    folder: join(root, '.cache', 'runs'),
    key: key.slice(0, 32),
    inputs: [...new Set([...own, ...read])],
    ...(name === 'build' && { output: resolve(root, String(values.output ?? '_site')) }),
  }
}

/**
 * Say again what the same call said, where no file that it read or wrote is another than it was.
 *
 * @returns the exit status, or undefined where the call must be made
 */
export async function recall(call: Rememberable, terminal: Terminal): Promise<number | undefined> {
  const last = (await readKept(call.folder, call.key)) as LastRun | undefined
  const inputs = last && look(call.inputs)
  if (!inputs || !isSame(last.inputs, inputs)) return undefined
  const outputs = last.outputs && call.output ? look([call.output]) : undefined
  if (last.outputs && !(outputs && isSame(last.outputs, outputs))) return undefined
  for (const { to, text } of last.said) terminal[to](text)
  if (hasHashes(last)) await keep(call, { ...last, inputs, ...(outputs && { outputs }) })
  return last.status
}

/**
 * Make a call and remember it: files are looked at before the call reads them, so that one that
 * changes meanwhile is another next time.
 */
export async function remember(
  call: Rememberable,
  terminal: Terminal,
  run: (terminal: Terminal) => Promise<number>,
): Promise<number> {
  const inputs = look(call.inputs)
  const before = manifestOf(call)
  const said: Said[] = []
  const listen = (to: Said['to']) => (text: string) => {
    said.push({ to, text })
    terminal[to](text)
  }
  const status = await run({ ...terminal, out: listen('out'), err: listen('err') })
  const hasWritten = manifestOf(call) !== before
  const outputs = hasWritten && call.output ? look([call.output]) : undefined
  // A call that was wrong is no result, and links lead to files that are not looked at.
  if (status !== 2 && inputs && (outputs || !hasWritten)) {
    await keep(call, { status, said, inputs, ...(outputs && { outputs }) })
  }
  return status
}

/** Tells a site from the one that stood in its place. */
function manifestOf({ output }: Rememberable): string | undefined {
  try {
    const { ino, ctimeNs } = lstatSync(join(output ?? '', 'manifest.json'), { bigint: true })
    return output && `${ino} ${ctimeNs}`
  } catch {
    return undefined
  }
}

/** All files below these paths; undefined where there is a link, which leads elsewhere. */
function look(paths: readonly string[]): Looked | undefined {
  const now = BigInt(Date.now()) * 1_000_000n
  const looked: Looked = {}
  const visit = (path: string): boolean => {
    const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    if (!stat) return true
    if (stat.isDirectory()) return readdirSync(path).every(name => visit(join(path, name)))
    if (!stat.isFile()) return false
    const { size, mtimeNs, ctimeNs, ino } = stat
    const latest = mtimeNs > ctimeNs ? mtimeNs : ctimeNs
    looked[path] = {
      size: String(size),
      mtime: String(mtimeNs),
      ctime: String(ctimeNs),
      inode: String(ino),
      ...(latest > now - coarsest && { sha256: hashNow(path) }),
    }
    return true
  }
  try {
    return paths.every(visit) ? looked : undefined
  } catch {
    // A file that went away or cannot be read: the call will say so.
    return undefined
  }
}

function isSame(last: Looked, now: Looked): boolean {
  const paths = Object.keys(now)
  if (paths.length !== Object.keys(last).length) return false
  return paths.every(path => {
    const [a, b] = [last[path], now[path]]
    if (!a || !b || a.size !== b.size || a.inode !== b.inode) return false
    if (a.mtime !== b.mtime || a.ctime !== b.ctime) return false
    return a.sha256 === undefined || a.sha256 === (b.sha256 ?? hashNow(path))
  })
}

function hasHashes({ inputs, outputs }: LastRun): boolean {
  return [inputs, outputs ?? {}].some(looked =>
    Object.values(looked).some(seen => seen.sha256 !== undefined),
  )
}

/** The call, and the last ones before it; where it cannot be kept, it is made again. */
async function keep({ folder, key }: Rememberable, last: LastRun): Promise<void> {
  await writeKept(folder, key, last)
  try {
    const kept = readdirSync(folder).map(name => {
      const path = join(folder, name)
      return { path, time: lstatSync(path).mtimeMs }
    })
    kept.sort((a, b) => b.time - a.time)
    for (const { path } of kept.slice(mostCalls)) rmSync(path, { force: true })
  } catch {
    // Another build forgot one of them meanwhile.
  }
}

/** SHA-256 of a file, of which a piece at a time is in memory. */
function hashNow(path: string): string {
  const hash = createHash('sha256')
  const piece = Buffer.allocUnsafe(1 << 20)
  const file = openSync(path, 'r')
  try {
    for (let size = readSync(file, piece); size > 0; size = readSync(file, piece))
      hash.update(piece.subarray(0, size))
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}
