import type { Element } from 'hast'
import { svgElement } from '../svg.ts'
import { type Part, px, words } from './parts.ts'
import type { Block, Cpu, Mark } from './plan.ts'

/** A CPU as a cell: with its number where the machine has few. */
export interface Cell {
  width: number
  height: number
  gap: number
  hasNumber: boolean
}

const large: Cell = { width: 28, height: 22, gap: 4, hasNumber: true }
const small: Cell = { width: 11, height: 11, gap: 2, hasNumber: false }
/** Within a frame around CPUs that share a cache. */
const padding = 6
const titleHeight = 15

/** @param count how many CPUs the machine has */
export function cellOf(count: number): Cell {
  return count <= 16 ? large : small
}

/** How wide a block is with all its rows. */
export function blockWidth({ rows }: Block, cell: Cell): number {
  const most = Math.max(0, ...rows.map(row => row.length))
  return most * (cell.width + cell.gap) - cell.gap + 2 * padding
}

/** Blocks beside each other as long as there is room, then below; all are as wide as the widest. */
export function drawBlocks(blocks: readonly Block[], cell: Cell, room: number): Part {
  const isFramed = blocks.length > 1
  const width = Math.max(0, ...blocks.map(block => blockWidth(block, cell)))
  const columns = Math.max(1, Math.floor((room + padding) / (width + padding)))
  const tallest = Math.max(0, ...blocks.map(({ rows }) => rows.length))
  const inner = tallest * (cell.height + cell.gap) - cell.gap
  const height = inner + (isFramed ? 2 * padding + titleHeight : 0)
  const lines = Math.ceil(blocks.length / columns)
  return {
    height: lines * (height + padding) - padding,
    draw: (x, y) =>
      blocks.flatMap((block, index) => {
        const left = x + (index % columns) * (width + padding)
        const top = y + Math.floor(index / columns) * (height + padding)
        if (!isFramed) return drawRows(block, cell, left, top)
        const at = { x: px(left), y: px(top), width: px(width), height: px(height), rx: 2 }
        return [
          svgElement(
            'rect',
            { ...at, fill: 'none', stroke: 'var(--rule-2)', 'stroke-dasharray': '2 2' },
            [],
          ),
          words(block.title ?? '', [left + padding, top + 14], width - 2 * padding, { size: 11 }),
          ...drawRows(block, cell, left + padding, top + padding + titleHeight),
        ]
      }),
  }
}

/** A colour on which the paper's own can be read in every theme; that of a first series is too near to it in the dark. */
const fills: { readonly [mark in Mark | 'none']: { fill: string; stroke: string } } = {
  none: { fill: 'var(--paper)', stroke: 'var(--rule-2)' },
  measured: { fill: 'var(--series-3)', stroke: 'var(--series-3)' },
  pinned: { fill: 'var(--paper)', stroke: 'var(--ink-1)' },
  both: { fill: 'var(--series-3)', stroke: 'var(--ink-1)' },
}

/** Cells that look alike are one path. */
function drawRows({ rows }: Block, cell: Cell, x: number, y: number): Element[] {
  const placed = rows.flatMap((row, line) =>
    row.map((cpu, column) => ({
      cpu,
      left: x + column * (cell.width + cell.gap),
      top: y + line * (cell.height + cell.gap),
    })),
  )
  const paths = (['none', 'measured', 'pinned', 'both'] as const).flatMap(mark => {
    const own = placed.filter(({ cpu }) => (cpu.mark ?? 'none') === mark)
    if (own.length === 0) return []
    const d = own.map(({ left, top }) => cellPath(left, top, cell)).join('')
    return svgElement('path', { d, ...lookOf(mark) }, [])
  })
  if (!cell.hasNumber) return paths
  const numbers = placed.map(({ cpu, left, top }) => drawNumber(cpu, left, top, cell))
  return [...paths, ...numbers]
}

function lookOf(mark: Mark | 'none') {
  const isBound = mark === 'pinned' || mark === 'both'
  return { ...fills[mark], 'stroke-width': isBound ? 2 : 1 }
}

function cellPath(x: number, y: number, { width, height }: Cell): string {
  return `M${px(x)} ${px(y)}h${width}v${height}h${-width}z`
}

function drawNumber({ number, mark }: Cpu, x: number, y: number, cell: Cell): Element {
  const isFilled = mark === 'measured' || mark === 'both'
  return svgElement(
    'text',
    {
      x: px(x + cell.width / 2),
      y: px(y + cell.height / 2 + 4.5),
      'font-size': 13,
      'text-anchor': 'middle',
      fill: isFilled ? 'var(--paper)' : 'var(--ink-1)',
    },
    [String(number)],
  )
}

/** The cell of a mark with what it means. */
export function drawKey(key: readonly { mark: Mark; text: string }[], room: number): Part {
  const line = 18
  return {
    height: key.length * line,
    draw: (x, y) =>
      key.flatMap(({ mark, text }, index) => [
        svgElement(
          'path',
          { d: cellPath(x + 1, y + index * line + 3, small), ...lookOf(mark) },
          [],
        ),
        words(text, [x + 20, y + index * line + 13], room - 20),
      ]),
  }
}
