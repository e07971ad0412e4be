import type { Element } from 'hast'
import { svgElement } from '../svg.ts'
import type { Weight } from './box-characters.ts'
import { centre, type Point, reach, round } from './geometry.ts'
import {
  armOf,
  type Direction,
  type Grid,
  type GridCell,
  neighbour,
  opposite,
  step,
} from './grid.ts'
import type { PlacedLabel } from './labels.ts'

const directions: Direction[] = ['up', 'right', 'down', 'left']

const widths = { 1: 1.25, 2: 3 }
/** A double line is a wide one with a core of the paper's colour. */
const doubleLine = { width: 4.25, core: 1.75 }
/** From the middle of a double line to the middle of either of its lines. */
const aside = 1.5
/** Half a light line. */
const half = 0.625

/** How a line is cut, by the number of dashes a cell, and how it ends. */
const endings = {
  0: { 'stroke-linecap': 'square' },
  2: { 'stroke-dasharray': '5 3' },
  3: { 'stroke-dasharray': '3 2.5' },
  4: { 'stroke-dasharray': '1.5 2.5' },
}

interface Segment {
  isVertical: boolean
  /** The coordinate that all its points share. */
  across: number
  start: number
  end: number
  weight: Exclude<Weight, 0>
  dashes: 0 | 2 | 3 | 4
}

/** All lines of a diagram as SVG: arms that continue each other become one stroke. */
export function drawLines(grid: Grid, labels: PlacedLabel[]): Element[] {
  const segments: Segment[] = labels.flatMap(bridge)
  const arcs: string[] = []
  const joints: Point[] = []
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const cell = grid.at(row, column)
      if (cell.kind === 'line' && cell.round) arcs.push(toArc(cell, centre(row, column)))
      if (isDoubleJoint(cell)) joints.push(centre(row, column))
      segments.push(...toSegments(grid, row, column))
    }
  }
  return toPaths(join(segments), arcs, joints)
}

function toSegments(grid: Grid, row: number, column: number): Segment[] {
  const cell = grid.at(row, column)
  const middle = centre(row, column)
  return directions.flatMap(direction => {
    const weight =
      cell.kind === 'line' ? cell[direction] : throughArrow(grid, row, column, direction)
    if (weight === 0) return []
    const start = toStart(cell, direction)
    const end = reach(direction) + gapTo(grid, row, column, direction)
    const dashes = cell.kind === 'line' ? (cell.dashes ?? 0) : 0
    return [toSegment(middle, direction, start, end, weight, dashes)]
  })
}

/** How far from the middle of its cell an arm begins. */
function toStart(cell: GridCell, direction: Direction): number {
  if (cell.kind !== 'line') return 0
  if (cell.round) return cornerRadius(direction)
  const sides = sidesOf(direction).map(side => cell[side])
  const goesOn = cell[opposite[direction]] > 0
  if (cell[direction] === 3)
    return sides.some(side => side === 1 || side === 2) && !goesOn ? -half : 0
  if (goesOn || !sides.includes(3)) return 0
  return sides.every(side => side === 3) ? aside : -aside
}

/** Both axes double: the joint is filled, then opened again in its middle. */
function isDoubleJoint(cell: GridCell): boolean {
  if (cell.kind !== 'line') return false
  return (cell.up === 3 || cell.down === 3) && (cell.left === 3 || cell.right === 3)
}

/** A line that words interrupt goes on close to them, as they are narrower than their cells. */
function bridge({ row, left, right, from, to, interrupts }: PlacedLabel): Segment[] {
  if (!interrupts) return []
  const gap = 5
  const across = centre(row, 0).y
  const ends = { isVertical: false, across, weight: interrupts, dashes: 0 } as const
  const before = { ...ends, start: centre(row, left).x + reach('right'), end: from - gap }
  const after = { ...ends, start: to + gap, end: centre(row, right).x - reach('left') }
  return [before, after].filter(({ start, end }) => end > start)
}

function toSegment(
  middle: Point,
  direction: Direction,
  from: number,
  to: number,
  weight: Exclude<Weight, 0>,
  dashes: Segment['dashes'],
): Segment {
  const isVertical = direction === 'up' || direction === 'down'
  const sign = direction === 'up' || direction === 'left' ? -1 : 1
  const origin = isVertical ? middle.y : middle.x
  const [start = 0, end = 0] = [origin + sign * from, origin + sign * to].sort((a, b) => a - b)
  return { isVertical, across: isVertical ? middle.x : middle.y, start, end, weight, dashes }
}

