import type { Element } from 'hast'
import { svgElement } from '../svg.ts'
import { textWidth } from '../text-width.ts'
import { blockWidth, type Cell, cellOf, drawBlocks, drawKey } from './cpus.ts'
import { hangDevices, layDevices } from './devices.ts'
import { cutToFit, frame, link, nameSize, noteSize, type Part, px, stack, words } from './parts.ts'
import type { Plan, PlanNode, Words } from './plan.ts'

const padding = 12
const gap = 12
/** Words of a node need so much. */
const narrowest = 184

/**
 * Draw a machine: sockets around NUMA nodes around CPUs, with what hangs on each node below it. Each
 * group of words is a link to the line that says so. Colours are the page's custom properties.
 *
 * @param width in px, where text has its full size
 */
export function drawMachine(plan: Plan, width: number): { svg: Element; height: number } {
  const cell = cellOf(countCpus(plan))
  const room = width - 2 * padding - 2
  const parts = [
    drawHeads(plan.heads, room),
    drawSockets(plan.sockets, cell, room),
    ...(plan.loose.length > 0 ? [drawLoose(plan, room)] : []),
    ...(plan.key.length > 0 ? [drawKey(plan.key, room)] : []),
  ].filter(({ height }) => height > 0)
  const inner = stack(parts, gap)
  const height = inner.height + 2 * padding + 2
  const drawn = [
    frame(1, 1, [width - 2, height - 2], { fill: 'var(--surface)' }),
    ...inner.draw(padding + 1, padding + 1),
  ]
  const size = {
    viewBox: `0 0 ${px(width)} ${px(height)}`,
    width: px(width),
    height: px(height),
  }
  return { svg: svgElement('svg', size, ['\n', ...drawn, '\n']), height }
}

function countCpus({ sockets }: Plan): number {
  const rows = sockets.flatMap(({ nodes }) =>
    nodes.flatMap(({ blocks }) => blocks.flatMap(block => block.rows)),
  )
  return rows.reduce((sum, row) => sum + row.length, 0)
}

/** What the machine is, a line each. */
function drawHeads(heads: readonly Words[], room: number): Part {
  return stack(
    heads.map((head, index) => drawHead(head, room, index === 0)),
    0,
  )
}

function drawHead(head: Words, room: number, isFirst: boolean): Part {
  const size = isFirst ? 15 : nameSize
  const look = isFirst ? { size, weight: 600, fill: 'var(--ink-1)' } : { size }
  const width = Math.min(room, textWidth(head.text, size) * 1.07)
  return {
    height: 26,
    draw: (x, y) =>
      link(head.href, [x, y, Math.max(26, width), 26], [words(head.text, [x, y + 16], room, look)]),
  }
}

/** Sockets of one node stand beside each other, others below each other. */
function drawSockets(sockets: Plan['sockets'], cell: Cell, room: number): Part {
  const nodes = sockets.flatMap(socket => socket.nodes)
  const widest = Math.max(...nodes.map(node => widthOf(node, cell)))
  const isSimple = nodes.length === sockets.length
  const columns = isSimple ? countColumns(sockets.length, widest + 2 * padding, room) : 1
  const width = (room - gap * (columns - 1)) / columns
  const inner = sockets.map(({ nodes, title }) =>
    drawNodes(nodes, cell, title === undefined ? width : width - 2 * padding),
  )
  const rows = Array.from({ length: Math.ceil(sockets.length / columns) }, (_, row): Part => {
    const from = row * columns
    const own = inner.slice(from, from + columns)
    const height = Math.max(...own.map(part => part.height))
    const parts = own.map((part, index) =>
      drawSocket(sockets[from + index]?.title, { ...part, height }, width),
    )
    return {
      height: Math.max(...parts.map(({ height }) => height)),
      draw: (x, y) => parts.flatMap((part, index) => part.draw(x + index * (width + gap), y)),
    }
  })
  return stack(rows, gap)
}

