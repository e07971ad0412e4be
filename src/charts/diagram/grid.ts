import { toAsciiCell } from './ascii.ts'
import { type Arms, boxCharacters, diagonals, type Weight } from './box-characters.ts'

export type Direction = keyof Arms

export const opposite: { [direction in Direction]: Direction } = {
  up: 'down',
  right: 'left',
  down: 'up',
  left: 'right',
}

export const step: { [direction in Direction]: { row: number; column: number } } = {
  up: { row: -1, column: 0 },
  right: { row: 0, column: 1 },
  down: { row: 1, column: 0 },
  left: { row: 0, column: -1 },
}

/** What a character cell of a diagram shows. */
export type GridCell =
  | { kind: 'blank' }
  | { kind: 'text'; character: string }
  | ({ kind: 'line'; dashes?: 2 | 3 | 4; round?: boolean } & Arms)
  | { kind: 'diagonal'; rising: boolean; falling: boolean }
  | { kind: 'arrow'; to: Direction; hollow?: boolean; shaft?: boolean }
  | { kind: 'dot'; hollow?: boolean }

export interface Grid {
  rows: number
  columns: number
  at(row: number, column: number): GridCell
}

const marks: { [character: string]: GridCell } = {
  ...arrows('▶►▸➤', { to: 'right' }),
  ...arrows('◀◄◂', { to: 'left' }),
  ...arrows('▲▴', { to: 'up' }),
  ...arrows('▼▾', { to: 'down' }),
  ...arrows('▷▻▹', { to: 'right', hollow: true }),
  ...arrows('◁◅◃', { to: 'left', hollow: true }),
  ...arrows('△▵', { to: 'up', hollow: true }),
  ...arrows('▽▿', { to: 'down', hollow: true }),
  ...arrows('→⟶', { to: 'right', shaft: true }),
  ...arrows('←⟵', { to: 'left', shaft: true }),
  ...arrows('↑', { to: 'up', shaft: true }),
  ...arrows('↓', { to: 'down', shaft: true }),
  '●': { kind: 'dot' },
  '○': { kind: 'dot', hollow: true },
}

function arrows(
  characters: string,
  arrow: { to: Direction; hollow?: boolean; shaft?: boolean },
): { [character: string]: GridCell } {
  return Object.fromEntries([...characters].map(one => [one, { kind: 'arrow', ...arrow }]))
}

/**
 * Read a drawing made of characters. Box-drawing characters and arrows mean what Unicode says;
 * `+ - | = / \ < > ^ v` mean a line where their neighbours make one of them and are text
 * elsewhere, so that `virtio-scsi`, `C++` and `a|b` stay words.
 */
export function toGrid(text: string): Grid {
  const lines = text.split(/\r?\n/).map(line => [...expandTabs(line)])
  const columns = Math.max(0, ...lines.map(line => line.length))
  const characterAt = (row: number, column: number) => lines[row]?.[column] ?? ' '
  const cells = lines.map((line, row) => line.map((_, column) => toCell(characterAt, row, column)))
  return {
    rows: lines.length,
    columns,
    at: (row, column) => cells[row]?.[column] ?? { kind: 'blank' },
  }
}

function toCell(
  characterAt: (row: number, column: number) => string,
  row: number,
  column: number,
): GridCell {
  const character = characterAt(row, column)
  if (/\s/.test(character)) return { kind: 'blank' }
  const box = boxCharacters[character]
  if (box) return { kind: 'line', ...box }
  const diagonal = diagonals[character]
  if (diagonal) return { kind: 'diagonal', ...diagonal }
  return marks[character] ?? toAsciiCell(characterAt, row, column) ?? { kind: 'text', character }
}

function expandTabs(line: string): string {
  let expanded = ''
  for (const character of line) {
    expanded += character === '\t' ? ' '.repeat(8 - (expanded.length % 8)) : character
  }
  return expanded.trimEnd()
}

/** The line of a cell's arm in a direction; arrows and dots meet lines wherever one comes. */
export function armOf(cell: GridCell, direction: Direction): Weight {
  return cell.kind === 'line' ? cell[direction] : 0
}

/** The neighbour of a cell, and the arm that it holds out towards it. */
export function neighbour(
  grid: Grid,
  row: number,
  column: number,
  direction: Direction,
): { cell: GridCell; arm: Weight } {
  const { row: down, column: right } = step[direction]
  const cell = grid.at(row + down, column + right)
  return { cell, arm: armOf(cell, opposite[direction]) }
}
