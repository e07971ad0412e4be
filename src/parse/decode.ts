/**
 * Bytes to text, by their byte order mark, else as UTF-8, else as the code page of a
 * Windows console. Windows writes `systeminfo` in the console's code page and says so
 * nowhere; which one it was shows in the letters that come out.
 */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const text = new TextDecoder('utf-8').decode(bytes)
  return looksBroken(text) ? decodeCodePage(bytes, text) : text
}

/** Whether bytes are no text; UTF-16 has zeros too, and says so with its mark. */
export function isBinary(bytes: Uint8Array): boolean {
  const hasMark =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return !hasMark && bytes.subarray(0, 8192).includes(0)
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
