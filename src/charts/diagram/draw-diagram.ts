import type { Element } from 'hast'
import { svgElement } from '../svg.ts'
import { drawMarks } from './arrows.ts'
import { drawBoxes, findBoxes, isWithin } from './boxes.ts'
import { cellHeight, cellWidth, padding, round, textSize } from './geometry.ts'
import { toGrid } from './grid.ts'
import { drawLabel, placeLabels } from './labels.ts'
import { drawLines } from './lines.ts'

export interface Diagram {
  svg: Element
  /** In px, where text has its full size. */
  width: number
  height: number
}

/**
 * Draw a diagram that was typed with box-drawing characters, or in ASCII: lines on the grid of
 * its cells, with every join; arrows as shapes; words as words, measured with the bundled font.
 * Colours are the page's custom properties. Its width is given in em, so that the page sets
 * the size of its text, and with it of all the rest, by `font-size`.
 */
export function drawDiagram(text: string): Diagram {
  const grid = toGrid(trimBlankLines(text))
  const labels = placeLabels(grid)
  const boxes = findBoxes(grid, labels)
  const width = grid.columns * cellWidth + 2 * padding
  const height = grid.rows * cellHeight + 2 * padding
  const words = labels.map(label => drawLabel(label, isWithin(boxes, label.row, label.start)))
  const size = {
    width: `${round(width / textSize)}em`,
    height: `${round(height / textSize)}em`,
    viewBox: `0 0 ${round(width)} ${round(height)}`,
  }
  const lines = [...drawLines(grid, labels), ...drawMarks(grid)]
  const svg = svgElement('svg', size, [
    '\n',
    ...drawBoxes(boxes),
    '\n',
    svgElement('g', { fill: 'none', stroke: 'var(--ink-3)' }, lines),
    '\n',
    svgElement('g', { 'font-size': textSize, fill: 'var(--ink-1)' }, words),
    '\n',
  ])
  return { svg, width, height }
}

function trimBlankLines(text: string): string {
  return text.replace(/^(?:[ \t]*\r?\n)+/, '').replace(/\s+$/, '')
}
