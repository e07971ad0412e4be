import { type Arms, boxCharacters } from './box-characters.ts'
import type { Direction, GridCell } from './grid.ts'

type CharacterAt = (row: number, column: number) => string

const horizontal = /[-=]/
const word = /[\p{L}\p{N}_]/u
const arrowCharacters = { right: '>▶►▸→', left: '<◀◄◂←', up: '^▲▴↑', down: 'vV▼▾↓' }

/** What an ASCII character means beside its neighbours; undefined where it is text. */
export function toAsciiCell(at: CharacterAt, row: number, column: number): GridCell | undefined {
  return readers[at(row, column)]?.(at, row, column)
}

const readers: { [character: string]: typeof toAsciiCell } = {
  '-': toDash,
  '=': toDash,
  '|': toBar,
  '+': toJunction,
  '/': toCorner,
  '\\': toCorner,
  '>': (at, row, column) => (isDash(at, row, column - 1) ? arrow('right') : undefined),
  '<': (at, row, column) => (isDash(at, row, column + 1) ? arrow('left') : undefined),
  '^': (at, row, column) => toVerticalHead(at, row, column, 'up'),
  v: (at, row, column) => toVerticalHead(at, row, column, 'down'),
  V: (at, row, column) => toVerticalHead(at, row, column, 'down'),
}

function arrow(to: Direction): GridCell {
  return { kind: 'arrow', to }
}

function line(arms: Partial<Arms>): GridCell {
  return { kind: 'line', up: 0, right: 0, down: 0, left: 0, ...arms }
}

function toDash(at: CharacterAt, row: number, column: number): GridCell | undefined {
  if (!isDash(at, row, column)) return undefined
  const weight = at(row, column) === '=' ? 3 : 1
  return line({ right: weight, left: weight })
}

/**
 * A run of dashes is a line unless it touches a word: `--direct`, `virtio-scsi`. A label may
 * touch a line that begins at something else: `+--iSCSI--+`.
 */
function isDash(at: CharacterAt, row: number, column: number): boolean {
  const character = at(row, column)
  if (character === '─') return true
  if (!horizontal.test(character)) return false
  let [start, end] = [column, column]
  while (at(row, start - 1) === character) start -= 1
  while (at(row, end + 1) === character) end += 1
  const ends = [at(row, start - 1), at(row, end + 1)]
  const isHeld = ends.some(end => isStructure(end))
  const touchesWord = ends.some(end => word.test(end))
  const length = end - start + 1
  if (touchesWord) return isHeld && length >= 2
  return isHeld || length >= (character === '=' ? 3 : 2)
}

function isStructure(character: string): boolean {
  return '+|<>/\\'.includes(character) || character in boxCharacters || isArrow(character)
}

function isArrow(character: string): boolean {
  return /[▶►▸◀◄◂→←]/.test(character)
}

/** A bar is a line unless it stands within a word, or twice as an operator. */
function isBar(at: CharacterAt, row: number, column: number): boolean {
  const character = at(row, column)
  if (/[│║┃]/.test(character)) return true
  if (character !== '|') return false
  const sides = [at(row, column - 1), at(row, column + 1)]
  return !sides.includes('|') && !sides.every(side => word.test(side))
}

function toBar(at: CharacterAt, row: number, column: number): GridCell | undefined {
  if (!isBar(at, row, column)) return undefined
  const right = isDash(at, row, column + 1) ? 1 : 0
  const left = isDash(at, row, column - 1) ? 1 : 0
  return line({ up: 1, down: 1, right, left })
}

function toJunction(at: CharacterAt, row: number, column: number): GridCell | undefined {
  const side = (offset: number) => {
    if (!isDash(at, row, column + offset)) return isHead(at, row, column + offset, offset) ? 1 : 0
    return at(row, column + offset) === '=' ? 3 : 1
  }
  const arms = {
    up: meets(at, row - 1, column, 'up') ? 1 : 0,
    right: side(1),
    down: meets(at, row + 1, column, 'down') ? 1 : 0,
    left: side(-1),
  } as Arms
  return Object.values(arms).some(weight => weight > 0) ? line(arms) : undefined
}

function isHead(at: CharacterAt, row: number, column: number, offset: number): boolean {
  return arrowCharacters[offset > 0 ? 'right' : 'left'].slice(1).includes(at(row, column))
}

/** Whether a line runs on above or below a junction. */
function meets(at: CharacterAt, row: number, column: number, direction: 'up' | 'down'): boolean {
  const character = at(row, column)
  const box = boxCharacters[character]
  if (box) return box[direction === 'up' ? 'down' : 'up'] > 0
  return isBar(at, row, column) || isVerticalHead(at, row, column, direction)
}

function isVerticalHead(
  at: CharacterAt,
  row: number,
  column: number,
  direction: 'up' | 'down',
): boolean {
  const isLetter = [at(row, column - 1), at(row, column + 1)].some(side => word.test(side))
  return !isLetter && arrowCharacters[direction].includes(at(row, column))
}

function toVerticalHead(
  at: CharacterAt,
  row: number,
  column: number,
  to: 'up' | 'down',
): GridCell | undefined {
  const behind = row + (to === 'up' ? 1 : -1)
  const hasShaft = isBar(at, behind, column) || /[+┬┴┼├┤╷╵]/.test(at(behind, column))
  return hasShaft && isVerticalHead(at, row, column, to) ? arrow(to) : undefined
}

/** `/` and `\` are rounded corners where a dash and a bar meet in them. */
function toCorner(at: CharacterAt, row: number, column: number): GridCell | undefined {
  const rises = at(row, column) === '/'
  const right = isDash(at, row, column + 1)
  const left = isDash(at, row, column - 1)
  const up = meets(at, row - 1, column, 'up')
  const down = meets(at, row + 1, column, 'down')
  const isUpper = rises ? right && down : left && down
  const isLower = rises ? left && up : right && up
  if (isUpper) return round({ down: 1, ...(rises ? { right: 1 } : { left: 1 }) })
  if (isLower) return round({ up: 1, ...(rises ? { left: 1 } : { right: 1 }) })
  return undefined
}

function round(arms: Partial<Arms>): GridCell {
  return { ...line(arms), round: true } as GridCell
}
