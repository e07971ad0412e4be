import type { Direction } from './grid.ts'

/**
 * Measures of a drawing in px. Text is set in the sans font, which is narrower than its cells,
 * so that words that fit between two lines of the typed diagram fit in the drawn one too.
 */
export const cellWidth = 7.5
export const cellHeight = 18
export const padding = 4
export const textSize = 14

export interface Point {
  x: number
  y: number
}

/** The middle of a cell; what a line at `column` is drawn through. */
export function centre(row: number, column: number): Point {
  return { x: padding + (column + 0.5) * cellWidth, y: padding + (row + 0.5) * cellHeight }
}

/** Half a cell, which is how far an arm reaches. */
export function reach(direction: Direction): number {
  return direction === 'left' || direction === 'right' ? cellWidth / 2 : cellHeight / 2
}

/** A coordinate with at most two decimals, as short as it can be written. */
export function round(value: number): string {
  return String(Number(value.toFixed(2)))
}
