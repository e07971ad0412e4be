import { isInEveryKernel, pseudonym } from '../kinds.ts'
import { isConstantUuid } from '../shapes.ts'
import { createChunkMemory } from './chunk-memory.ts'
import { grammars } from './grammars.ts'
import { isDecimal, isPlainNumber, isPublicNumber } from './numbers.ts'
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
 * something beside it, that its words are noted, that rules could where it is not in quotes.
 */
const [judgedBefore, listed, telling, noted, weak] = [1, 2, 4, 8, 16]

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
  const memory = createChunkMemory()
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
    if (words && words !== noting) memory.forget(noted)
    noting = words ?? noting
    const doubts: number[] = []
    const unknown: Unknown[] = []
    scanChunks(text, (chunk, codes) => {
      if (words && isInRun(codes, chunk.start - 1)) words.add(codes, chunk.start, chunk.end)
      const start =
        chunk.lettered === 0
          ? judgeNumber(text, chunk, codes)
          : judgeWord(text, chunk, codes, words)
      if (start === plain) return true
      doubts.push(chunk.start)
      const { end } = chunk
      if (start !== doubtful) unknown.push({ start, end, value: text.slice(start, end) })
      return true
    })
    return { doubts, unknown }
  }

  /** Where what is not known begins, `plain` or `doubtful`. */
  function judgeWord(text: string, chunk: Chunk, codes: Uint16Array, words?: WordSet): number {
    const verdict = judgeAnywhere(text, chunk, codes, words)
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
    // There are as many addresses as calls.
    const isOnce = known === 0 && (isAddress(text, start, end) || isFrame(text, start, end))
    const isKnown = () => has(text, start, end, chunk) || isOnce || isListed(text.slice(start, end))
    const tell = (chunk: string) => {
      if (parts > 1) return isAccount(chunk) || hasTrigger(chunk) ? telling : 0
      return isTrigger(chunk) ? telling : isWeakTrigger(chunk) ? weak : 0
    }
    const verdict = known || judgedBefore | (isKnown() ? listed : 0) | tell(text.slice(start, end))
    if (!isOnce) memory.set(codes, chunk, verdict | isNoted)
    return verdict
  }

  /** Where what no list has begins, and `plain` where its line makes it known. */
  function toUnknown(text: string, { start, end, isEscaped }: Chunk): number {
    if (isEscaped && has(text, start - 1, end, hashWord(text, start - 1, end))) return plain
    return forms.some(isPublic => isPublic(text, start, end, isListed)) ? plain : start
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

function remember(known: Map<string, boolean>, chunk: string, judge: () => boolean): boolean {
  let result = known.get(chunk)
  if (result === undefined) {
    result = judge()
    if (known.size >= mostRemembered) known.clear()
    known.set(chunk, result)
  }
  return result
}

/** What a chunk is by the line that it stands on, though no list has it. */
const forms = [isSymbol, isKernelKey, isThread, isBuild, isOfKernel]

function isNumber(text: string, start: number, end: number): boolean {
  return isPlainNumber(text.slice(start, end)) || isPublicNumber(text, start, end)
}

/** As of a word: a number may be as long as one that names something, and be called no count or time. */
function judgeNumber(text: string, chunk: Chunk, codes: Uint16Array): number {
  const { start, end, digits } = chunk
  if (digits >= 9 && !isDecimal(codes, start, end) && !isNumber(text, start, end)) return start
  return isDoubtfulNumber(text, chunk, codes) ? doubtful : plain
}

const [plus, star, point, tab] = [0x2b, 0x2a, 0x2e, 0x09]

/**
 * An address of IP or of a network card may be all digits, and so is a number of a telephone.
 * The time that sadf writes as seconds between two tabs stands behind the name of the machine.
 */
function isDoubtfulNumber(
  text: string,
  { start, end, parts, digits }: Chunk,
  codes: Uint16Array,
): boolean {
  if (parts >= 4) return !isPciAddress(text.slice(start, end))
  if (digits >= 9 && codes[start - 1] === tab && codes[end] === tab) return true
  if (codes[end] === colon && codes[end + 1] === colon) return true
  return codes[start - 1] === plus || (codes[end] === point && codes[end + 1] === star)
}

function isPciAddress(chunk: string): boolean {
  return /^\d{4}:\d{2}:\d{2}\.\d$/.test(chunk)
}

/** An address of the kernel or of a program on x86-64, of which a report of samples has millions. */
function isAddress(text: string, start: number, end: number): boolean {
  const length = end - start
  if (length !== 16 && length !== 12) return false
  if (length === 16 ? !text.startsWith('ffff', start) : !isUserAddress(text, start)) return false
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x30 || code > 0x66 || (code > 0x39 && code < 0x61)) return false
  }
  return true
}

