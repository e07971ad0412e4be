import type { Line } from '../captures/capture.ts'

/** A member of a JSON text that is a string, a number or a word, with where it stands. */
export interface Member {
  /** Keys and indices from the root, as text: `['blockdevices', '0', 'name']`. */
  path: string[]
  value: string
  line: number
}

interface Level {
  isArray: boolean
  key: string
}

const longestString = 4000
const deepest = 60

/**
 * The members of a JSON text, each with its line. What is cut short, or has prose around it, still
 * gives what is there: a capture is not always whole.
 */
export function toMembers(lines: readonly Line[]): Member[] {
  const members: Member[] = []
  const levels: Level[] = []
  let pending: { text: string; line: number } | undefined
  const add = () => {
    if (pending && levels.length > 0)
      members.push({
        path: levels.map(({ key }) => key),
        value: pending.text,
        line: pending.line,
      })
    pending = undefined
  }
  for (const { text, number } of lines) {
    for (const token of toTokens(text)) {
      const level = levels.at(-1)
      if (token.kind === 'word') pending = { text: token.text, line: number }
      else if (token.text === ':' && level && pending && !level.isArray) {
        level.key = pending.text
        pending = undefined
      } else {
        add()
        moveTo(token.text, levels)
      }
    }
  }
  add()
  return members
}

function moveTo(mark: string, levels: Level[]): void {
  const level = levels.at(-1)
  if ((mark === '{' || mark === '[') && levels.length < deepest)
    levels.push({ isArray: mark === '[', key: mark === '[' ? '0' : '' })
  else if (mark === '}' || mark === ']') levels.pop()
  else if (mark === ',' && level?.isArray) level.key = String(Number(level.key) + 1)
}

interface Token {
  kind: 'mark' | 'word'
  text: string
}

const marks = new Set('{}[],:')

/** A string never goes on in the next line; one that is not closed ends with it. */
function* toTokens(text: string): Generator<Token> {
  let at = 0
  while (at < text.length) {
    const letter = text[at] ?? ''
    if (marks.has(letter)) {
      yield { kind: 'mark', text: letter }
      at += 1
    } else if (letter === '"') {
      const end = endOfString(text, at + 1)
      yield { kind: 'word', text: text.slice(at + 1, Math.min(end, at + longestString)) }
      at = end + 1
    } else {
      const end = endOfWord(text, at)
      if (end > at) yield { kind: 'word', text: text.slice(at, Math.min(end, at + longestString)) }
      at = Math.max(end, at + 1)
    }
  }
}

function endOfString(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function endOfWord(text: string, from: number): number {
  let at = from
  while (at < text.length && /[\w.+-]/.test(text[at] ?? '')) at += 1
  return at
}

/** Members of one object, or of what is below it: those whose paths begin alike. */
export function groupBy(
  members: readonly Member[],
  keyOf: (member: Member) => string | undefined,
): Map<string, Member[]> {
  const groups = new Map<string, Member[]>()
  for (const member of members) {
    const key = keyOf(member)
    if (key === undefined) continue
    const own = groups.get(key)
    if (own) own.push(member)
    else groups.set(key, [member])
  }
  return groups
}

/** Whether a capture is JSON: its first line that is not blank opens an object or a list. */
export function isJson(lines: readonly Line[]): boolean {
  return /^\s*[{[]/.test(lines.find(({ text }) => text.trim() !== '')?.text ?? '')
}
