import type { Remark } from '../message/message.ts'

/** A JSON document found in a text, and the line it begins on. */
export interface JsonDocument {
  value: unknown
  line: number
}

/** Damaged documents of a file that are told. */
const mostRemarks = 100

export type JsonObject = { [key: string]: unknown }

/**
 * Find the JSON objects in a text that may have warnings, prompts or other documents around
 * them. Only an object that begins its line counts, or one that follows another directly.
 */
export function findJsonObjects(quoted: string): { documents: JsonDocument[]; remarks: Remark[] } {
  const text = withoutQuoting(quoted)
  const documents: JsonDocument[] = []
  const remarks: Remark[] = []
  const lineOf = createLineCounter(text)
  let begin = findObject(text, 0)
  while (begin !== undefined) {
    const line = lineOf(begin)
    const end = endOfObject(text, begin)
    if (end === undefined) {
      remarks.push({
        severity: 'error',
        rule: 'truncated-json',
        reason: `Unexpected end of file in the JSON that begins on line ${line}, expected its closing brace; the tool was probably killed, repeat the run`,
        line: lineOf(text.trimEnd().length),
      })
      break
    }
    const parsed = parseJson(text.slice(begin, end))
    if ('value' in parsed) documents.push({ value: parsed.value, line })
    else {
      const isLast = remarks.length === mostRemarks - 1
      remarks.push({
        severity: 'error',
        rule: 'damaged-json',
        reason: `Unexpected text in JSON (${parsed.error}), expected a whole document; copy the file again${isLast ? ', nothing behind this is read' : ''}`,
        line,
      })
      if (isLast) break
    }
    begin = findObject(text, end)
  }
  return { documents, remarks }
}

/** In a mail, each line of a document may stand behind `> `, which no line of JSON begins with. */
function withoutQuoting(text: string): string {
  return text.replaceAll(/^(?:> ?)+/gm, marks => ' '.repeat(marks.length))
}

/** Index of the next brace that follows directly or begins a line. */
function findObject(text: string, from: number): number | undefined {
  if (text[from] === '{') return from
  const start = /^[ \t]*\{/gm
  start.lastIndex = from
  return start.exec(text) === null ? undefined : start.lastIndex - 1
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function objectAt(parent: JsonObject, key: string): JsonObject | undefined {
  const value = parent[key]
  return isObject(value) ? value : undefined
}

export function arrayAt(parent: JsonObject, key: string): unknown[] {
  const value = parent[key]
  return Array.isArray(value) ? value : []
}

export function numberAt(parent: JsonObject, key: string): number | undefined {
  const value = parent[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

export function stringAt(parent: JsonObject, key: string): string | undefined {
  const value = parent[key]
  return typeof value === 'string' ? value : undefined
}

/** RFC 6901: `~` and `/` in a key are escaped. */
export function pointer(...keys: (string | number)[]): string {
  return keys.map(key => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function parseJson(text: string): { value: unknown } | { error: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

/** Index after the brace that closes the one at `begin`. */
function endOfObject(text: string, begin: number): number | undefined {
  const token = /["{}]/g
  token.lastIndex = begin
  let depth = 0
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '"') {
      const after = endOfString(text, match.index + 1)
      if (after === undefined) return undefined
      token.lastIndex = after
    } else {
      depth += match[0] === '{' ? 1 : -1
      if (depth === 0) return match.index + 1
    }
  }
  return undefined
}

/**
 * A text whose end is missing, cut behind the last whole object of a list and closed there;
 * nothing where there is none.
 */
export function closeJson(text: string): string | undefined {
  const open: string[] = []
  let closed: string | undefined
  for (const { mark, index } of brackets(text)) {
    if (mark === '{' || mark === '[') open.push(mark === '{' ? '}' : ']')
    else open.pop()
    const isItem = mark === '}' && open.at(-1) === ']' && open.length <= 5
    if (isItem) closed = text.slice(0, index + 1) + [...open].reverse().join('')
  }
  return closed
}

/** Brackets outside strings, up to where a string does not end. */
function* brackets(text: string): Generator<{ mark: string; index: number }> {
  const token = /["{}[\]]/g
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [mark] = match
    if (mark !== '"') yield { mark, index: match.index }
    else {
      const after = endOfString(text, match.index + 1)
      if (after === undefined) return
      token.lastIndex = after
    }
  }
}

function endOfString(text: string, begin: number): number | undefined {
  const token = /["\\]/g
  token.lastIndex = begin
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '"') return match.index + 1
    token.lastIndex = match.index + 2
  }
  return undefined
}

/** Lines of places that are asked for in the order of the text. */
function createLineCounter(text: string): (index: number) => number {
  let line = 1
  let next = text.indexOf('\n')
  return index => {
    for (; next !== -1 && next < index; next = text.indexOf('\n', next + 1)) line += 1
    return line
  }
}