function isUserAddress(text: string, start: number): boolean {
  const pair = text.slice(start, start + 2)
  return pair === '55' || pair === '56' || pair === '7e' || pair === '7f'
}

/** A line of a stack as perf script writes it: `7ffa75 main_loop_wait+0x9d (`, or of a library. */
const frame = /[ \t]+[\w.@:~<>[\]-]+(?:\+0x[0-9a-f]+)? \(/y

/** Whether a chunk is the address of a frame; there are as many as there are calls. */
function isFrame(text: string, start: number, end: number): boolean {
  if (end - start < 3 || end - start > 16) return false
  // A name of three letters is not set as far in as perf sets a short address.
  if (end - start === 3 && text.slice(start - 8, start).trim() !== '') return false
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x30 || code > 0x66 || (code > 0x39 && code < 0x61)) return false
  }
  frame.lastIndex = end
  return frame.test(text)
}

/** Whether a chunk is the key of a certificate that the kernel names: all of one build have it. */
function isKernelKey(text: string, start: number, end: number): boolean {
  if (end - start !== 40) return false
  const line = text.lastIndexOf('\n', start) + 1
  return (
    start - line < 200 &&
    /Loaded X\.509 cert '[^']{0,100}(?:kernel key|linux|[Ss]ign\w*|CA \d*|key): $/.test(
      text.slice(line, start),
    )
  )
}

/** `cfree@GLIBC_2.2.5`, `strcmp@plt`: functions of libraries, which are no accounts of hosts. */
const versioned = /@(?:plt|@?[A-Z]+_[\d.]+)$/

function isAccount(chunk: string): boolean {
  return chunk.includes('@') && !versioned.test(chunk)
}

/** Whether a chunk is the commit that a package was built of, behind its version: `pve-manager/8.0.3/bbf39…`. */
function isBuild(text: string, start: number, end: number): boolean {
  return (
    end - start >= 8 &&
    end - start <= 16 &&
    text.charAt(start - 1) === '/' &&
    /^[0-9a-f]+$/.test(text.slice(start, end)) &&
    /[a-z]\/\d+(?:\.\d+){1,3}(?:[-~+]\w{1,8})?\/$/.test(text.slice(Math.max(0, start - 30), start))
  )
}

/**
 * Whether a chunk is a file of sysfs or procfs with its content, as `grep` prints them, or a
 * counter of a network card with its count: known words, joined where only programs join them.
 */
