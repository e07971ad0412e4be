import type { Element } from 'hast'
import { svgElement } from '../svg.ts'
import { centre, type Point, reach, round } from './geometry.ts'
import { type Direction, type Grid, type GridCell, neighbour, opposite } from './grid.ts'
import { crosses, throughArrow } from './lines.ts'

type Arrow = GridCell & { kind: 'arrow' }

const headLength = 7.5
const headWidth = 7
const dotRadius = 3.25

/** Arrowheads, dots and diagonals as SVG. */
export function drawMarks(grid: Grid): Element[] {
  const marks: Element[] = []
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const cell = grid.at(row, column)
      const middle = centre(row, column)
      if (cell.kind === 'arrow') marks.push(...drawArrow(grid, cell, row, column))
      if (cell.kind === 'dot') marks.push(drawDot(middle, cell.hollow === true))
      if (cell.kind === 'diagonal') marks.push(drawDiagonal(middle, cell))
    }
  }
  return marks
}

/**
 * The tip touches what the arrow points at: the line it stands in, or the side of the box in
 * the next cell. The shaft begins where the line behind ends.
 */
function drawArrow(grid: Grid, cell: Arrow, row: number, column: number): Element[] {
  const middle = centre(row, column)
  const half = reach(cell.to)
  const back = opposite[cell.to]
  const side: Direction = cell.to === 'up' || cell.to === 'down' ? 'left' : 'up'
  const standsInLine = throughArrow(grid, row, column, side) > 0
  const ahead = neighbour(grid, row, column, cell.to)
  const behind = neighbour(grid, row, column, back)
  const isBoxAhead = ahead.arm === 0 && crosses(ahead.cell, cell.to)
  const tip = standsInLine ? -0.6 : isBoxAhead ? 2 * half - 0.6 : Math.min(half, headLength / 2)
  const isBoxBehind = behind.arm === 0 && crosses(behind.cell, cell.to)
  const hasShaft =
    behind.arm > 0 || isBoxBehind || cell.shaft === true || behind.cell.kind === 'arrow'
  const tail = isBoxBehind ? -2 * half : -half
  const base = tip - headLength
  const shafts = [
    ...(hasShaft && tail < base ? [toShaft(middle, cell.to, tail, base + 0.5)] : []),
    ...(ahead.arm > 0 && !standsInLine ? [toShaft(middle, cell.to, tip - 1, half)] : []),
  ]
  return [...shafts, toHead(middle, cell, tip)]
}

function toShaft(middle: Point, to: Direction, from: number, until: number): Element {
  const start = along(middle, to, from, 0)
  const end = along(middle, to, until, 0)
  return svgElement('path', { d: `M${point(start)}L${point(end)}`, 'stroke-width': 1.25 })
}

function toHead(middle: Point, { to, hollow }: Arrow, tip: number): Element {
  const corners = [
    along(middle, to, tip, 0),
    along(middle, to, tip - headLength, headWidth / 2),
    along(middle, to, tip - headLength, -headWidth / 2),
  ]
  const d = `M${corners.map(point).join('L')}Z`
  const drawn = hollow
    ? { fill: 'var(--paper)', 'stroke-width': 1.25, 'stroke-linejoin': 'round' }
    : { fill: 'var(--ink-3)', stroke: 'none' }
  return svgElement('path', { d, ...drawn })
}

function drawDot({ x, y }: Point, hollow: boolean): Element {
  const fill = hollow ? 'var(--paper)' : 'var(--ink-3)'
  const at = { cx: round(x), cy: round(y), r: dotRadius }
  return svgElement('circle', { ...at, fill, 'stroke-width': 1.25 })
}

function drawDiagonal({ x, y }: Point, cell: GridCell & { kind: 'diagonal' }): Element {
  const [dx, dy] = [reach('right'), reach('down')]
  const line = (sign: number) =>
    `M${round(x - dx)} ${round(y + sign * dy)}L${round(x + dx)} ${round(y - sign * dy)}`
  const d = `${cell.rising ? line(1) : ''}${cell.falling ? line(-1) : ''}`
  return svgElement('path', { d, 'stroke-width': 1.25 })
}

/** The point at a distance along a direction and beside it. */
function along({ x, y }: Point, to: Direction, ahead: number, aside: number): Point {
  const turned = {
    up: { x: x + aside, y: y - ahead },
    right: { x: x + ahead, y: y + aside },
    down: { x: x + aside, y: y + ahead },
    left: { x: x - ahead, y: y + aside },
  }
  return turned[to]
}

function point({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`
}
