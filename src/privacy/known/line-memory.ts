/**
 * The lines in which a text had nothing to tell, by two hashes of their letters: a report of samples
 * repeats half of its lines. What a line comes to depends on the line alone, so that one that comes
 * again in the same archive, whose words are noted already, is passed over.
 */
export interface LineMemory {
  /** From now on the words of texts are noted, or not. */
  open(isNoting: boolean, isOtherSet: boolean): void
  /**
   * Begin a line, and end the one before.
   *
   * @returns where to go on: behind the line where it is remembered
   */
  begin(codes: Uint16Array, at: number): number
  /** The line that was begun is not to be remembered: something is to be told of it. */
  tell(): void
}

const places = 2 ** 15
/** Of shorter ones there are many, and each is read in no time. */
const shortest = 8
const [lineEnd, caret] = [0x0a, 0x5e]

export function createLineMemory(): LineMemory {
  const firsts = new Int32Array(places)
  const seconds = new Int32Array(places)
  /** 0 where nothing is remembered, 1 where words were not noted, else by which set they were. */
  const notedBy = new Int32Array(places)
  let sets = 1
  let isNotingWords = false
  let [first, second] = [0, 0]
  /** Whether a line was begun that may be remembered. */
  let isOpen = false
  return { open, begin, tell }

  function tell(): void {
    isOpen = false
  }

  function open(isNoting: boolean, isOtherSet: boolean): void {
    if (isOtherSet) sets++
    isNotingWords = isNoting
    isOpen = false
  }

  function begin(codes: Uint16Array, start: number): number {
    if (isOpen) keep()
    isOpen = false
    let at = start
    for (;;) {
      const end = hashLine(codes, at)
      // How chrony marks a source of time may stand at the end of the line before.
      if (end - at < shortest || end === codes.length || codes[at - 2] === caret) return at
      const place = toPlace(first, second)
      const isSame = firsts[place] === first && seconds[place] === second
      isOpen = !isSame || notedBy[place] === 0 || (isNotingWords && notedBy[place] !== sets)
      if (isOpen) return at
      at = end + 1
    }
  }

  function hashLine(codes: Uint16Array, start: number): number {
    const { length } = codes
    let at = start
    let [one, two] = [0x811c9dc5 | 0, 0x2545f491]
    for (; at < length; at++) {
      const code = codes[at] ?? 0
      if (code === lineEnd) break
      one = Math.imul(one ^ code, 0x01000193)
      two = Math.imul(two + code, 0x9e3779b1) ^ (two >>> 15)
    }
    first = one
    second = two
    return at
  }

  function keep(): void {
    const place = toPlace(first, second)
    firsts[place] = first
    seconds[place] = second
    notedBy[place] = isNotingWords ? sets : 1
  }
}

function toPlace(first: number, second: number): number {
  const mixed = Math.imul(first ^ (second >>> 7), 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) & (places - 1)
}