function isOfKernel(
  text: string,
  start: number,
  end: number,
  isKnown: (words: string) => boolean,
): boolean {
  const line = text.lastIndexOf('\n', start) + 1
  if (start - line > 200) return false
  const before = text.slice(line, start)
  const chunk = text.slice(start, end)
  if (/^(?:\S*[ "'])?\/(?:sys|proc)\/[\w./:@-]*\/$/.test(before)) {
    const colon = chunk.indexOf(':')
    return colon > 0 && isKnown(chunk.slice(0, colon)) && isKnown(chunk.slice(colon + 1))
  }
  const parts = chunk.split('_')
  return (
    parts.length >= 3 &&
    /^[ \t]+$/.test(before) &&
    /^: \d+\s/.test(text.slice(end, end + 24)) &&
    parts.every(part => /^\d*$/.test(part) || isKnown(part))
  )
}

/** A count as `perf stat --per-thread` writes it behind a thread: as CSV, JSON or text. */
const counted =
  /(?:,[^,\n]{1,24},[a-zA-Z]{0,8},[\w:./-]+,\d+,\d+\.\d\d|", "counter-value"| +(?:<not [a-z]+>|[\d.,]+) +(?:msec )?[\w:./-]+ )/y

/** Whether a chunk is a thread with its number, `call_rcu-976`, of which a count is told. */
function isThread(
  text: string,
  start: number,
  end: number,
  isKnown: (words: string) => boolean,
): boolean {
  const [, name] =
    /^(\w+(?:-[a-z]\w*)*)-\d{1,7}$/.exec(text.slice(start, Math.min(end, start + 60))) ?? []
  if (name === undefined || !isKnown(name)) return false
  counted.lastIndex = end
  return counted.test(text)
}

const inSystem =
  /[\w@.]*(?:\+0x[0-9a-f]+)? \((?:\/usr\/(?:lib|lib64|bin|sbin|libexec)\/|\[kernel|\[vdso)/y

/** Whether a chunk is a function of the kernel or of an installed program, in such a line. */
function isSymbol(text: string, start: number, end: number): boolean {
  const line = text.lastIndexOf('\n', start) + 1
  if (start - line > 60 || !/^[ \t]*[0-9a-f]{3,16} [_.~]*$/.test(text.slice(line, start)))
    return false
  inSystem.lastIndex = end
  return inSystem.test(text)
}

/** Whether a chunk stands where a name does, though no word beside it says so. */
function isPlaced(text: string, { start, end, isMarked }: Chunk, codes: Uint16Array): boolean {
  const next = codes[end]
  if (isMarked) return true
  if (next === dash) return codes[end + 1] === dash && codes[start] === letterR
  if (next === colon && codes[end + 1] === colon)
    return isPrompt(codes[end + 2]) || isHex(codes, start, end)
  return next === blank && (start === 0 || codes[start - 1] === lineEnd) && isProcess(text, end)
}

/** A key or a value of JSON that is one word. */
function isQuoted({ start, end }: Chunk, codes: Uint16Array): boolean {
  return codes[start - 1] === quote && codes[end] === quote
}

const [blank, dash, colon, lineEnd, letterR, quote] = [0x20, 0x2d, 0x3a, 0x0a, 0x72, 0x22]

/** `narwhal::>`, as arrays ask for a command. */
function isPrompt(code: number | undefined): boolean {
  return code === 0x3e || code === 0x2a
}

/** Whether all letters are of an address of IPv6 before its `::`. */
function isHex(codes: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = codes[at] ?? 0
    const small = code | 0x20
    if ((code < 0x30 || code > colon) && (small < 0x61 || small > 0x66)) return false
  }
  return true
}

/** What ps prints behind an account: the number of the process, then its share or its parent. */
const ofProcess = / +\d+ +(?:\d{1,4}\.\d |\d+ +\d+ +(?:\d\d:|[A-Z]))/y

function isProcess(text: string, end: number): boolean {
  ofProcess.lastIndex = end
  return ofProcess.test(text)
}

/** Addresses of ports and cards: `9c63:c003:00d4:20f0` could be a version, and names one card. */
const oneOfItsKind =
  /^(?:[0-9a-f]{4}(?::[0-9a-f]{4}){3,7}|[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5,7}|(?=[\d.]*[a-f])[0-9a-f]{4}(?:\.[0-9a-f]{4}){2})$/i

function isOneOfItsKind(chunk: string): boolean {
  return oneOfItsKind.test(chunk) && !/^(?:[0:-]+|[f:-]+)$/i.test(chunk)
}
