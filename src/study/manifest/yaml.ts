import * as v from 'valibot'
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import type { Message, Remark } from '../../message/message.ts'
import { suggest } from '../../message/suggest.ts'

type Path = (string | number)[]
type Schema = v.GenericSchema<unknown, unknown>

/** Says what is wrong at a path of the document, with line and column. */
export interface At {
  unknown(word: string, known: readonly string[], what: string, path: Path): Message
  missing(what: string, path: Path): Message
}

/**
 * Read YAML and check it against a schema. Every mistake is a message at its line and
 * column, with the nearest known key; with any error there is no value.
 */
export function readYaml<S extends Schema>(
  source: string,
  file: string,
  schema: S,
): { value?: v.InferOutput<S>; messages: Message[]; at: At } {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, stringKeys: true })
  const at = toAt(document, lines, file)
  const messages = document.errors.map(
    (error): Message => ({
      severity: 'error',
      rule: 'yaml-syntax',
      reason:
        error.code === 'DUPLICATE_KEY'
          ? `Unexpected second key \`${wordAt(source, error.pos[0])}\` beside one of the same name, expected each once; take one away`
          : `Unexpected YAML (${error.message.split(/ at line|:\n/)[0]}), expected it to be well-formed; look at the indentation and the quotes`,
      file,
      line: error.linePos?.[0].line,
      column: error.linePos?.[0].col,
    }),
  )
  if (messages.length > 0) return { messages, at }
  const value: unknown = document.toJS() ?? {}
  for (const { path, known } of unknownKeys(schema as Composite, value, [])) {
    const word = String(path.at(-1))
    messages.push({
      severity: 'error',
      rule: 'unknown-key',
      reason: `Unexpected key \`${word}\` ${where(path.slice(0, -1))}${suggest(word, known)}`,
      file,
      ...positionOf(document, lines, path, true),
    })
  }
  const result = v.safeParse(schema, value)
  const issues = (result.issues ?? []).flatMap(issue => leaves(issue, []))
  for (const { issue, path } of issues) {
    if (issue.expected === 'never') continue // an unknown key, told above with its neighbours
    messages.push({ ...toRemark(issue, path), file, ...placeOf(issue, path) })
  }
  return messages.length === 0 && result.success
    ? { value: result.output, messages, at }
    : { messages, at }

  function placeOf(issue: v.BaseIssue<unknown>, path: Path) {
    const isAbsent = issue.received === 'undefined'
    return positionOf(document, lines, isAbsent ? path.slice(0, -1) : path, isAbsent)
  }
}

function wordAt(source: string, offset: number): string {
  return /^[^:\s]*/.exec(source.slice(offset))?.[0] ?? ''
}

interface Leaf {
  issue: v.BaseIssue<unknown>
  path: Path
}

/** In a union of a short and a long form, the form that came further says what is wrong. */
function leaves(issue: v.BaseIssue<unknown>, above: Path): Leaf[] {
  const path = [...above, ...(issue.path ?? []).map(item => item.key as string | number)]
  const inner = (issue.issues ?? []).filter(nested => nested.path !== undefined)
  return inner.length > 0 ? inner.flatMap(nested => leaves(nested, path)) : [{ issue, path }]
}

function toRemark(issue: v.BaseIssue<unknown>, path: Path): Remark {
  if (issue.received === 'undefined') {
    return {
      severity: 'error',
      rule: 'missing-key',
      reason: `Unexpected absence of \`${path.at(-1)}\` ${where(path.slice(0, -1))}; add it`,
    }
  }
  // Words of valibot's own begin so; ours say what is expected.
  const isOurs = !issue.message.startsWith('Invalid ')
  const expected = isOurs || !issue.expected ? issue.message : toWords(issue.expected)
  const value = issue.received === 'null' ? 'absence of a value' : `value ${issue.received}`
  return {
    severity: 'error',
    rule: 'invalid-value',
    reason: `Unexpected ${value} of \`${path.join('.')}\`, expected ${expected}`,
  }
}

const words: { [expected: string]: string } = {
  string: 'text',
  number: 'a number',
  boolean: '`true` or `false`',
  Object: 'keys with values',
  Array: 'a list',
}

/** `>=1` => `at least 1`; `("one" | "several")` => `` `one` or `several` `` */
function toWords(expected: string): string {
  const least = /^>=?(.+)$/.exec(expected)?.[1]
  if (least !== undefined) return `${expected.startsWith('>=') ? 'at least' : 'more than'} ${least}`
  const each = expected.replaceAll(/[()]/g, '').split(' | ')
  return each.map(item => words[item] ?? item.replaceAll('"', '`')).join(' or ')
}

function where(path: Path): string {
  return path.length === 0 ? 'at the top' : `in \`${path.join('.')}\``
}

/** The parts of a valibot schema that hold other schemas. */
interface Composite {
  type: string
  entries?: { [key: string]: Composite }
  value?: Composite
  item?: Composite
  wrapped?: Composite
  options?: Composite[]
}

/** Keys that no strict object of the schema knows; valibot itself stops at the first. */
function unknownKeys(
  schema: Composite,
  value: unknown,
  path: Path,
): { path: Path; known: string[] }[] {
  if (schema.wrapped) return unknownKeys(schema.wrapped, value, path)
  if (typeof value !== 'object' || value === null) return []
  const long = schema.options?.find(option => option.entries)
  if (long) return unknownKeys(long, value, path)
  const { entries } = schema
  return Object.entries(value).flatMap(([key, item]) => {
    const step = Array.isArray(value) ? Number(key) : key
    const inner = entries ? entries[key] : (schema.value ?? schema.item)
    if (entries && !inner) return { path: [...path, step], known: Object.keys(entries) }
    return inner ? unknownKeys(inner, item, [...path, step]) : []
  })
}

function positionOf(document: Document, lines: LineCounter, path: Path, onKey: boolean) {
  const node = onKey ? keyNode(document, path) : (document.getIn(path, true) as Node | undefined)
  const offset = node?.range?.[0]
  if (offset === undefined) return {}
  const { line, col } = lines.linePos(offset)
  return { line, column: col }
}

function keyNode(document: Document, path: Path): Node | undefined {
  if (path.length === 0) return document.contents as Node | undefined
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (!isMap(parent)) return document.getIn(path, true) as Node | undefined
  const pair = parent.items.find(item => isScalar(item.key) && item.key.value === path.at(-1))
  return pair?.key as Node | undefined
}

function toAt(document: Document, lines: LineCounter, file: string): At {
  return {
    unknown: (word, known, what, path) => ({
      severity: 'error',
      rule: `unknown-${what}`,
      reason: `Unexpected ${what} \`${word}\`${suggest(word, known)}`,
      file,
      ...positionOf(document, lines, path, false),
    }),
    missing: (what, path) => ({
      severity: 'error',
      rule: 'missing-key',
      reason: `Unexpected absence of a ${what} in \`${path.join('.')}\`; add it`,
      file,
      ...positionOf(document, lines, path, true),
    }),
  }
}
