import { isInEveryKernel, listLikePseudonyms, pseudonym } from '../kinds.ts'
import { isConstantUuid } from '../shapes.ts'
import { createChunkMemory } from './chunk-memory.ts'
import { copy } from './copy.ts'
import { grammars } from './grammars.ts'
import { createLineMemory } from './line-memory.ts'
import { isAddress, isFrame, isOfLine } from './lines.ts'
import { isDecimal, isPlainNumber, isPublicNumber } from './numbers.ts'
import { isAccount, isDoubtfulNumber, isPlaced, isQuoted } from './placed.ts'
import { type Chunk, scanChunks } from './tokens.ts'
import { hasTrigger, isTrigger, isWeakTrigger } from './triggers.ts'
import type { Vocabulary } from './vocabulary.ts'
import { hashWord } from './word-hash.ts'
import { isInRun, type WordSet } from './word-set.ts'

/** A part of a text that is not known. */
export interface Unknown {
  start: number
  end: number
  value: string
}

/** What a look at a text comes to. */
export interface Scan {
  /** Where it has something that is not known, or that rules of labels and shapes could find. */
  doubts: number[]
  /** All chunks that are not known, in their order. */
  unknown: Unknown[]
  /** Words in it that a pseudonym could be taken for. */
  alike: string[]
}

/** Tells the words of a text that are known from those that are not. */
export interface Judge {
  /**
   * What a text has that is in no public list; one look at each character.
   *
   * @param words is told of all words
   */
  scan(text: string, words?: WordSet): Scan
  /** Whether a single chunk is known, from a list or because the author or a maker said it. */
  isKnown(chunk: string): boolean
  /** From now on, the words of a text are known: it says what a thing is, and not whose. */
  release(text: string): void
}

/**
 * What is remembered of a chunk: that it was judged, that a list has it, that rules could find
 * something beside it, that its words are noted, that rules could where it is not in quotes, that
 * it has a word like a pseudonym.
 */
const [judgedBefore, listed, telling, noted, weak, alike] = [1, 2, 4, 8, 16, 32]

