import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Directives, TextDirective } from 'mdast-util-directive'
import type { State } from 'mdast-util-to-hast'
import { toString as mdastToString } from 'mdast-util-to-string'
import { relativeHref } from '../model/site-paths.ts'
import { BindError } from './bind.ts'
import { bindClaim } from './claims.ts'
import { nameDirectives } from './names.ts'
import { valueDirectives } from './values.ts'
import { ask, bindTo, type Writing } from './writing.ts'

/** `:value{…}` and its like: the number, which leads to its source, and how it read before. */
export function writeValue(page: Writing, _: State, node: TextDirective): ElementContent {
  const [efficiency, attributes] = bindTo(page, node)
  const bound = valueDirectives[node.name]?.(efficiency, attributes)
  if (!bound) throw new BindError('unknown-directive', node.name)
  ask(page, efficiency, bound.asks)
  const href = bound.href.startsWith('#') ? bound.href : relativeHref(page.path, bound.href)
  const was = page.comparison.value({ bound: toTyped(node), label: bound.of, text: bound.text })
  return h('data.value', { value: String(bound.value) }, [
    h('a', { href, title: bound.title }, bound.text),
    ...(was === undefined ? [] : [h('a.changed', { href: '#changes', title: was }, '†')]),
  ])
}

/** `:level{…}` and its like: a name as study.yaml has it. */
export function writeName(page: Writing, _: State, node: TextDirective): ElementContent {
  const [efficiency, attributes] = bindTo(page, node)
  const value = nameDirectives[node.name]?.(efficiency, attributes)
  if (value === undefined) throw new BindError('unknown-directive', node.name)
  return { type: 'text', value }
}

/** `:claim[sentence]{that="…"}`: the sentence, with what the data say of it on asking. */
export function writeClaim(page: Writing, state: State, node: TextDirective): ElementContent {
  const judged = bindClaim(...bindTo(page, node), mdastToString(node))
  const place = { file: page.source.file, line: node.position?.start.line ?? 1 }
  page.claims.push(...judged.map(claim => ({ ...claim, ...place })))
  const title = judged.map(({ that, found }) => `${that}: ${found}`).join('; ')
  return h('span.claim', { title }, state.all(node))
}

/** `value engine=psync metric=latency workload=iops`: the same however it was typed. */
function toTyped({ name, attributes }: Directives): string {
  const words = Object.entries(attributes ?? {}).map(([key, value]) => `${key}=${value}`)
  return [name, ...words.sort()].join(' ')
}
