import type { Element, ElementContent } from 'hast'
import { find, svg } from 'property-information'

/** An element of a drawing, with attributes as SVG names them. */
export function svgElement(
  tagName: string,
  attributes: { [name: string]: string | number | undefined },
  children: (Element | string)[] = [],
): Element {
  const properties = Object.entries(attributes).map(([name, value]) => [
    find(svg, name).property,
    value,
  ])
  return {
    type: 'element',
    tagName,
    properties: Object.fromEntries(properties),
    children: children.map(
      (child): ElementContent =>
        typeof child === 'string' ? { type: 'text', value: child } : child,
    ),
  }
}

/** A drawing as XML, for a file of its own. */
export function printSvg(node: ElementContent): string {
  if (node.type === 'text') return escapeXml(node.value)
  if (node.type !== 'element') return ''
  const attributes = Object.entries(node.properties).flatMap(([name, value]) =>
    value === undefined ? [] : ` ${find(svg, name).attribute}="${escapeXml(String(value))}"`,
  )
  const tag = node.tagName + attributes.join('')
  if (node.children.length === 0) return `<${tag}/>`
  return `<${tag}>${node.children.map(printSvg).join('')}</${node.tagName}>`
}

const entities: { [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"]/g, character => entities[character] ?? '')
}
