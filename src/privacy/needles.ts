/**
 * Find which of many short texts stand somewhere in another, in one look at each of its letters:
 * rules ask for hundreds of them, and to search for each by itself costs as many looks.
 *
 * @param needles in small letters of ASCII
 * @returns for each of the needles, by its place in the list, 1 where a text has it in any case
 */
export function createNeedles(needles: readonly string[]): (text: string) => Uint8Array {
  const { listOf, lists } = toLists(needles)
  const single = [...needles.entries()].filter(([, needle]) => needle.length === 1)
  return text => {
    const found = new Uint8Array(needles.length)
    for (const [index, needle] of single)
      if (text.includes(needle) || text.includes(needle.toUpperCase())) found[index] = 1
    let last = 0
    for (let at = 0; at < text.length; at++) {
      const code = fold(text.charCodeAt(at))
      const list = listOf[(last << 7) | code] ?? 0
      last = code
      if (list !== 0) markAll(text, at - 1, lists[list] ?? [], found)
    }
    return found
  }

  function markAll(text: string, start: number, list: readonly number[], found: Uint8Array) {
    for (const index of list)
      if (found[index] === 0 && standsAt(text, start, needles[index] ?? '')) found[index] = 1
  }
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