/**
 * A line that ends at the side of another is drawn up to it: `──│` was meant as `──┤`, and in
 * most fonts there would be a gap.
 */
function gapTo(grid: Grid, row: number, column: number, direction: Direction): number {
  const { row: down, column: right } = step[direction]
  const next = grid.at(row + down, column + right)
  return next.kind === 'line' && armOf(next, opposite[direction]) === 0 && crosses(next, direction)
    ? reach(direction)
    : 0
}

/** Whether a line passes a cell at a right angle to the direction. */
export function crosses(cell: GridCell, direction: Direction): boolean {
  return sidesOf(direction).some(side => armOf(cell, side) > 0)
}

function sidesOf(direction: Direction): Direction[] {
  return direction === 'up' || direction === 'down' ? ['left', 'right'] : ['up', 'down']
}

/** A line that passes under an arrowhead standing in it: `┌──▼──┐`. */
export function throughArrow(
  grid: Grid,
  row: number,
  column: number,
  direction: Direction,
): Weight {
  const cell = grid.at(row, column)
  if (cell.kind !== 'arrow' && cell.kind !== 'dot') return 0
  const ahead = neighbour(grid, row, column, direction).arm
  if (cell.kind === 'dot') return ahead
  const isAlong = direction === cell.to || direction === opposite[cell.to]
  const behind = neighbour(grid, row, column, opposite[direction]).arm
  return !isAlong && behind > 0 ? ahead : 0
}

function cornerRadius(direction: Direction): number {
  return direction === 'left' || direction === 'right' ? reach('left') : reach('left') + 1
}

/** A quarter of an ellipse between the two arms of a rounded corner. */
function toArc(cell: GridCell & { kind: 'line' }, { x, y }: Point): string {
  const dx = cornerRadius('right') * (cell.right ? 1 : -1)
  const dy = cornerRadius('down') * (cell.down ? 1 : -1)
  return `M${round(x)} ${round(y + dy)}Q${round(x)} ${round(y)} ${round(x + dx)} ${round(y)}`
}

/** Join segments that continue each other. */
function join(segments: Segment[]): Segment[] {
  const key = ({ isVertical, weight, dashes }: Segment) => `${isVertical} ${weight} ${dashes}`
  const sorted = [...segments].sort(
    (a, b) =>
      (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) || a.across - b.across || a.start - b.start,
  )
  const joined: Segment[] = []
  for (const segment of sorted) {
    const last = joined.at(-1)
    const continues =
      last && key(last) === key(segment) && last.across === segment.across
        ? segment.start <= last.end + 0.01
        : false
    if (last && continues) last.end = Math.max(last.end, segment.end)
    else joined.push({ ...segment })
  }
  return joined
}

/** A path for each way of drawing; doubles first, so that what crosses them passes over. */
function toPaths(segments: Segment[], arcs: string[], joints: Point[]): Element[] {
  const double = segments.filter(({ weight }) => weight === 3).map(toPath)
  const { width, core } = doubleLine
  const wide = [...double, ...joints.map(toJoint(width))].join('')
  const open = [...double, ...joints.map(toJoint(core))].join('')
  const doubles =
    double.length === 0
      ? []
      : [
          svgElement('path', { d: wide, 'stroke-width': width }),
          svgElement('path', { d: open, 'stroke-width': core, stroke: 'var(--paper)' }),
        ]
  const singles = ([1, 2] as const).flatMap(weight =>
    ([0, 2, 3, 4] as const).flatMap(dashes => {
      const alike = segments.filter(one => one.weight === weight && one.dashes === dashes)
      const d = [...alike.map(toPath), ...(weight === 1 && dashes === 0 ? arcs : [])].join('')
      const stroke = { 'stroke-width': widths[weight], ...endings[dashes] }
      return d === '' ? [] : svgElement('path', { d, ...stroke })
    }),
  )
  return [...doubles, ...singles]
}

function toJoint(size: number) {
  return ({ x, y }: Point) => `M${round(x - size / 2)} ${round(y)}h${size}`
}

function toPath({ isVertical, across, start, end }: Segment): string {
  return isVertical
    ? `M${round(across)} ${round(start)}V${round(end)}`
    : `M${round(start)} ${round(across)}H${round(end)}`
}
