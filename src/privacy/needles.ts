/** For each of some short texts, by its place in their list, where the lines begin that have it. */
export type NeedleLines = readonly (readonly number[])[]

/**
 * Find the lines on which many short texts stand in another, in one look at each of its letters:
 * rules ask for hundreds of them, and to search for each by itself costs as many looks.
 *
 * @param needles in small letters of ASCII, none twice
 * @returns what is found in any case of letters: the same rows for all calls
 */
export function createNeedles(needles: readonly string[]): (text: string) => NeedleLines {
  const { listOf, lists } = toLists(needles)
  const single = [...needles.entries()].filter(([, needle]) => needle.length === 1)
  const found: number[][] = needles.map(() => [])
  const touched: number[] = []
  return text => {
    for (const index of touched.splice(0)) found[index] = []
    for (const [index, needle] of single) markLetter(text, index, needle)
    let last = 0
    let line = 0
    for (let at = 0; at < text.length; at++) {
      const code = fold(text.charCodeAt(at))
      const list = listOf[(last << 7) | code] ?? 0
      last = code
      if (list !== 0) markAll(text, at - 1, line, lists[list] ?? [])
      if (code === lineEnd) line = at + 1
    }
    return found
  }

  function markLetter(text: string, index: number, needle: string): void {
    const capital = needle.toUpperCase()
    for (let line = 0; line < text.length; ) {
      const small = text.indexOf(needle, line)
      const at = capital === needle ? small : earlier(small, text.indexOf(capital, line))
      if (at < 0) return
      mark(index, text.lastIndexOf('\n', at - 1) + 1)
      const next = text.indexOf('\n', at)
      if (next < 0) return
      line = next + 1
    }
  }

  function markAll(text: string, start: number, line: number, list: readonly number[]): void {
    for (const index of list)
      if (found[index]?.at(-1) !== line && standsAt(text, start, needles[index] ?? ''))
        mark(index, line)
  }

  function mark(index: number, line: number): void {
    const lines = found[index] ?? []
    if (lines.length === 0) touched.push(index)
    if (lines[lines.length - 1] !== line) lines.push(line)
  }
}

const lineEnd = 0x0a

function earlier(one: number, other: number): number {
  return one < 0 || other < 0 ? Math.max(one, other) : Math.min(one, other)
}

/** The needles of two letters and more, in lists of those that begin with the same two. */
function toLists(needles: readonly string[]) {
  const lists: number[][] = [[]]
  const listOf = new Uint16Array(128 * 128)
  for (const [index, needle] of needles.entries()) {
    if (needle.length < 2) continue
    const pair = (needle.charCodeAt(0) << 7) | needle.charCodeAt(1)
    const list = listOf[pair] || lists.push([]) - 1
    listOf[pair] = list
    lists[list]?.push(index)
  }
  return { listOf, lists }
}

/** Whether a needle stands at a place that has its first two letters. */
function standsAt(text: string, start: number, needle: string): boolean {
  for (let at = 2; at < needle.length; at++)
    if (fold(text.charCodeAt(start + at)) !== needle.charCodeAt(at)) return false
  return true
}

/** Small letters for capitals; 0 for what is not of ASCII. */
const folded = Uint8Array.from({ length: 128 }, (_, code) =>
  String.fromCharCode(code).toLowerCase().charCodeAt(0),
)

function fold(code: number): number {
  return code < 128 ? (folded[code] ?? 0) : 0
}
