import type { Element } from 'hast'
import { unescapeMarkup } from '../format/escape-markup.ts'
import { svgElement } from './svg.ts'

/**
 * Make a drawing of Vega smaller without changing what can be seen: no wrappers, no defaults, what
 * siblings share said once, and half a pixel as the finest step, which is one of a fine screen; a
 * curve has tenths, since it would show its steps. Texts and names (`aria-label`) are not touched. It reads only what Vega writes.
 */
export function slimSvg(svg: string, prefix: string): Element {
  const root = slim(readXml(svg))[0] ?? { name: 'svg', attributes: new Map(), children: [] }
  const size = mostCommon(textsIn(root).flatMap(text => text.attributes.get('font-size') ?? []))
  if (size) hoist(root, 'font-size', size)
  return toTree(root, prefix)
}

interface XmlElement {
  name: string
  attributes: Map<string, string>
  children: (XmlElement | string)[]
}

/** What Vega writes though it is the default, or says nothing inside a picture with a name. */
const idle: { [attribute: string]: RegExp } = {
  'aria-hidden': /^true$/,
  'aria-roledescription': /./,
  'font-family': /^inherit$/,
  'font-weight': /^(?:400|normal)$/,
  opacity: /^1$/,
  'pointer-events': /./,
  role: /^graphics-/,
  'stroke-dashoffset': /^0$/,
  'stroke-miterlimit': /./,
  'stroke-width': /^1$/,
  'text-anchor': /^start$/,
  transform: /^translate\(0,0\)$/,
  version: /./,
  xmlns: /./,
  'xmlns:xlink': /./,
}

/** Children inherit these, so what all have in common can stand on their parent. */
const inherited = [
  'fill',
  'fill-opacity',
  'font-size',
  'font-weight',
  'stroke',
  'stroke-dasharray',
  'stroke-width',
  'stroke-opacity',
  'text-anchor',
]

/** From the leaves up; an element may turn out as nothing, or as its children. */
function slim(element: XmlElement): XmlElement[] {
  const { attributes, name } = element
  for (const [key, value] of attributes) {
    if (idle[key]?.test(value)) attributes.delete(key)
    else if (/^(?:d|transform|x|y|x1|x2|y1|y2|width|height|viewBox)$/.test(key))
      attributes.set(key, name === 'svg' ? value : roundNumbers(sharpen(value)))
  }
  element.children = element.children.flatMap((child): XmlElement['children'] =>
    typeof child === 'string' ? [child] : slim(child),
  )
  if (name === 'text') return placeText(element)
  if (name === 'line') drawAsPath(element)
  if (name === 'path') return isVisible(attributes) ? [slimPath(element)] : []
  return name === 'g' ? slimGroup(element) : [element]
}

function slimGroup(group: XmlElement): XmlElement[] {
  const { attributes } = group
  const elements = elementsIn(group)
  if (elements.length === 0) return []
  const [only] = elements
  attributes.delete('class')
  for (const name of inherited) {
    const values = elements.flatMap(child => child.attributes.get(name) ?? [])
    const common = mostCommon(values)
    if (common !== undefined && values.length === elements.length && values.length > 1)
      hoist(group, name, common)
  }
  if (!seeThrough.some(name => attributes.has(name)))
    group.children = mergeShapes(sortByFill(group.children))
  if (attributes.size === 0) return elements
  return only?.name === 'g' && elements.length === 1 ? [joinGroups(group, only)] : [group]
}

/** Say an attribute once, on the ancestor, instead of on everything in it that says the same. */
function hoist(group: XmlElement, name: string, value: string): void {
  const remove = (element: XmlElement) => {
    if (element.attributes.get(name) === value) element.attributes.delete(name)
    else if (element.attributes.has(name)) return
    else for (const child of elementsIn(element)) remove(child)
  }
  for (const child of elementsIn(group)) remove(child)
  group.attributes.set(name, value)
}

function elementsIn({ children }: XmlElement): XmlElement[] {
  return children.filter(child => typeof child !== 'string')
}

/** A group in a group: the inner attribute counts, transforms are done one after the other. */
function joinGroups(outer: XmlElement, inner: XmlElement): XmlElement {
  const both = ['clip-path', 'opacity', 'aria-label']
  if (both.some(name => outer.attributes.has(name))) return outer
  const transform = [outer, inner]
    .flatMap(({ attributes }) => attributes.get('transform') ?? [])
    .join('')
  const attributes = new Map([...outer.attributes, ...inner.attributes])
  if (transform) attributes.set('transform', addTranslations(transform))
  return { name: 'g', attributes, children: inner.children }
}

/** `translate(1,2)translate(3,4)` is `translate(4,6)`. */
function addTranslations(transform: string): string {
  const parts = [...transform.matchAll(/translate\(([-\d.]+),([-\d.]+)\)/g)]
  if (parts.map(([whole]) => whole).join('') !== transform) return transform
  const sum = (at: 1 | 2) => halves(parts.reduce((total, part) => total + Number(part[at]), 0))
  return `translate(${sum(1)},${sum(2)})`
}

