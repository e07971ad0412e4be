import type { Element, Root } from 'hast'
import { SKIP, visit } from 'unist-util-visit'
import type { Templates } from '../templates/templates.ts'

/** Tables with more rows than this get a box to filter them, which shows where the script runs. */
const many = 12

/** Templates of whole pages: above each long table of a page there is the box. */
export function withFilters(templates: Templates): Templates {
  return (name, view) => {
    const tree = templates(name, view)
    offerFilters(tree, templates)
    return tree
  }
}

function offerFilters(tree: Root, templates: Templates): void {
  visit(tree, 'element', (region, index, parent) => {
    if (!hasClass(region, 'table-scroll') || !parent || index === undefined) return undefined
    if (countRows(region) <= many) return SKIP
    const box = templates('filter', {}).children
    parent.children.splice(index, 0, ...(box as Element[]))
    return [SKIP, index + box.length + 1]
  })
}

/**
 * Rows below the heading of a table. Rows that stand in groups, each with an id, say only with
 * the heading of their group what they are: they are not filtered.
 */
function countRows(region: Element): number {
  let rows = 0
  visit(region, 'element', body => {
    if (body.tagName !== 'tbody') return
    if (Object.keys(body.properties).length === 0) rows ||= body.children.filter(isRow).length
  })
  return rows
}

function isRow(node: { type: string; tagName?: string }): boolean {
  return node.type === 'element' && node.tagName === 'tr'
}

function hasClass({ properties }: Element, name: string): boolean {
  return Array.isArray(properties.className) && properties.className.includes(name)
}
