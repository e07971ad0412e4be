import type { Element } from 'hast'
import { svgElement } from '../svg.ts'
import { frame, link, nameSize, noteSize, type Part, px, words } from './parts.ts'
import type { PlanDevice } from './plan.ts'

const nameLine = 18
const noteLine = 15
const padding = 6
const gap = 6
/** From the side of a node to the line that its devices hang on, and from there to the devices. */
const trunk = 12
const branch = 14
const iconWidth = 22

/** Devices below a node, each on a line that comes from it. */
export function hangDevices(devices: readonly PlanDevice[], width: number): Part {
  const boxes = devices.map(device => drawDevice(device, width - trunk - branch))
  const height = boxes.reduce((sum, box) => sum + gap + box.height, 0)
  return {
    height,
    draw: (x, y) => {
      let top = y
      let end = y
      const lines: string[] = []
      const drawn = boxes.flatMap(box => {
        top += gap
        end = top + nameLine / 2 + padding
        lines.push(`M${px(x + trunk)} ${px(end)}h${branch}`)
        const elements = box.draw(x + trunk + branch, top)
        top += box.height
        return elements
      })
      if (boxes.length === 0) return []
      const d = `M${px(x + trunk)} ${px(y)}V${px(end)}${lines.join('')}`
      return [svgElement('path', { d, fill: 'none', stroke: 'var(--rule-2)' }, []), ...drawn]
    },
  }
}

/** Devices side by side, of which no capture says where they hang. */
export function layDevices(devices: readonly PlanDevice[], width: number, columns: number): Part {
  const own = (width - gap * (columns - 1)) / columns
  const rows = Array.from({ length: Math.ceil(devices.length / columns) }, (_, row) =>
    devices.slice(row * columns, (row + 1) * columns).map(device => drawDevice(device, own)),
  )
  const heights = rows.map(row => Math.max(...row.map(({ height }) => height)))
  return {
    height: heights.reduce((sum, height) => sum + height + gap, -gap),
    draw: (x, y) => {
      let top = y
      return rows.flatMap((row, index) => {
        const drawn = row.flatMap((box, column) => box.draw(x + column * (own + gap), top))
        top += (heights[index] ?? 0) + gap
        return drawn
      })
    },
  }
}

function drawDevice(device: PlanDevice, width: number): Part {
  const { kind, names, lines, href, isFar, isOnPath } = device
  const height = 2 * padding + nameLine + lines.length * noteLine - 3
  const room = width - 2 * padding - iconWidth
  return {
    height,
    draw: (x, y) => {
      const left = x + padding + iconWidth
      const plain = isOnPath ? 'var(--series-3)' : 'var(--rule-2)'
      const stroke = isFar ? 'var(--caution)' : plain
      const drawn = [
        frame(x, y, [width, height], { fill: 'var(--paper)', stroke }),
        drawIcon(kind, x + padding, y + padding + 1),
        words(names, [left, y + padding + 13], room, {
          size: nameSize,
          weight: 600,
          fill: 'var(--ink-1)',
        }),
        ...lines.map((line, index) =>
          words(line, [left, y + padding + 13 + nameLine + index * noteLine - 2], room, {
            size: noteSize,
            fill: isFar && index === lines.length - 1 ? 'var(--caution)' : 'var(--ink-2)',
          }),
        ),
      ]
      return link(href, [x, y, width, height], drawn)
    },
  }
}

/** A socket for a plug, a drum, or a card with its contacts, of 14 px. */
const icons: { readonly [kind in PlanDevice['kind']]: string } = {
  interface: 'M1 1h12v12h-12zM4 13v-4h2v-2h2v2h2v4',
  disk: 'M1 3.5c0-3.4 12-3.4 12 0v7c0 3.4-12 3.4-12 0zM1 3.5c0 3.4 12 3.4 12 0',
  card: 'M1 2h12v8h-12zM3 10v3M6 10v3M9 10v3',
}

function drawIcon(kind: PlanDevice['kind'], x: number, y: number): Element {
  const transform = `translate(${px(x)} ${px(y)})`
  const look = { fill: 'none', stroke: 'var(--ink-2)', 'stroke-linejoin': 'round' }
  return svgElement('path', { d: icons[kind], transform, ...look }, [])
}