/** `x` and `y` are shorter than a transform, where there is only a shift and only one line. */
function placeText(text: XmlElement): XmlElement[] {
  const { attributes, children } = text
  if (children.length === 0) return []
  const at = readShift(attributes)
  if (!at || children.some(child => typeof child !== 'string')) return [text]
  attributes.delete('transform')
  if (at[0] !== '0') attributes.set('x', at[0])
  if (at[1] !== '0') attributes.set('y', at[1])
  return [text]
}

/** What an element is moved by, if it is only moved. */
function readShift(attributes: XmlElement['attributes']): [x: string, y: string] | undefined {
  const transform = attributes.get('transform') ?? 'translate(0,0)'
  const [, x, y] = /^translate\(([-\d.]+),([-\d.]+)\)$/.exec(transform) ?? []
  return x === undefined || y === undefined ? undefined : [x, y]
}

function drawAsPath(line: XmlElement): void {
  const { attributes } = line
  const at = readShift(attributes)
  const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map(name => attributes.get(name) ?? '0')
  if (!at || x1 !== '0' || y1 !== '0') return
  for (const name of ['transform', 'x1', 'y1', 'x2', 'y2']) attributes.delete(name)
  const way = y2 === '0' ? `h${x2}` : x2 === '0' ? `v${y2}` : `l${x2},${y2}`
  line.name = 'path'
  line.attributes = new Map([['d', `M${at}${way}`], ...attributes])
}

const seeThrough = ['opacity', 'fill-opacity', 'stroke-opacity']

/** A line along an axis, or a box, that has no name: where it begins, and where the next one may. */
interface Shape {
  element: XmlElement
  style: string
  at: Point
  end: Point
  /** `h5`, `h5v10h-5Z` */
  way: string
  size: Point
}

type Point = [x: number, y: number]

function readShape(item: XmlElement | string): Shape | undefined {
  if (typeof item === 'string') return undefined
  const { attributes } = item
  const others = ['aria-label', 'transform', 'id', ...seeThrough]
  if (others.some(name => attributes.has(name))) return undefined
  const [, x, y, way = '', h = 0, v = 0, back] =
    /^M([-\d.]+),([-\d.]+)((?:h([-\d.]+))?(?:v([-\d.]+))?(?:h([-\d.]+)Z)?)$/.exec(
      attributes.get('d') ?? '',
    ) ?? []
  if (x === undefined || way === '') return undefined
  const at: Point = [Number(x), Number(y)]
  const size: Point = [Number(h), Number(v)]
  const end: Point = back === undefined ? [at[0] + size[0], at[1] + size[1]] : at
  return { element: item, style: styleOf(item), at, end, way, size }
}

/**
 * Neighbours that differ in nothing but their place (a grid, intervals) become one path, each from
 * where the one before ends.
 */
function mergeShapes(children: XmlElement['children']): XmlElement['children'] {
  const merged: XmlElement['children'] = []
  let last: Shape | undefined
  let path: XmlElement | undefined
  for (const child of children) {
    const shape = readShape(child)
    if (shape && path && last?.style === shape.style) {
      const [x, y] = [shape.at[0] - last.end[0], shape.at[1] - last.end[1]]
      path.attributes.set('d', `${path.attributes.get('d')}m${halves(x)},${halves(y)}${shape.way}`)
    } else {
      merged.push(child)
      path = shape?.element
    }
    last = shape
  }
  return merged
}

/** Boxes side by side that differ in fill alone, the cells of a matrix, need no order. */
function sortByFill(children: XmlElement['children']): XmlElement['children'] {
  const shapes = children.flatMap(child => readShape(child) ?? [])
  const others = shapes.flatMap(({ element }) => [...element.attributes.keys()])
  const isAlong = (a: Shape, b: Shape, axis: 0 | 1) =>
    a.at[axis] < b.at[axis] + b.size[axis] && b.at[axis] < a.at[axis] + a.size[axis]
  const overlap = (a: Shape, b: Shape) => a !== b && isAlong(a, b, 0) && isAlong(a, b, 1)
  const isSafe =
    shapes.length === children.length &&
    others.every(name => name === 'd' || name === 'fill') &&
    !shapes.some(a => shapes.some(b => overlap(a, b)))
  const fillOf = ({ element }: Shape) => element.attributes.get('fill') ?? ''
  const inOrder = (a: Shape, b: Shape) =>
    fillOf(a) < fillOf(b) ? -1 : Number(fillOf(a) > fillOf(b))
  return isSafe ? shapes.sort(inOrder).map(({ element }) => element) : children
}

function styleOf({ attributes }: XmlElement): string {
  return [...attributes].filter(([name]) => name !== 'd').join()
}

