import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Root } from 'mdast'
import type { Directives, TextDirective } from 'mdast-util-directive'
import type { State } from 'mdast-util-to-hast'
import { toString as mdastToString } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import { open } from '../../format/printed.ts'
import { relativeHref } from '../../model/site-paths.ts'
import { BindError } from '../bind/bind.ts'
import { adjustClaims, bindClaims, expectHolds, type JudgedClaim } from '../bind/claims.ts'
import { fillNamedClaim } from '../bind/named-claims.ts'
import { nameDirectives } from '../bind/names.ts'
import { valueDirectives } from '../bind/values.ts'
import { bindTo, type PageState, reportError, requireEffects, type Written } from './page-state.ts'

/** `:value{…}` and its like: the number, which leads to its source, and how it read before. */
export function writeValue(page: PageState, _: State, node: TextDirective): ElementContent {
  const [efficiency, attributes] = bindTo(page, node)
  const bound = valueDirectives[node.name]?.(efficiency, attributes)
  if (!bound) throw new BindError('unknown-directive', node.name)
  requireEffects(page, efficiency, bound.asks)
  const href = bound.href.startsWith('#') ? bound.href : relativeHref(page.path, bound.href)
  const text = open(bound.text)
  const was = page.comparison.value({ bound: toTyped(node), label: bound.of, text })
  return h('data.value', { value: String(bound.value) }, [
    h('a', { href, title: bound.title }, text),
    ...(was === undefined ? [] : [h('a.changed', { href: '#changes', title: was }, '†')]),
  ])
}

/** `:level{…}` and its like: a name as study.yaml has it. */
export function writeName(page: PageState, _: State, node: TextDirective): ElementContent {
  const [efficiency, attributes] = bindTo(page, node)
  const value = nameDirectives[node.name]?.(efficiency, attributes)
  if (value === undefined) throw new BindError('unknown-directive', node.name)
  return { type: 'text', value }
}

/** Judge all claims of a page, before it is written: their p-values are adjusted over all of them. */
export function judgeClaims(page: PageState, tree: Root): void {
  const claims: { node: TextDirective; judged: JudgedClaim[] }[] = []
  visit(tree, 'textDirective', node => {
    if (node.name !== 'claim') return
    try {
      node.attributes = fillNamedClaim(node.attributes ?? {}, page.source.claims)
      claims.push({ node, judged: bindClaims(...bindTo(page, node)) })
    } catch (error) {
      reportError(page, node, error)
    }
  })
  const adjusted = adjustClaims(claims.flatMap(({ judged }) => judged))
  for (const { node, judged } of claims) {
    page.judged.set(node, adjusted.splice(0, judged.length))
  }
}

/**
 * `:claim[sentence]{that="…"}`: the sentence, whether it speaks of an average or of every pair, and
 * what the data say of it on asking.
 */
export function writeClaim(page: PageState, state: State, node: TextDirective): Written {
  const judged = page.judged.get(node)
  if (!judged) return []
  for (const claim of judged) expectHolds(claim, mdastToString(node))
  const place = { file: page.source.file, line: node.position?.start.line ?? 1 }
  const sentence = mdastToString(node)
  page.claims.push(...judged.map(claim => ({ ...claim, ...place, sentence })))
  const title = judged.map(({ that, found }) => `${that}: ${found}`).join('; ')
  const scope = describeScope(judged)
  return [
    h('span.claim', { title }, state.all(node)),
    ...(scope === '' ? [] : [h('span.scope', ` (${scope})`)]),
  ]
}

/** `average of 9 pairs`, `all 4 pairs; not without round 3`, in the sentence. */
function describeScope(judged: readonly JudgedClaim[]): string {
  const scopes = judged.flatMap(({ scope }) => (scope === '' ? [] : [scope]))
  const rounds = [...new Set(judged.flatMap(({ fragile }) => fragile))]
  const fragile = rounds.length > 0 ? [`not without round ${rounds.join(' or ')}`] : []
  return [...new Set(scopes), ...fragile].join('; ')
}

/** `value engine=psync metric=latency workload=iops`: the same however it was typed. */
function toTyped({ name, attributes }: Directives): string {
  const words = Object.entries(attributes ?? {}).map(([key, value]) => `${key}=${value}`)
  return [name, ...words.sort()].join(' ')
}
