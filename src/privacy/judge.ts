import { grammars } from './grammars.ts'
import { isInEveryKernel, pseudonym } from './kinds.ts'
import { isPlainNumber, isPublicNumber } from './numbers.ts'
import { isConstantUuid } from './shapes.ts'
import { type Chunk, scanChunks } from './tokens.ts'
import { isTrigger } from './triggers.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A part of a text that is not known. */
export interface Unknown {
  start: number
  end: number
  value: string
}

/** Tells the words of a text that are known from those that are not. */
export interface Judge {
  /** Where a text has something that is not known, or that rules of labels and shapes could find. */
  findDoubts(text: string): number[]
  /** All chunks of a text that are not known, in their order. */
  findUnknown(text: string): Unknown[]
  /** Whether a single chunk is known. */
  isKnown(chunk: string): boolean
  /** From now on, the words of a text are known: it says what a thing is, and not whose. */
  release(text: string): void
}

/** Judged chunks are remembered up to here. */
const mostRemembered = 200_000

/**
 * @param vocabulary words that are known
 * @param isOwn whether a chunk is one that the author or the program wrote
 */
export function createJudge(
  vocabulary: Vocabulary,
  isOwn: (chunk: string) => boolean = () => false,
): Judge {
  const { has } = vocabulary
  const judged = new Map<string, boolean>()
  const released = new Set<string>()
  return { findDoubts, findUnknown, isKnown, release }

  function release(text: string): void {
    scanChunks(text, ({ start, end }) => {
      const chunk = text.slice(start, end)
      if (judged.get(chunk) !== true) judged.delete(chunk)
      released.add(chunk.toLowerCase())
      return true
    })
  }

  function findDoubts(text: string): number[] {
    const places: number[] = []
    scanChunks(text, chunk => {
      if (isDoubtful(text, chunk)) places.push(chunk.start)
      return true
    })
    return places
  }

  function isDoubtful(text: string, chunk: Chunk): boolean {
    const { start, end, parts, lettered, isMarked } = chunk
    if ((isMarked && lettered > 0) || toUnknown(text, chunk) >= 0) return true
    // An address of IP or of a network card may be all digits.
    if (lettered === 0) return parts >= 4 && !isPciAddress(text.slice(start, end))
    return parts === 1 ? isTrigger(text, start, end) : hasTrigger(text.slice(start, end))
  }

  function hasTrigger(chunk: string): boolean {
    return (
      chunk.includes('@') || chunk.split(/[-.+:]/).some(part => isTrigger(part, 0, part.length))
    )
  }

  function findUnknown(text: string): Unknown[] {
    const found: Unknown[] = []
    scanChunks(text, chunk => {
      const start = toUnknown(text, chunk)
      if (start >= 0) found.push({ start, end: chunk.end, value: text.slice(start, chunk.end) })
      return true
    })
    return found
  }

  /** Where what is not known begins, and -1 where all is. */
  function toUnknown(text: string, { start, end, lettered, digits, isEscaped }: Chunk): number {
    if (lettered === 0) return digits < 9 || isNumber(text, start, end) ? -1 : start
    if (has(text, start, end)) return -1
    if ((isEscaped && has(text, start - 1, end)) || isFrame(text, start, end)) return -1
    return isKnown(text.slice(start, end)) ? -1 : start
  }

  function isKnown(chunk: string): boolean {
    let known = judged.get(chunk)
    if (known === undefined) {
      known = judgeChunk(chunk)
      if (judged.size >= mostRemembered) judged.clear()
      judged.set(chunk, known)
    }
    return known
  }

  function judgeChunk(chunk: string): boolean {
    if (
      has(chunk, 0, chunk.length) ||
      released.has(chunk.toLowerCase()) ||
      isOwn(chunk) ||
      pseudonym.test(chunk)
    )
      return true
    if (isConstantUuid(chunk) || chunk.split('@').every(isInEveryKernel)) return true
    if (/^[\d_.:@+-]+$/.test(chunk)) return isPlainNumber(chunk)
    if (chunk.length > 200) return false
    return isCounted(chunk) || grammars.some(grammar => grammar(chunk, isPart))
  }

  /** Words that a grammar stands around. */
  function isPart(words: string): boolean {
    return /^\d*$/.test(words) || isKnown(words)
  }

  /** `rx_queue_127_packets`, of which the vocabulary has the first ten. */
  function isCounted(chunk: string): boolean {
    if (!/^[A-Za-z]\w*_/.test(chunk)) return false
    const short = chunk.replaceAll(/\d{2,3}(?=_|$)/g, '0')
    return short !== chunk && has(short, 0, short.length)
  }
}

function isNumber(text: string, start: number, end: number): boolean {
  return isPlainNumber(text.slice(start, end)) || isPublicNumber(text, start, end)
}

function isPciAddress(chunk: string): boolean {
  return /^\d{4}:\d{2}:\d{2}\.\d$/.test(chunk)
}

/** A line of a stack as perf script writes it: `7ffa75 main_loop_wait+0x9d (`, or of a library. */
const frame = /[ \t]+[\w.@:~<>[\]-]+(?:\+0x[0-9a-f]+)? \(/y

/** Whether a chunk is the address of a frame; there are as many as there are calls. */
function isFrame(text: string, start: number, end: number): boolean {
  if (end - start < 4 || end - start > 16 || !/^[0-9a-f]+$/.test(text.slice(start, end)))
    return false
  frame.lastIndex = end
  return frame.test(text)
}