/** As many columns as fit, and no more than give each row about as many. */
function countColumns(count: number, width: number, room: number): number {
  const fitting = Math.max(1, Math.floor((room + gap) / (Math.min(width, room) + gap)))
  return Math.ceil(count / Math.ceil(count / fitting))
}

/** A frame around its nodes where the socket is known; these alone where not. */
function drawSocket(title: string | undefined, inner: Part, width: number): Part {
  if (title === undefined) return inner
  const height = inner.height + 2 * padding + 22
  return {
    height,
    draw: (x, y) => [
      frame(x, y, [width, height], { fill: 'var(--paper)' }),
      words(title, [x + padding, y + padding + 10], width - 2 * padding, {
        size: nameSize,
        weight: 600,
        fill: 'var(--ink-1)',
      }),
      ...inner.draw(x + padding, y + padding + 22),
    ],
  }
}

/** As many nodes beside each other as there is room for; what hangs on each stands below it. */
function drawNodes(nodes: readonly PlanNode[], cell: Cell, width: number): Part {
  const widest = Math.max(...nodes.map(node => widthOf(node, cell)))
  const columns = countColumns(nodes.length, widest, width)
  const own = (width - gap * (columns - 1)) / columns
  const rows = Array.from({ length: Math.ceil(nodes.length / columns) }, (_, row) =>
    drawRow(nodes.slice(row * columns, (row + 1) * columns), cell, own),
  )
  return stack(rows, gap)
}

/** Room for one block, and for two beside each other where there are several. */
function widthOf({ blocks }: PlanNode, cell: Cell): number {
  const block = Math.max(0, ...blocks.map(block => blockWidth(block, cell)))
  const width = blocks.length > 1 ? 2 * block + 6 : block
  return Math.max(narrowest, width + 2 * padding)
}

function drawRow(nodes: readonly PlanNode[], cell: Cell, width: number): Part {
  const boxes = nodes.map(node => ({
    node,
    cpus: drawBlocks(node.blocks, cell, width - 2 * padding),
    devices: hangDevices(node.devices, width),
  }))
  const inner = Math.max(...boxes.map(({ cpus }) => cpus.height))
  const height = inner + 2 * padding + 40
  return {
    height: height + Math.max(...boxes.map(({ devices }) => devices.height)),
    draw: (x, y) =>
      boxes.flatMap(({ node, cpus, devices }, index) => {
        const left = x + index * (width + gap)
        return [
          ...devices.draw(left, y + height),
          frame(left, y, [width, height], { fill: 'var(--surface)' }),
          ...drawNodeHead(node, left + padding, y + padding - 4, width - 2 * padding),
          ...cpus.draw(left + padding, y + padding + 40),
        ]
      }),
  }
}

/** What the node is called and its CPUs at the left, its memory at the right. */
function drawNodeHead(
  { title, note, memory }: PlanNode,
  x: number,
  y: number,
  room: number,
): Element[] {
  const side = memory ? textWidth(cutToFit(memory.text, room / 2, noteSize), noteSize) + 4 : 0
  const name = { size: nameSize, weight: 600, fill: 'var(--ink-1)' }
  const head = [
    words(title.text, [x, y + 15], room - side - 8, name),
    words(note, [x, y + 32], room),
  ]
  const left = link(title.href, [x, y, room - side - 4, 40], head)
  if (!memory) return left
  const look = { anchor: 'end' as const }
  const drawn = [words(memory.text, [x + room, y + 15], side, look)]
  return [
    ...left,
    ...link(memory.href, [x + room - Math.max(side, 26), y, Math.max(side, 26), 26], drawn),
  ]
}

function drawLoose({ loose }: Plan, room: number): Part {
  const columns = room > 480 ? 2 : 1
  const devices = layDevices(loose, room, Math.min(columns, loose.length))
  const title = 'No capture says where these hang'
  return {
    height: devices.height + 22,
    draw: (x, y) => [words(title, [x, y + 12], room), ...devices.draw(x, y + 22)],
  }
}
