import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Code, Nodes } from 'mdast'
import type {
  ContainerDirective,
  Directives,
  LeafDirective,
  TextDirective,
} from 'mdast-util-directive'
import type { Handlers, State } from 'mdast-util-to-hast'
import { suggest } from '../message/suggest.ts'
import { BindError, refuseOthers } from './bind.ts'
import { valueDirectives } from './values.ts'
import { writeFence, writeFigure } from './write-figure.ts'
import { writeClaim, writeValue } from './write-sentence.ts'
import { writeTable } from './write-table.ts'
import { bindTo, complain, type Writer, type Writing, type Written } from './writing.ts'

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
}
const texts: Writers<TextDirective> = {
  ':claim': writeClaim,
  ...Object.fromEntries(Object.keys(valueDirectives).map(name => [`:${name}`, writeValue])),
}
const known = [containers, leaves, texts].flatMap(writers => Object.keys(writers))

/** How remark-rehype writes what an author typed into this page. */
export function toHandlers(page: Writing): Handlers {
  return {
    containerDirective: toHandler(page, ':::', containers),
    leafDirective: toHandler(page, '::', leaves),
    textDirective: toHandler(page, ':', texts),
    code: (state: State, node: Code) => attempt(page, node, () => writeFence(page, state, node)),
  }
}

function toHandler<Node extends Directives>(page: Writing, colons: string, writers: Writers<Node>) {
  return (state: State, node: Node): Written =>
    attempt(page, node, () => {
      const typed = colons + node.name
      const write = writers[typed]
      if (write) return write(page, state, node)
      const reason = `Unexpected directive \`${typed}\`${suggest(typed, known)}`
      throw new BindError('unknown-directive', reason)
    })
}

/** What cannot be written is left out and told; the rest of the page goes on. */
function attempt(page: Writing, node: Nodes, write: () => Written): Written {
  try {
    return write()
  } catch (error) {
    complain(page, node, error)
    return []
  }
}

function writeBox(_: Writing, state: State, node: ContainerDirective): ElementContent {
  const word = boxes[node.name]
  const content = state.all(node)
  return word === undefined
    ? h(`div.${node.name}`, content)
    : h(`div.note.${node.name}`, { role: 'note' }, [h('b', word), ...content])
}

/** `::limits`: the list of study.yaml. */
function writeLimits(page: Writing, _: State, node: LeafDirective): ElementContent {
  const [{ study }, attributes] = bindTo(page, node)
  refuseOthers(attributes, [])
  const items = study.manifest.limits.map(limit => h('li', limit))
  return h('ul', items)
}
