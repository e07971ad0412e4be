import { isUtf8 } from 'node:buffer'

/**
 * Bytes to text: by their byte order mark, as UTF-16 without one, as UTF-8, or as the code page
 * of a Windows console. Windows writes `systeminfo` in the console's code page and says so
 * nowhere; which one it was shows in the letters that come out. Everything that looks at a file
 * reads it by this one function: what is parsed is what private values are looked for in.
 */
export function decode(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes)
  if (!isCodePage(encoding)) return new TextDecoder(encoding).decode(bytes)
  const text = new TextDecoder('utf-8').decode(bytes)
  return looksBroken(text) ? decodeCodePage(bytes, text) : text
}

/** Decodes a text as it comes, the same as a whole one; at its end nothing is given to it. */
export type DecodeNext = (chunk?: Uint8Array) => string

/** @param head the first 64 KiB; undefined where they are in a code page, which only all of it tells */
export function createDecoder(head: Uint8Array): DecodeNext | undefined {
  const encoding = encodingOf(head)
  return isCodePage(encoding) ? undefined : decodeAs(encoding)
}

export function decodeAs(encoding: Encoding): DecodeNext {
  const decoder = new TextDecoder(encoding)
  return chunk => decoder.decode(chunk, { stream: chunk !== undefined })
}

/** Of code pages there are more than these two: which one it was, the letters tell. */
function isCodePage(encoding: Encoding): boolean {
  return encoding === 'ibm866' || encoding === 'gb18030'
}

/** Whether bytes are no text: it has no NUL, except in UTF-16. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8192).includes(0) && !encodingOf(bytes).startsWith('utf-16')
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'ibm866'

/**
 * UTF-16 by its mark, or by the NUL in every other byte of Latin text; else UTF-8, and where
 * that is not possible, the code page that a console of Windows wrote in: the digits and the
 * words of the tools are the same in all of them.
 */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const start = bytes.subarray(0, 512)
  const zeros = (parity: number) =>
    start.filter((byte, index) => byte === 0 && index % 2 === parity).length
  const half = start.length / 2
  const hasZeros = half >= 4 && start.includes(0)
  if (hasZeros && zeros(1) > half * 0.7 && zeros(0) === 0) return 'utf-16le'
  if (hasZeros && zeros(0) > half * 0.7 && zeros(1) === 0) return 'utf-16be'
  if (startsAsUtf8(bytes)) return 'utf-8'
  return isGbk(bytes) ? 'gb18030' : 'ibm866'
}

/** Whether the start decodes; the last bytes of it may be half a character. */
function startsAsUtf8(bytes: Uint8Array): boolean {
  return isUtf8(bytes.subarray(0, 65_536)) || decodes('utf-8', bytes)
}

/** GBK has its high bytes in pairs; cp850 and cp866 have not, or they would not decode. */
function isGbk(bytes: Uint8Array): boolean {
  return decodes('gb18030', bytes)
}

function decodes(encoding: Encoding, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, 65_536), { stream: true })
    return true
  } catch {
    return false
  }
}

/** A file cut inside a character has one such mark at its end; a code page has many. */
function looksBroken(text: string): boolean {
  const first = text.indexOf('\ufffd')
  return first !== -1 && first < text.length - 2
}

/** Upper half of code page 850, which `TextDecoder` does not know. */
const codePage850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'

const codePages: readonly [decode: (bytes: Uint8Array) => string, letters: RegExp][] = [
  [decode850, /[éèàçùêôâîäöüßñáíóúÉ’]/g],
  [bytes => new TextDecoder('ibm866').decode(bytes), /[а-яА-Я]/g],
  [bytes => new TextDecoder('windows-1251').decode(bytes), /[а-яА-Я]/g],
  [bytes => new TextDecoder('windows-1252').decode(bytes), /[éèàçùêôâîäöüßñáíóúÉ’]/g],
  [bytes => new TextDecoder('gbk').decode(bytes), /[\u4e00-\u9fa5]{2}/g],
]

function decodeCodePage(bytes: Uint8Array, utf8: string): string {
  let best = utf8
  let bestScore = score(utf8, /[^\p{ASCII}\ufffd]/gu)
  for (const [decodeAs, letters] of codePages) {
    const text = decodeAs(bytes)
    const points = score(text, letters)
    if (points > bestScore) {
      best = text
      bestScore = points
    }
  }
  return best
}

/** Letters that are expected, less what no sentence holds; a word's inner capitals and mixed alphabets count against. */
function score(text: string, letters: RegExp): number {
  const sample = text.slice(0, 200_000)
  const good = sample.match(letters)?.length ?? 0
  const bad =
    sample.match(
      /[\ufffd─-▟¤¦¬¢‚„†‡ƒ\x80-\x9f]|[а-я][А-Я]|[A-Za-z][а-яА-Я]|[а-яА-Я][A-Za-z]|[a-zé][ÉÔÒÓÚÛÐ¾]/g,
    )?.length ?? 0
  return good - 2 * bad
}

function decode850(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte < 128 ? String.fromCharCode(byte) : codePage850[byte - 128]
  return text
}
