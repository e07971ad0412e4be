import type { Chunk } from './tokens.ts'

/**
 * Where a chunk stands beside what rules could find, though no word says so.
 */

const [plus, star, point, tab] = [0x2b, 0x2a, 0x2e, 0x09]

/**
 * An address of IP or of a network card may be all digits, and so is a number of a telephone.
 * The time that sadf writes as seconds between two tabs stands behind the name of the machine.
 */
export function isDoubtfulNumber(
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

/** `cfree@GLIBC_2.2.5`, `strcmp@plt`: functions of libraries, which are no accounts of hosts. */
const versioned = /@(?:plt|@?[A-Z]+_[\d.]+)$/

/** Whether a chunk may be an account of a host. */
export function isAccount(chunk: string): boolean {
  return chunk.includes('@') && !versioned.test(chunk)
}

/** Whether a chunk stands where a name does, though no word beside it says so. */
export function isPlaced(
  text: string,
  { start, end, isMarked }: Chunk,
  codes: Uint16Array,
): boolean {
  const next = codes[end]
  if (isMarked || isBehindTime(codes, start) || codes[start - 3] === caret) return true
  if (next === dash) return codes[end + 1] === dash && codes[start] === letterR
  if (next === colon && codes[end + 1] === colon)
    return isPrompt(codes[end + 2]) || isHex(codes, start, end)
  return next === blank && (start === 0 || codes[start - 1] === lineEnd) && isProcess(text, end)
}

/** `12:00:01 apollo kernel:`, as a log has the machine. */
function isBehindTime(codes: Uint16Array, start: number): boolean {
  if (codes[start - 1] !== blank || codes[start - 4] !== colon || codes[start - 7] !== colon)
    return false
  const digit = codes[start - 2] ?? 0
  return digit >= 0x30 && digit <= 0x39
}

/** A key or a value of JSON that is one word. */
export function isQuoted({ start, end }: Chunk, codes: Uint16Array): boolean {
  return codes[start - 1] === quote && codes[end] === quote
}

/** How chrony marks a source of time: `^* apollo`. */
const caret = 0x5e
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
