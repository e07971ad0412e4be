import type { Remark } from '../message/message.ts'
import { type Chunks, escapingPath, notAFile, overLimit, toSafePath } from './entry.ts'
import type { Limits } from './limits.ts'

/** What an archive says of one of its members, before any of it is unpacked. */
export interface Member {
  name: string
  bytes: number
  /** `file`, `folder`, or what else it is: `symlink`, `link`, `fifo`. */
  type: string
}

/** Take it under this path, leave it out, or read no further. */
export type Verdict =
  | { take: string }
  | { leave: true; remark?: Remark }
  | { stop: true; remark: Remark }

/** Holds one archive, with those inside it, to its limits: counts and sizes add up over all of them. */
export interface Guard {
  judge(member: Member): Verdict
  /** The same bytes, whose sizes are known only as they are unpacked; too many end in a RangeError. */
  bound(chunks: Chunks): Chunks
}

export function createGuard(limits: Limits): Guard {
  let count = 0
  let total = 0
  return {
    judge({ name, bytes, type }) {
      count += 1
      total += bytes
      const bounds: [value: number, limit: number, what: string][] = [
        [count, limits.entries, `file number ${count}`],
        [total, limits.totalBytes, `${total} bytes`],
      ]
      const excess = bounds.find(([value, limit]) => value > limit)
      if (excess) return { stop: true, remark: overLimit(excess[2], excess[1]) }
      if (type === 'folder') return { leave: true }
      if (type !== 'file') return { leave: true, remark: notAFile(name, type) }
      const path = toSafePath(name)
      return path === undefined ? { leave: true, remark: escapingPath(name) } : { take: path }
    },
    async *bound(chunks) {
      for await (const chunk of chunks) {
        total += chunk.length
        if (total > limits.totalBytes) throw new RangeError('too large')
        yield chunk
      }
    },
  }
}