/** Backgrounds and foregrounds of groups are mostly neither filled nor drawn. */
function isVisible(attributes: Map<string, string>): boolean {
  if (!attributes.get('d')) return false
  if (!/^(?:background|foreground)$/.test(attributes.get('class') ?? '')) return true
  return ['fill', 'stroke'].some(name => (attributes.get(name) ?? 'none') !== 'none')
}

function slimPath(path: XmlElement): XmlElement {
  const { attributes } = path
  const data = attributes.get('d') ?? ''
  const opacity = attributes.get('opacity')
  attributes.delete('class')
  const [paint, ...others] = ['fill', 'stroke'].filter(name => attributes.has(name))
  if (opacity && paint && others.length === 0 && !attributes.has(`${paint}-opacity`)) {
    attributes.delete('opacity')
    attributes.set(`${paint}-opacity`, opacity)
  }
  const radius = /^M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0$/.exec(data)?.[1]
  const at = readShift(attributes)
  if (radius && at) return toCircle(path, at, radius)
  attributes.set('d', toRelative(data))
  return path
}

/** A line of one pixel is drawn as a box; between two pixels it would be pale on both. */
function sharpen(data: string): string {
  return data.replace(/^M([-\d.]+)(?=,[-\d.]+h1v[-\d.]+h-1Z$)/, (_, x) => `M${Math.round(x)}`)
}

function toCircle({ attributes }: XmlElement, [cx, cy]: [string, string], r: string): XmlElement {
  const kept = [...attributes].filter(([name]) => name !== 'd' && name !== 'transform')
  const place: [string, string][] = [
    ['cx', cx],
    ['cy', cy],
    ['r', r],
  ]
  return { name: 'circle', attributes: new Map([...place, ...kept]), children: [] }
}

/** `M10,20L11.5,21L13,20` to `M10,20l1.5,1,1.5,-1`: a long line is half as long. */
function toRelative(data: string): string {
  if (!/^M[-\d.,]+(?:L[-\d.,]+){2,}Z?$/.test(data)) return data
  const points = data
    .replace(/Z$/, '')
    .slice(1)
    .split('L')
    .map(point => point.split(',').map(Number))
  const steps = points.slice(1).map(([x = 0, y = 0], index) => {
    const [fromX = 0, fromY = 0] = points[index] ?? []
    return `${tenths(x - fromX)},${tenths(y - fromY)}`
  })
  return `M${points[0]}l${steps.join(',')}${data.endsWith('Z') ? 'Z' : ''}`
}

function roundNumbers(text: string): string {
  const round = isCurve(text) ? tenths : halves
  return text.replaceAll(/-?\d+\.\d+(?:e-?\d+)?/g, number => round(Number(number)))
}

function isCurve(data: string): boolean {
  return /^M[^LZ]*(?:L[^LZ]*){3,}$/.test(data)
}

/** `-0.2 // => '0'`, `5.26 // => '5.5'` */
function halves(value: number): string {
  return String(Math.round(value * 2) / 2 + 0)
}

/** `5.26 // => '5.3'` */
function tenths(value: number): string {
  return String(Math.round(value * 10) / 10 + 0)
}

function textsIn(element: XmlElement): XmlElement[] {
  return elementsIn(element).flatMap(child => (child.name === 'text' ? [child] : textsIn(child)))
}

function mostCommon(values: string[]): string | undefined {
  const count = (value: string) => values.filter(other => other === value).length
  return [...new Set(values)].sort((a, b) => count(b) - count(a))[0]
}

/** Tags, attributes in double quotes, and text; Vega writes nothing else. */
function readXml(xml: string): XmlElement {
  const root: XmlElement = { name: '', attributes: new Map(), children: [] }
  const open = [root]
  for (const [, end, name, attributes = '', empty, text] of xml.matchAll(
    /<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g,
  )) {
    const parent = open.at(-1) ?? root
    if (text !== undefined) parent.children.push(text)
    else if (end) open.pop()
    else if (name) {
      const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)]
      const element: XmlElement = {
        name,
        attributes: new Map(pairs.map(([, key = '', value = '']) => [key, value])),
        children: [],
      }
      parent.children.push(element)
      if (!empty) open.push(element)
    }
  }
  return root.children.find(child => typeof child !== 'string') ?? root
}

/** Ids get the prefix. */
function toTree({ name, attributes, children }: XmlElement, prefix: string): Element {
  const own = [...attributes].map(([key, value]) => [
    key,
    unescapeMarkup(key === 'id' ? `${prefix}-${value}` : value.replace('url(#', `url(#${prefix}-`)),
  ])
  return svgElement(
    name,
    Object.fromEntries(own),
    children.map(child =>
      typeof child === 'string' ? unescapeMarkup(child) : toTree(child, prefix),
    ),
  )
}
