import type { Message } from '../message/message.ts'

/** Bytes that the records of one archive, or of all loose files of a study, take in memory. */
export const mostKept = 1024 ** 3

/** The rule of the message on files whose records are not kept. */
export const tooManyRecords = 'too-many-records'

/** Holds what is kept of the files of an archive to a bound, all together. */
export interface Kept {
  /** @returns whether there is room for it; if not, the file is told */
  take(value: unknown, file: string): boolean
  messages(): Message[]
}

export function createKept(most = mostKept): Kept {
  let left = most
  const refused: string[] = []
  return {
    take(value, file) {
      const bytes = weigh(value)
      const hasRoom = bytes <= left
      if (hasRoom) left -= bytes
      else refused.push(file)
      return hasRoom
    },
    messages: () => tellRefused(refused, most),
  }
}

function tellRefused([file, ...others]: string[], most: number): Message[] {
  if (file === undefined) return []
  const files = others.length === 1 ? 'file' : 'files'
  const more = others.length > 0 ? `, and of ${others.length} more ${files},` : ''
  const reason = `The records of this file${more} are left out: those of its archive, or of all loose files, take more than ${most} bytes of memory. Count in longer intervals, or pack the runs into several archives`
  return [{ severity: 'error', rule: tooManyRecords, reason, file }]
}

/** About how many bytes plain JSON takes as objects in V8: measured, within a third. */
export function weigh(value: unknown): number {
  if (typeof value === 'string') return 24 + value.length
  if (typeof value !== 'object' || value === null) return 8
  const parts = Object.values(value)
  return parts.reduce((sum, part) => sum + 8 + weigh(part), Array.isArray(value) ? 32 : 56)
}
