/** A part of a text, from the beginning of a line to the end of another. */
export interface Window {
  start: number
  end: number
}

/** Lines that a rule may look at beyond the one that it begins on. */
const near = 4
/** Rows of a table below its headings. */
const longestTable = 400

/**
 * The lines around places of a text, joined where they meet. Below a line of headings, which has
 * three columns and more, its table belongs to it, down to a blank line.
 *
 * @param places offsets, in order
 */
export function toWindows(text: string, places: readonly number[]): Window[] {
  const windows: Window[] = []
  for (const place of places) {
    const last = windows.at(-1)
    // Most places are on lines that are looked at already, with enough of them to come.
    if (last && place < last.end && isFarFromEnd(text, place, last.end)) continue
    const start = Math.max(backBy(text, place, near), last?.end ?? 0)
    const end = Math.max(forwardBy(text, place, rowsBelow(text, place)), start)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else windows.push({ start, end })
  }
  return windows
}

function isFarFromEnd(text: string, place: number, end: number): boolean {
  if (end === text.length) return true
  return rowsBelow(text, place) === near && forwardBy(text, place, near) <= end
}

/** How many lines below a place belong to it. */
function rowsBelow(text: string, place: number): number {
  const start = text.lastIndexOf('\n', place) + 1
  const line = text.slice(start, Math.min(start + 2000, toLineEnd(text, place)))
  return /^\s*[^\s:=;]+(?:\s+[^\s:=;]+){2,}\s*$/.test(line) ? longestTable : near
}

function backBy(text: string, place: number, lines: number): number {
  let start = place
  for (let count = 0; count <= lines && start > 0; count++) {
    start = text.lastIndexOf('\n', start - 1)
    if (start < 0) return 0
  }
  return start === 0 ? 0 : start + 1
}

function forwardBy(text: string, place: number, lines: number): number {
  let end = place
  for (let count = 0; count <= lines; count++) {
    end = toLineEnd(text, end) + 1
    if (end > text.length) return text.length
    if (lines > near && text[end] === '\n') break
  }
  return end
}

function toLineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}
