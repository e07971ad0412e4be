import type { Element, Root } from 'hast'
import { toString as hastToString } from 'hast-util-to-string'
import { h } from 'hastscript'
import { SKIP, visit } from 'unist-util-visit'

/**
 * Tables typed in Markdown become like ours: a heading says what it heads, numbers stand at the
 * right by a class, and a table that is wider than the page scrolls in a region with a name.
 */
export function tidyTables() {
  return (tree: Root): void => {
    visit(tree, 'element', (table, index, parent) => {
      if (table.tagName !== 'table' || !parent || index === undefined) return undefined
      const headings: string[] = []
      visit(table, 'element', cell => {
        if (cell.tagName !== 'th' && cell.tagName !== 'td') return
        if (cell.tagName === 'th') {
          cell.properties.scope = 'col'
          headings.push(hastToString(cell))
        }
        alignByClass(cell)
      })
      const label = `Table of ${headings.filter(heading => heading !== '').join(', ')}`
      const region = { role: 'region', ariaLabel: label, tabIndex: 0 }
      parent.children[index] = h('div.table-scroll.typed', region, table)
      return SKIP
    })
  }
}

function alignByClass(cell: Element): void {
  const { align } = cell.properties
  cell.properties.align = undefined
  if (align === 'right') cell.properties.className = ['num']
  if (align === 'center') cell.properties.className = ['centre']
}