/** In place of where something begins: nothing is unknown there, but rules could find something. */
const [plain, doubtful] = [-1, -2]

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
  const said = new Map<string, boolean>()
  const told = new Map<string, number>()
  const memory = createChunkMemory()
  const lines = createLineMemory()
  let noting: WordSet | undefined
  const released = new Set<string>()
  return { scan, isKnown, release }

  function release(text: string): void {
    said.clear()
    scanChunks(text, ({ start, end }) => {
      released.add(text.slice(start, end).toLowerCase())
      return true
    })
  }

  /** What people said changes nothing here: the result is one of the text and of the lists alone. */
  function scan(text: string, words?: WordSet): Scan {
    const isOtherSet = words !== undefined && words !== noting
    if (isOtherSet) memory.forget(noted)
    noting = words ?? noting
    lines.open(words !== undefined, isOtherSet)
    const doubts: number[] = []
    const unknown: Unknown[] = []
    const similar = new Set<string>()
    const visit = (chunk: Chunk, codes: Uint16Array) => {
      if (words && isInRun(codes, chunk.start - 1)) words.add(codes, chunk.start, chunk.end)
      const start =
        chunk.lettered === 0
          ? judgeNumber(text, chunk, codes)
          : judgeWord(text, chunk, codes, similar, words)
      if (start === plain) return true
      lines.tell()
      doubts.push(chunk.start)
      const { end } = chunk
      if (start !== doubtful) unknown.push({ start, end, value: text.slice(start, end) })
      return true
    }
    scanChunks(text, visit, lines)
    return { doubts, unknown, alike: [...similar] }
  }

  /** Where what is not known begins, `plain` or `doubtful`. */
  function judgeWord(
    text: string,
    chunk: Chunk,
    codes: Uint16Array,
    similar: Set<string>,
    words?: WordSet,
  ): number {
    const verdict = judgeAnywhere(text, chunk, codes, words)
    if (verdict & alike) {
      lines.tell()
      for (const word of listLikePseudonyms(text.slice(chunk.start, chunk.end))) similar.add(word)
    }
    const start = verdict & listed ? plain : toUnknown(text, chunk)
    if (start !== plain) return start
    const isTold = verdict & telling || (verdict & weak && !isQuoted(chunk, codes))
    return isTold || isPlaced(text, chunk, codes) ? doubtful : plain
  }

  /** What a chunk is wherever it stands. */
  function judgeAnywhere(text: string, chunk: Chunk, codes: Uint16Array, words?: WordSet): number {
    const known = memory.get(codes, chunk)
    if (known !== 0 && (!words || known & noted)) return known
    const { start, end, parts } = chunk
    words?.add(codes, start, end)
    const isNoted = words ? noted : 0
    // There are as many addresses as calls; what is one here need not be known elsewhere.
    if ((known & listed) === 0 && (isAddress(text, start, end) || isFrame(text, start, end)))
      return judgedBefore | listed
    const isKnown = () =>
      has(text, start, end, hashWord(text, start, end)) || isListed(text.slice(start, end))
    const verdict =
      known || judgedBefore | (isKnown() ? listed : 0) | tell(text.slice(start, end), parts)
    memory.set(codes, chunk, verdict | isNoted)
    return verdict
  }

  function tell(chunk: string, parts: number): number {
    return remember(told, chunk, () => toTelling(chunk, parts))
  }

  /** Where what no list has begins, and `plain` where its line makes it known. */
  function toUnknown(text: string, { start, end, isEscaped }: Chunk): number {
    if (isEscaped && has(text, start - 1, end, hashWord(text, start - 1, end))) return plain
    return isOfLine(text, start, end, isListed) ? plain : start
  }

  /** Whether lists or forms have a chunk. */
  function isListed(chunk: string): boolean {
    return remember(judged, chunk, () => judgeChunk(chunk, isListedPart))
  }

  function isKnown(chunk: string): boolean {
    return remember(
      said,
      chunk,
      () =>
        released.has(chunk.toLowerCase()) ||
        isOwn(chunk) ||
        isListed(chunk) ||
        judgeChunk(chunk, isPart),
    )
  }

  function judgeChunk(chunk: string, isPart: (words: string) => boolean): boolean {
    if (hasWord(chunk) || pseudonym.test(chunk)) return true
    if (isOneOfItsKind(chunk)) return false
    if (isConstantUuid(chunk) || chunk.split('@').every(isInEveryKernel)) return true
    if (/^[\d_.:@+-]+$/.test(chunk)) return isPlainNumber(chunk)
    if (chunk.length > 200) return false
    return isCounted(chunk) || grammars.some(grammar => grammar(chunk, isPart))
  }

  /** Words that a grammar stands around. */
  function isPart(words: string): boolean {
    return /^\d*$/.test(words) || isKnown(words)
  }

  function isListedPart(words: string): boolean {
    return /^\d*$/.test(words) || isListed(words)
  }

  /** `rx_queue_127_packets`, of which the vocabulary has the first ten. */
  function isCounted(chunk: string): boolean {
    if (!/^[A-Za-z]\w*_/.test(chunk)) return false
    const short = chunk.replaceAll(/\d{2,3}(?=_|$)/g, '0')
    return short !== chunk && hasWord(short)
  }

  function hasWord(word: string): boolean {
    return has(word, 0, word.length, hashWord(word))
  }
}

function remember<T>(known: Map<string, T>, chunk: string, judge: () => T): T {
  let result = known.get(chunk)
  if (result === undefined) {
    result = judge()
    if (known.size >= mostRemembered) known.clear()
    known.set(copy(chunk), result)
  }
  return result
}

/** What of a chunk makes rules look at its line. */
function toTelling(chunk: string, parts: number): number {
  if (parts === 1) return isTrigger(chunk) ? telling : isWeakTrigger(chunk) ? weak : 0
  const isLike = listLikePseudonyms(chunk).length > 0 ? alike : 0
  return isLike | (isAccount(chunk) || hasTrigger(chunk) ? telling : 0)
}

function isNumber(text: string, start: number, end: number): boolean {
  return isPlainNumber(text.slice(start, end)) || isPublicNumber(text, start, end)
}

/** As of a word: a number may be as long as one that names something, and be called no count or time. */
function judgeNumber(text: string, chunk: Chunk, codes: Uint16Array): number {
  const { start, end, digits } = chunk
  if (digits >= 9 && !isDecimal(codes, start, end) && !isNumber(text, start, end)) return start
  return isDoubtfulNumber(text, chunk, codes) ? doubtful : plain
}

/** Addresses of ports and cards: `9c63:c003:00d4:20f0` could be a version, and names one card. */
const oneOfItsKind =
  /^(?:[0-9a-f]{4}(?::[0-9a-f]{4}){3,7}|[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5,7}|(?=[\d.]*[a-f])[0-9a-f]{4}(?:\.[0-9a-f]{4}){2})$/i

function isOneOfItsKind(chunk: string): boolean {
  return oneOfItsKind.test(chunk) && !/^(?:[0:-]+|[f:-]+)$/i.test(chunk)
}
