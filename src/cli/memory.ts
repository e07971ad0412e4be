import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { crc32 } from 'node:zlib'
import type { Memory } from '../parse/build-effects.ts'
import { sha256 } from '../read/entry.ts'

/** Bytes that are kept of one project; what was not used for longest is forgotten. */
const mostBytes = 1_000_000_000
/** A file begins with the CRC-32 of the rest. */
const headBytes = 4

/**
 * Results of steps as files of one folder. What cannot be read, or is not as it was written, is
 * computed again; what cannot be written costs time only. Two builds at once write the same.
 *
 * @param version tells the program whose results these are
 * @param most bytes of all of them
 */
export function createMemory(folder: string, version: string, most = mostBytes): Memory {
  const pathOf = (key: string) => join(folder, `${key}-${version}`)
  return {
    get: key => readWhole(pathOf(key)),
    has: key => lstatSync(pathOf(key), { throwIfNoEntry: false }) !== undefined,
    set(key, value) {
      try {
        mkdirSync(folder, { recursive: true })
        writeWhole(pathOf(key), value)
        forgetOldest(folder, most)
      } catch {
        // A full disk, or a folder that another build removed.
      }
    },
  }
}

/** Of the files of a program, and of what it runs in: another Node may compute or print otherwise. */
export function toVersion(programs: readonly string[]): string {
  const { TZ, LANG, LC_ALL } = process.env
  const hashes = programs.map(path => sha256(readFileSync(path)))
  return sha256(JSON.stringify([hashes, process.version, TZ, LANG, LC_ALL])).slice(0, 16)
}

function readWhole(path: string): unknown {
  try {
    const bytes = readFileSync(path)
    const rest = bytes.subarray(headBytes)
    if (bytes.readUInt32LE(0) !== crc32(rest)) return undefined
    const now = new Date()
    utimesSync(path, now, now)
    return deserialize(rest)
  } catch {
    return undefined
  }
}

/** Whole or not at all, and for nobody else to read: what archives hold may be private. */
function writeWhole(path: string, value: unknown): void {
  const rest = serialize(value)
  const head = Buffer.alloc(headBytes)
  head.writeUInt32LE(crc32(rest))
  const own = `${path}.${process.pid}`
  writeFileSync(own, head, { mode: 0o600 })
  writeFileSync(own, rest, { flag: 'a' })
  renameSync(own, path)
}

/** Also what a build left that was killed while it wrote. */
function forgetOldest(folder: string, most: number): void {
  const files = readdirSync(folder).flatMap(name => {
    const path = join(folder, name)
    const found = lstatSync(path, { throwIfNoEntry: false })
    return found ? [{ path, size: found.size, time: found.mtimeMs }] : []
  })
  let total = 0
  for (const { path, size } of files.sort((a, b) => b.time - a.time)) {
    total += size
    if (total > most) rmSync(path, { force: true })
  }
}
