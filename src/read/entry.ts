import { hash } from 'node:crypto'
import type { Remark } from '../message/message.ts'

/** Bytes as they come, one piece after another. */
export type Chunks = AsyncIterable<Uint8Array>

/** A file as an archive holds it: read once, while it is visited, since the archive is read on behind it. */
export interface Entry {
  /** Path inside the archive, with `/`, never leading out of it. */
  path: string
  /** Its first 64 KiB, or all of it: what a file is, these tell. */
  head: Uint8Array
  /** All of its bytes. Whoever does not need them leaves them; an error of the archive is passed on. */
  open(): Chunks
}

/** What is done with each file of an archive. */
export type Visit<T> = (entry: Entry) => Promise<T>

/** What came of the files of an archive and what is to be said of it, in its order. */
export type Found<T, R extends Remark = Remark> = { value: T } | R

/** What visits came to, without remarks. */
export function listValues<T>(found: readonly Found<T>[]): T[] {
  return found.flatMap(item => ('value' in item ? [item.value] : []))
}

export function sha256(bytes: Uint8Array | string): string {
  return hash('sha256', bytes)
}

/**
 * Whether a name would steer a terminal, be no text in a page, or look like another: what turns the
 * direction of text and what has no width cannot be seen.
 */
export function hasControls(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  return /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/.test(path)
}

/** The path with `/` and without `.`, undefined if it escapes the archive or has control characters. */
export function toSafePath(path: string): string | undefined {
  const slashed = path.replaceAll('\\', '/')
  if (slashed.startsWith('/') || /^[a-z]:/i.test(slashed) || hasControls(slashed)) return undefined
  const parts = slashed.split('/').filter(part => part !== '' && part !== '.')
  return parts.length === 0 || parts.includes('..') ? undefined : parts.join('/')
}

export function escapingPath(path: string): Remark {
  return {
    severity: 'error',
    rule: 'escaping-path',
    reason: `Unexpected path \`${toPrintable(path)}\`, expected one inside the archive and without characters that cannot be seen; the file was left out, rename it or pack the archive again from inside its folder`,
  }
}

export function notAFile(path: string, what: string): Remark {
  return {
    severity: 'error',
    rule: 'not-a-file',
    reason: `Unexpected ${what} \`${toPrintable(path)}\`, expected a file; it was left out, pack what it stands for (tar --dereference)`,
  }
}

const waysToRead: { [code: string]: string } = {
  ENOENT: 'It went away after it was listed; put it back, and build again',
  EPERM:
    'On macOS, let the terminal into the folder (System Settings, Privacy & Security, Full Disk Access); else correct its permissions',
}

/** @param code what the system says, such as `EACCES` */
export function unreadable(code = 'no reason given'): Remark {
  return {
    severity: 'error',
    rule: 'unreadable-file',
    reason: `Cannot read it (${code}); it was left out. ${waysToRead[code] ?? 'Correct its permissions'}`,
  }
}

/** @param name with `\ufffd` for what is no text in it */
export function unnamable(name: string): Remark {
  return {
    severity: 'error',
    rule: 'file-name',
    reason: `The name \`${toPrintable(name)}\` is not in UTF-8, so that nothing can lead to it; it was left out. Rename it (\`convmv -f latin1 -t utf8\` finds and renames such names)`,
  }
}

export function overLimit(what: string, limit: number): Remark {
  return {
    severity: 'error',
    rule: 'archive-limit',
    reason: `Unexpected ${what}, expected at most ${limit}; the rest of the archive was left out, split it`,
  }
}

export function foreignCompression(path: string, name: string): Remark {
  return {
    severity: 'warning',
    rule: 'foreign-compression',
    reason: `Unexpected ${name} in \`${toPrintable(path)}\`, expected gzip or zstd; what is in it was not read, pack it again`,
  }
}

/** It ends too early, or no further file can be found in it; what came before is used. */
/** A tar that was cut off between two files looks whole but for this. */
export function noEnd(): Remark {
  return {
    severity: 'warning',
    rule: 'no-end',
    reason:
      'Unexpected end of the archive, expected blocks of zeros after its last file; files that stood there are lost, copy it again or list it with `tar -t` where it was made',
  }
}

export function cutShort(cause: unknown): Remark {
  return {
    severity: 'error',
    rule: 'damaged-archive',
    reason: `The archive is cut short or damaged (${toWords(cause)}). The files before that are used; copy the archive again`,
  }
}

/**
 * Not what was packed: a checksum says so, or it cannot be unpacked. Which byte is wrong nobody
 * knows, so nothing of it is used.
 *
 * @param what `the archive`, or the names of members
 */
export function damaged(what: string, cause: unknown): Remark {
  return {
    severity: 'error',
    rule: 'damaged-archive',
    reason: `Cannot trust ${what}: ${toWords(cause)}. It was left out; copy or pack the archive again`,
  }
}

function toWords(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

/** A hostile name must not reach a terminal or a page as it is. */
export function toPrintable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200)
}
