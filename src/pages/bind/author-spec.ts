import { isMap, isPair, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml'
import { suggest } from '../../message/suggest.ts'
import { dataTables } from '../evidence/data-tables.ts'
import { BindError } from './bind.ts'

/** A Vega-Lite spec as its author typed it, and where it begins. */
export interface SpecSource {
  text: string
  file: string
  /** Lines and columns before its first character. */
  line: number
  column: number
}

export type Spec = { [key: string]: unknown }

export type TableName = keyof typeof dataTables
export const tableNames = Object.keys(dataTables) as TableName[]

const fromStudy = 'expected the study’s own tables; write `"data": {"name": "estimates"}`'
const oneView =
  'expected one view of `mark` or `layer`, which can be as wide as the page; draw a figure for each'

/** Keys that have no place in a spec of ours, and what stands there instead. */
const refusedKeys: { [key: string]: string } = {
  url: fromStudy,
  datasets: fromStudy,
  loader: 'expected a drawing that loads nothing; remove it',
  usermeta: 'expected a drawing that loads nothing; remove it',
  href: 'expected marks that lead nowhere; put links into the page’s text',
  config: 'expected the page’s theme; set properties of the mark instead',
  width: 'expected none, since the page sets it; a view has a `height`, a bar a `size`',
  autosize: 'expected none, since the page sets it',
  timeUnit: 'expected none: no table has a time',
  sample: 'expected a drawing that is the same each time; use `filter`',
  params: 'expected a drawing that stands still; use `filter` in `transform`',
  hconcat: oneView,
  vconcat: oneView,
  concat: oneView,
  facet: oneView,
  repeat: oneView,
  row: oneView,
  column: oneView,
}

/** Texts that reach out of the drawing, or differ from one build to the next. */
const refusedTexts: { pattern: RegExp; reason: string }[] = [
  {
    pattern: /^image$/,
    reason: 'expected a mark that loads nothing, such as `point` or `bar`',
  },
  { pattern: /^temporal$/, reason: 'expected `quantitative`, `ordinal` or `nominal`' },
  {
    pattern: /:\/\/|\burl\s*\(|^\s*(?:\/\/|data:|javascript:)/i,
    reason: 'expected nothing from elsewhere; remove the address',
  },
]

/** Functions of expressions that look at the browser, the clock or chance. */
const refusedCalls =
  /\b(?:now|random|sample\w+|window\w*|screen|containerSize|event|item|group|open|warn|info|debug|time\w+|datetime|toDate|year|quarter|month|week|day|dayofyear|date|hours|minutes)\s*[.([]/

/** Where no expression stands: words for the reader, and names of columns. */
const plainKeys = ['title', 'description', 'field', 'as']

/**
 * Read the spec: JSON, with a place for everything that is wrong with it. The first mistake is
 * told. `$schema` may be an address: nothing reads it.
 */
export function readAuthorSpec(source: SpecSource): Spec {
  const lines = new LineCounter()
  const document = parseDocument(source.text, { lineCounter: lines, schema: 'json' })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { file: source.file, line: source.line + line, column: source.column + col }
  }
  const [error] = document.errors
  if (error || !isMap(document.contents)) {
    const [what = 'text'] = (error?.message ?? 'text that is no object').split(/ at line|\n/)
    throw new BindError(
      'damaged-spec',
      `Unexpected JSON (${what}), expected a Vega-Lite spec between braces`,
      place(error?.pos[0] ?? 0),
    )
  }
  const refuse = (node: unknown, reason: string): never => {
    throw new BindError('refused-spec', reason, place((node as Node).range?.[0] ?? 0))
  }
  visit(document, {
    Alias: (_, node) => refuse(node, 'Unexpected alias, expected plain JSON'),
    Pair(_, { key, value }) {
      const name = isScalar(key) ? String(key.value) : ''
      if (name === '$schema') return visit.SKIP
      const instead = Object.hasOwn(refusedKeys, name) ? refusedKeys[name] : undefined
      if (instead) refuse(key, `Unexpected \`${name}\` in a spec, ${instead}`)
      if (name === 'data' && isMap(value)) checkTable(value.get('name', true), refuse)
      return undefined
    },
    Scalar(at, node, path) {
      const { value } = node
      if (at === 'key' || typeof value !== 'string') return
      const found = refusedTexts.find(({ pattern }) => pattern.test(value))
      if (found) refuse(node, `Unexpected \`${value}\`, ${found.reason}`)
      const isPlain = path.some(part => isPair(part) && plainKeys.includes(String(part.key)))
      if (isPlain || !refusedCalls.test(value)) return
      refuse(node, `Unexpected \`${value}\`, expected an expression over the fields of a row alone`)
    },
  })
  return document.toJS()
}

/** A table of the study by its name; values that are typed in need none. */
function checkTable(name: unknown, refuse: (node: unknown, reason: string) => void): void {
  if (!isScalar(name)) return
  const known: readonly string[] = tableNames
  const word = String(name.value)
  if (!known.includes(word)) refuse(name, `Unexpected table \`${word}\`${suggest(word, known)}`)
}

/** Names of the tables that the spec draws. */
export function tablesOf(spec: Spec): TableName[] {
  const named = new Set<unknown>()
  JSON.stringify(spec, (key, value) => {
    if (key === 'data') named.add(value?.name)
    return value
  })
  return tableNames.filter(name => named.has(name))
}
