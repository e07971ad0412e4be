import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Code, Nodes, Text } from 'mdast'
import type {
  ContainerDirective,
  Directives,
  LeafDirective,
  TextDirective,
} from 'mdast-util-directive'
import { defaultHandlers, type Handlers, type State } from 'mdast-util-to-hast'
import { suggest } from '../../message/suggest.ts'
import { BindError, refuseOthers } from '../bind/bind.ts'
import { nameDirectives } from '../bind/names.ts'
import { valueDirectives } from '../bind/values.ts'
import { bindTo, type PageState, reportError, type Writer, type Written } from './page-state.ts'
import { writeFence, writeFigure } from './write-figure.ts'
import { writeMachines } from './write-machines.ts'
import { writeClaim, writeName, writeValue } from './write-sentence.ts'
import { writeTable } from './write-table.ts'

/** Containers of prose: the abstract, and notes, whose word is always written. */
const boxes: { [name: string]: string | undefined } = {
  abstract: undefined,
  note: 'Note',
  caution: 'Caution',
  excluded: 'Excluded',
}

type Writers<Node> = { [typed: string]: Writer<Node> }

/** What an author can type, with its colons. */
const containers: Writers<ContainerDirective> = {
  ':::figure': writeFigure,
  ...Object.fromEntries(Object.keys(boxes).map(name => [`:::${name}`, writeBox])),
}
const leaves: Writers<LeafDirective> = {
  '::table': writeTable,
  '::limits': writeLimits,
  '::machines': writeMachines,
}
const texts: Writers<TextDirective> = {
  ':claim': writeClaim,
  ...Object.fromEntries(Object.keys(nameDirectives).map(name => [`:${name}`, writeName])),
  ...Object.fromEntries(Object.keys(valueDirectives).map(name => [`:${name}`, writeValue])),
}
/** All that can be typed, with its colons. */
export const directives = [containers, leaves, texts].flatMap(writers => Object.keys(writers))

/** How remark-rehype writes what an author typed into this page. */
export function toHandlers(page: PageState): Handlers {
  return {
    containerDirective: toHandler(page, ':::', closed(containers)),
    leafDirective: toHandler(page, '::', leaves),
    textDirective: toHandler(page, ':', texts),
    text: (state: State, node: Text) => attempt(page, node, () => writeText(state, node)),
    code: (state: State, node: Code) => attempt(page, node, () => writeFence(page, state, node)),
  }
}

function toHandler<Node extends Directives>(
  page: PageState,
  colons: string,
  writers: Writers<Node>,
) {
  return (state: State, node: Node): Written =>
    attempt(page, node, () => {
      const typed = colons + node.name
      const write = writers[typed]
      if (write) return write(page, state, node)
      // No directive is called `:30`, as the time 9:30 has it.
      if (/^:\d/.test(typed)) return { type: 'text', value: typedAt(page, node) }
      const way = colons === ':' ? `; where none is meant, type \`\\${typed}\`` : ''
      const reason = `Unexpected directive \`${typed}\`${suggest(typed, directives)}${way}`
      throw new BindError('unknown-directive', reason)
    })
}

/** The Markdown that a node was made of. */
function typedAt({ source }: PageState, { position }: Nodes): string {
  return source.text.slice(position?.start.offset, position?.end.offset)
}

/** Without its last line, a container would take in the rest of the page. */
function closed(writers: Writers<ContainerDirective>): Writers<ContainerDirective> {
  const close = (write: Writer<ContainerDirective>): Writer<ContainerDirective> => {
    return (page, state, node) => {
      if (/:::\s*$/.test(typedAt(page, node))) return write(page, state, node)
      throw new BindError(
        'open-directive',
        `Unexpected end of the page in \`:::${node.name}\`, expected \`:::\` on a line of its own below it`,
      )
    }
  }
  return Object.fromEntries(Object.entries(writers).map(([typed, write]) => [typed, close(write)]))
}

const stray = new RegExp(
  directives
    .filter(typed => typed.startsWith('::'))
    .map(typed => `(?<!:)${typed}\\b`)
    .join('|'),
)

/** What was meant for a directive of its own lines and is none must not be read as prose. */
function writeText(state: State, node: Text): Written {
  const found = stray.exec(node.value)
  if (!found) return defaultHandlers.text(state, node)
  const above = node.value.slice(0, found.index).split('\n').length - 1
  const line = (node.position?.start.line ?? 1) + above
  throw new BindError(
    'stray-directive',
    `Unexpected \`${found[0]}\` in a sentence, expected it at the beginning of a line of its own, with all between \`{\` and \`}\`, quotes closed; correct it, or put it between backticks where it is only spoken of`,
    { line, column: above === 0 ? node.position?.start.column : undefined },
  )
}

/** What cannot be written is left out and told; the rest of the page goes on. */
function attempt(page: PageState, node: Nodes, write: () => Written): Written {
  try {
    return write()
  } catch (error) {
    reportError(page, node, error)
    return []
  }
}

function writeBox(_: PageState, state: State, node: ContainerDirective): ElementContent {
  const word = boxes[node.name]
  const content = state.all(node)
  return word === undefined
    ? h(`div.${node.name}`, content)
    : h(`div.note.${node.name}`, { role: 'note' }, [h('b', word), ...content])
}

/** `::limits`: the list of study.yaml. */
function writeLimits(page: PageState, _: State, node: LeafDirective): ElementContent {
  const [{ study }, attributes] = bindTo(page, node)
  refuseOthers(attributes, [])
  const items = study.manifest.limits.map(limit => h('li', limit))
  return h('ul', items)
}
