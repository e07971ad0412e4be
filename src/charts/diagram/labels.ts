import type { Element } from 'hast'
import { svgElement } from '../svg.ts'
import { isMeasured, textWidth } from '../text-width.ts'
import type { Weight } from './box-characters.ts'
import { cellHeight, cellWidth, centre, padding, round, textSize } from './geometry.ts'
import { armOf, type Grid } from './grid.ts'
import { crosses } from './lines.ts'

/** Words that stand together on a row, with what bounds them there. */
interface Label {
  text: string
  row: number
  start: number
  /** The column behind the last character. */
  end: number
  /** Columns of the nearest thing that is drawn on either side; the drawing's edge elsewhere. */
  left: number
  right: number
}

type Anchor = 'start' | 'middle' | 'end'

export interface PlacedLabel extends Label {
  anchor: Anchor
  /** Where the text is anchored, and from where to where it goes, in px. */
  x: number
  from: number
  to: number
  /** A line goes on at both sides of it. */
  interrupts?: Weight
  /** Its width is forced, being more than its room, or unknown. */
  isSqueezed: boolean
  /** It stands at the head of a box, in its upper side. */
  isTitle: boolean
}

/** Words keep their places: centred in a box, in a column, or beside the line they name. */
export function placeLabels(grid: Grid): PlacedLabel[] {
  const labels = findLabels(grid)
  return labels.map(label => {
    const interrupts = toInterrupted(label, grid)
    const before = grid.at(label.row, label.left)
    const isTitle = interrupts !== undefined && armOf(before, 'down') > 0
    const anchor = isTitle ? 'start' : interrupts ? 'middle' : toAnchor(label, labels, grid)
    const room = toRoom(label, anchor)
    const measured = toWidth(label.text, isTitle)
    const isSqueezed = measured > room || !isMeasured(label.text)
    const width = Math.min(measured, room)
    const isFramed = anchor === 'middle' && isCentred(label) && isBounded(label, grid)
    const middle = isFramed ? (label.left + 1 + label.right) / 2 : (label.start + label.end) / 2
    const x = padding + { start: label.start, middle, end: label.end }[anchor] * cellWidth
    const from = x - { start: 0, middle: width / 2, end: width }[anchor]
    const placed = { ...label, anchor, isTitle, isSqueezed, x, from, to: from + width }
    return { ...placed, ...(interrupts && { interrupts }) }
  })
}

/** The line in which a label stands: `── 200 GbE ──`, `┌ host ──┐`. */
function toInterrupted({ row, start, end, left, right }: Label, grid: Grid): Weight | undefined {
  const weight = armOf(grid.at(row, left), 'right')
  const isNear = start - left <= 2 && right - end <= 1
  const goesOn = weight > 0 && armOf(grid.at(row, right), 'left') === weight
  return isNear && goesOn ? weight : undefined
}

/** Its own cells, and half of the blanks on the sides to which it may grow. */
function toRoom({ start, end, left, right }: Label, anchor: Anchor): number {
  const before = start - left - 1
  const after = right - end
  const blanks = { start: after / 2, middle: Math.min(before, after), end: before / 2 }[anchor]
  return (end - start + blanks) * cellWidth
}

/** Titles are set in a weight that is wider by a twentieth. */
function toWidth(text: string, isTitle: boolean): number {
  return textWidth(text, textSize) * (isTitle ? 1.06 : 1)
}

/** Single blanks belong to a label, two or more end it. */
function findLabels(grid: Grid): Label[] {
  const labels: Label[] = []
  for (let row = 0; row < grid.rows; row++) {
    let column = 0
    while (column < grid.columns) {
      if (grid.at(row, column).kind !== 'text') {
        column += 1
        continue
      }
      const label = readLabel(grid, row, column)
      labels.push(label)
      column = label.end
    }
  }
  return labels
}

function readLabel(grid: Grid, row: number, start: number): Label {
  let text = ''
  let end = start
  for (let column = start; column < grid.columns; column++) {
    const cell = grid.at(row, column)
    const continues = cell.kind === 'blank' && grid.at(row, column + 1).kind === 'text'
    if (cell.kind !== 'text' && !continues) break
    text += cell.kind === 'text' ? cell.character : ' '
    end = column + 1
  }
  let left = start - 1
  while (left >= 0 && grid.at(row, left).kind === 'blank') left -= 1
  let right = end
  while (right < grid.columns && grid.at(row, right).kind === 'blank') right += 1
  return { text, row, start, end, left, right }
}

function toAnchor(label: Label, labels: Label[], grid: Grid): Anchor {
  const block = labels.filter(other => isStacked(label, other, labels))
  const before = label.start - label.left
  const after = label.right - label.end + 1
  const isColumn = block.length > 1 && block.every(({ start }) => start === label.start)
  const isUneven = block.some(({ text }) => Math.abs(text.length - label.text.length) > 1)
  const isList = isColumn && (before <= 2 || isUneven)
  if (!isList && block.every(isCentred) && isBounded(label, grid)) return 'middle'
  if (isColumn) return 'start'
  if (block.length > 1 && block.every(({ end }) => end === label.end)) return 'end'
  if (before <= 2 && before <= after && label.left >= 0) return 'start'
  if (after <= 2 && label.right < grid.columns) return 'end'
  return standsOnLine(label, grid) ? 'start' : 'middle'
}

/** Lines that run up or down close it in on both sides. */
function isBounded({ row, left, right }: Label, grid: Grid): boolean {
  return [left, right].every(column => crosses(grid.at(row, column), 'right'))
}

/** Labels of the rows above and below with nothing between them, and the same bounds. */
function isStacked(label: Label, other: Label, labels: Label[]): boolean {
  if (other.left !== label.left || other.right !== label.right) return false
  const [from, to] = [Math.min(label.row, other.row), Math.max(label.row, other.row)]
  for (let row = from + 1; row < to; row++) {
    const isLinked = labels.some(
      ({ row: at, left, right }) => at === row && left === label.left && right === label.right,
    )
    if (!isLinked) return false
  }
  return true
}

function isCentred({ start, end, left, right }: Label): boolean {
  return Math.abs(start - left - (right - end + 1)) <= 2
}

/** A heading begins where the box under it begins. */
function standsOnLine({ row, start }: Label, grid: Grid): boolean {
  return [row - 1, row + 1].some(near => grid.at(near, start).kind === 'line')
}

export function drawLabel(label: PlacedLabel, isInBox: boolean): Element {
  const { text, row, anchor, isTitle, isSqueezed, x, from, to } = label
  return svgElement(
    'text',
    {
      x: round(x),
      y: round(centre(row, 0).y + cellHeight * 0.25),
      ...(anchor === 'start' ? {} : { 'text-anchor': anchor }),
      ...(isTitle ? { 'font-weight': 600 } : {}),
      ...(isInBox || isTitle ? {} : { fill: 'var(--ink-2)' }),
      ...(isSqueezed ? { textLength: round(to - from), lengthAdjust: 'spacingAndGlyphs' } : {}),
    },
    [text],
  )
}
