import { pipeline } from 'node:stream/promises'
import { extract, type Header } from 'tar-stream'
import { Broken, keepOpen, watch } from './chunks.ts'
import { type Chunks, cutShort, type Found, noEnd, overLimit } from './entry.ts'
import type { Walk } from './walk.ts'
import { noteTarHeader } from './wrapping.ts'

/** Bytes of the blocks of which a tar consists. */
const block = 512

/** Visit the files of a tar. Of one that is cut short, those before the cut count. */
export async function walkTar<T>(chunks: Chunks, walk: Walk<T>): Promise<Found<T>[]> {
  const found: Found<T>[] = []
  const source = keepOpen(chunks)
  const { members, isEnded, close } = openTar(source)
  try {
    const isRead = await walkMembers(watch(members), walk, found)
    if (isRead && !isEnded()) found.push(noEnd())
  } catch (error) {
    if (!(error instanceof Broken) || error.isDamage) throw error
    if (!error.isTooLarge) await readOn(source)
    found.push(
      error.isTooLarge
        ? overLimit('size of the unpacked archive', walk.limits.totalBytes)
        : cutShort(error),
    )
  } finally {
    await close()
  }
  return found
}

/** What reads as no tar may be a damaged one: the checksum at the end of its source tells. */
async function readOn(source: Chunks): Promise<void> {
  try {
    for await (const _ of source);
  } catch (error) {
    if (!(error instanceof Broken) || error.isDamage) throw error
  }
}

interface TarMember extends AsyncIterable<unknown> {
  header: Header
}

/** @returns whether all of them were read, and not only as many as may be */
async function walkMembers<T>(
  members: AsyncIterable<TarMember>,
  walk: Walk<T>,
  found: Found<T>[],
): Promise<boolean> {
  for await (const member of members) {
    if (walk.around) noteTarHeader(member.header, walk.around)
    const verdict = walk.guard.judge(toMember(member.header))
    const content = keepOpen(watch(toWhole(member)))
    if ('take' in verdict) found.push(...(await walk.file(verdict.take, content, walk)))
    else if (verdict.remark) found.push(verdict.remark)
    if ('stop' in verdict) return false
    for await (const _ of content);
  }
  return true
}

/** The members of a tar, and what is to be called afterwards however that ended. */
function openTar(chunks: Chunks) {
  const unpack = extract()
  let last: Uint8Array = new Uint8Array()
  async function* watchEnd() {
    for await (const chunk of chunks) {
      last = Buffer.concat([last, chunk.subarray(-block)]).subarray(-block)
      yield chunk
    }
  }
  const done = pipeline(watchEnd, unpack).catch(() => {}) // the same error ends the iteration
  return {
    members: unpack,
    /** Whether it ended with the zeros that every tar ends with; where all of it was read. */
    isEnded: () => last.every(byte => byte === 0),
    close: () => {
      unpack.destroy()
      return done
    },
  }
}

/** A member whose end is missing may end without an error. */
async function* toWhole(member: TarMember): AsyncGenerator<Uint8Array> {
  let missing = member.header.size ?? 0
  for await (const item of member) {
    const chunk = item as Uint8Array
    missing -= chunk.length
    yield chunk
  }
  if (missing !== 0) throw new Error('the last file is cut short')
}

/** GNU tar writes a map of the holes of a sparse file before its content, under a name of its own. */
function toMember({ name, type, size = 0, pax }: Header) {
  const extra = new Map<string, unknown>(Object.entries(pax ?? {}))
  const isSparse = [...extra.keys()].some(key => key.startsWith('GNU.sparse.'))
  return {
    name: String(extra.get('GNU.sparse.name') ?? name),
    bytes: size,
    type: isSparse ? 'sparse file' : toType(type),
  }
}

function toType(type: string | null | undefined): string {
  if (type === 'directory') return 'folder'
  return type === 'contiguous-file' ? 'file' : (type ?? 'unknown')
}
