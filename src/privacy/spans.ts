import type { Found } from './found.ts'
import { pseudonym } from './kinds.ts'
import type { Window } from './windows.ts'

/** Of values that overlap, the one that begins first, then the longest; none that is replaced already. */
export function withoutOverlaps(found: readonly Found[]): Found[] {
  const sorted = found
    .filter(({ value }) => value !== '' && !pseudonym.test(value))
    .sort((a, b) => a.start - b.start || b.value.length - a.value.length)
  const kept: Found[] = []
  let end = 0
  for (const item of sorted) {
    if (item.start < end) continue
    kept.push(item)
    end = item.start + item.value.length
  }
  return kept
}

/** What is found in parts of a text, by its place in the whole. */
export function inWindows(
  text: string,
  windows: readonly Window[],
  find: (part: string) => Found[],
): Found[] {
  return windows.flatMap(({ start, end }) =>
    find(text.slice(start, end)).map(found => ({ ...found, start: found.start + start })),
  )
}

/** A text as one window. */
export function toWhole(text: string): Window[] {
  return [{ start: 0, end: text.length }]
}

/** Letters before and behind a place that a shape and what calls it one may take. */
const [reachBack, reachOn] = [400, 300]

/** The surroundings of places in which a shape can stand, joined where they meet. */
export function toSurroundings(text: string, places: readonly number[]): Window[] {
  const windows: Window[] = []
  for (const place of places) {
    const last = windows.at(-1)
    const start = Math.max(0, place - reachBack)
    const end = Math.min(text.length, place + reachOn)
    if (last && start <= last.end) last.end = end
    else windows.push({ start, end })
  }
  return windows
}

/** A number stands in JSON as it is, a pseudonym does not: smartctl writes names of disks so. */
export function isNumberInJson(text: string, value: string, start: number): boolean {
  return /^\d+$/.test(value) && /": {0,2}$/.test(text.slice(Math.max(0, start - 4), start))
}
