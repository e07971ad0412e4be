import type { Root } from 'hast'
import { h } from 'hastscript'
import { visit } from 'unist-util-visit'
import { findElement, hasClass } from '../model/tree.ts'

/** Papers that a page can be printed on. */
export const papers = { a4: 'A4', letter: 'Letter' } as const
export type Paper = keyof typeof papers

/**
 * Prepare a single file for paper. Ledgers and captures are many times as long as the page, so
 * they are printed only where they are asked for.
 */
export function toPrint(tree: Root, paper: Paper, withCaptures: boolean): void {
  const head = findElement(tree, ({ tagName }) => tagName === 'head')
  head?.children.push(h('style', toRules(paper, withCaptures)))
  if (!withCaptures) return
  visit(tree, 'element', element => {
    if (['capture', 'captures'].some(name => hasClass(element, name)))
      element.properties.open = true
  })
}

/** What the style sheet does not know: the paper, and whether captures are wanted. */
export function toRules(paper: Paper, withCaptures: boolean): string {
  const size = papers[paper]
  const page = `@page { size: ${size} } @page ledger { size: ${size} landscape }`
  if (!withCaptures) return page
  const shown = '.captures, .behind { display: block } .capture pre { max-height: none }'
  return `${page} @media print { ${shown} }`
}
