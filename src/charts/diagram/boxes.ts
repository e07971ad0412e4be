import type { Element } from 'hast'
import { svgElement } from '../svg.ts'
import { centre, round } from './geometry.ts'
import { armOf, type Direction, type Grid } from './grid.ts'
import type { PlacedLabel } from './labels.ts'
import { throughArrow } from './lines.ts'

/** A closed rectangle, by the cells of its corners. */
export interface Box {
  top: number
  right: number
  bottom: number
  left: number
}

/** The rectangles that lines close, the outer before the inner. */
export function findBoxes(grid: Grid, labels: PlacedLabel[]): Box[] {
  const has = hasArm(grid, labels)
  const boxes: Box[] = []
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const box = findBoxAt(has, row, column)
      if (box) boxes.push(box)
    }
  }
  const area = ({ top, right, bottom, left }: Box) => (right - left) * (bottom - top)
  return boxes.sort((a, b) => area(b) - area(a) || a.top - b.top || a.left - b.left)
}

/** The smallest rectangle with its upper left corner here. */
function findBoxAt(has: HasArm, top: number, left: number): Box | undefined {
  if (!has(top, left, 'right') || !has(top, left, 'down')) return undefined
  for (let right = left + 1; has(top, right, 'left'); right++) {
    if (has(top, right, 'down')) {
      const bottom = findBottom(has, top, left, right)
      if (bottom !== undefined) return { top, right, bottom, left }
    }
    if (!has(top, right, 'right')) break
  }
  return undefined
}

function findBottom(has: HasArm, top: number, left: number, right: number): number | undefined {
  const isDown = (row: number) => has(row, left, 'up') && has(row, right, 'up')
  for (let bottom = top + 1; isDown(bottom); bottom++) {
    if (isConnected(has, bottom, left, right)) return bottom
    if (!has(bottom, left, 'down') || !has(bottom, right, 'down')) break
  }
  return undefined
}

function isConnected(has: HasArm, row: number, left: number, right: number): boolean {
  if (!has(row, left, 'right')) return false
  for (let column = left + 1; column < right; column++) {
    if (!has(row, column, 'left') || !has(row, column, 'right')) return false
  }
  return has(row, right, 'left')
}

type HasArm = (row: number, column: number, direction: Direction) => boolean

/** A side goes on under an arrowhead, and under words that stand in it. */
function hasArm(grid: Grid, labels: PlacedLabel[]): HasArm {
  const bridged = new Set(
    labels.flatMap(({ row, left, right, interrupts }) =>
      interrupts ? range(left + 1, right).map(column => `${row} ${column}`) : [],
    ),
  )
  return (row, column, direction) => {
    const cell = grid.at(row, column)
    if (cell.kind === 'line') return armOf(cell, direction) > 0
    if (throughArrow(grid, row, column, direction) > 0) return true
    const isAcross = direction === 'left' || direction === 'right'
    return isAcross && bridged.has(`${row} ${column}`)
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}

/** Boxes are tinted in turns, so that a box in a box stands out in either theme. */
export function drawBoxes(boxes: Box[]): Element[] {
  return boxes.map(box => {
    const depth = boxes.filter(other => other !== box && contains(other, box)).length
    const { x, y } = centre(box.top, box.left)
    const end = centre(box.bottom, box.right)
    const fill = depth % 2 === 0 ? 'var(--surface)' : 'var(--paper)'
    const at = { x: round(x), y: round(y) }
    const size = { width: round(end.x - x), height: round(end.y - y) }
    return svgElement('rect', { ...at, ...size, rx: 2, fill, stroke: 'none' })
  })
}

function contains(outer: Box, inner: Box): boolean {
  return (
    outer.top <= inner.top &&
    outer.left <= inner.left &&
    outer.bottom >= inner.bottom &&
    outer.right >= inner.right
  )
}

/** Whether a cell lies within one of the boxes. */
export function isWithin(boxes: Box[], row: number, column: number): boolean {
  return boxes.some(
    ({ top, right, bottom, left }) => top < row && row < bottom && left < column && column < right,
  )
}
