import type { Code, Nodes } from 'mdast'
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive'
import { suggest } from '../../message/suggest.ts'
import type { PageSource } from '../page.ts'
import type { SpecSource } from './author-spec.ts'
import { BindError } from './bind.ts'

type Directive = ContainerDirective | LeafDirective | TextDirective

/** The spec of `:::figure{kind=spec}`: a fenced block in it, or the file that `src=` names. */
export function findSpec(
  { attributes, children }: Directive,
  { file, specs = {} }: PageSource,
): SpecSource | undefined {
  const name = attributes?.src
  const fence = (children as Nodes[]).find(isSpecFence)
  if (name && fence) {
    throw new BindError('two-specs', 'Unexpected `src` beside a fenced spec, expected one of them')
  }
  if (name) {
    const text = Object.hasOwn(specs, name) ? specs[name] : undefined
    if (text !== undefined) return { text, file: `site/${name}`, line: 0, column: 0 }
    const reason = `Unexpected spec \`${name}\` without a file site/${name}${suggest(name, Object.keys(specs))}`
    throw new BindError('missing-spec', reason)
  }
  if (!fence) return undefined
  const { line = 1, column = 1 } = fence.position?.start ?? {}
  return { text: fence.value, file, line, column: column - 1 }
}

/** ```` ```vega-lite ```` */
export function isSpecFence(node: Nodes): node is Code {
  return node.type === 'code' && node.lang === 'vega-lite'
}
