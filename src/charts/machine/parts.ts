import type { Element } from 'hast'
import { svgElement } from '../svg.ts'
import { textWidth } from '../text-width.ts'

/** Something of a known size that can be drawn at a place. */
export interface Part {
  height: number
  draw(x: number, y: number): Element[]
}

/** Sizes of text in px: what a thing is called, and what is said of it. */
export const nameSize = 13.5
export const noteSize = 12

/** A coordinate with at most one decimal, as short as it can be written. */
export function px(value: number): string {
  return String(Number(value.toFixed(1)))
}

/** A frame; what stands out has a stronger one. */
export function frame(
  x: number,
  y: number,
  [width, height]: [width: number, height: number],
  look: { fill: string; stroke?: string },
): Element {
  const { fill, stroke = 'var(--rule-2)' } = look
  const size = { x: px(x), y: px(y), width: px(width), height: px(height), rx: 3 }
  return svgElement('rect', { ...size, fill, stroke }, [])
}

/** How a line of words looks. */
export interface Look {
  size?: number
  fill?: string
  weight?: number
  anchor?: 'end'
}

/** Words of one line, cut with an ellipsis where they are wider than their room. */
export function words(
  text: string,
  [x, y]: [number, number],
  room: number,
  look: Look = {},
): Element {
  const { size = noteSize, fill = 'var(--ink-2)', weight, anchor } = look
  const at = {
    x: px(x),
    y: px(y),
    fill,
    'font-size': size,
    'font-weight': weight,
    'text-anchor': anchor,
  }
  return svgElement('text', at, [cutToFit(text, room, size, weight)])
}

/** As many letters as fit; a heavier weight is wider by a twentieth. */
export function cutToFit(text: string, room: number, size: number, weight = 400): string {
  const factor = weight > 400 ? 1.06 : 1
  if (textWidth(text, size) * factor <= room) return text
  let cut = text
  while (cut !== '' && textWidth(`${cut}…`, size) * factor > room) cut = cut.slice(0, -1)
  return `${cut.trimEnd()}…`
}

/**
 * What is drawn as a link to its source, with all its room to be pressed on. Its words are its name:
 * between lines stands a blank, which no eye sees.
 */
export function link(
  href: string | undefined,
  [x, y, width, height]: [number, number, number, number],
  drawn: Element[],
): Element[] {
  if (href === undefined) return drawn
  const size = { x: px(x), y: px(y), width: px(width), height: px(height) }
  const room = svgElement('rect', { ...size, fill: 'transparent' }, [])
  return [svgElement('a', { href }, [room, ...drawn.flatMap(part => [part, ' '])])]
}

/** One part below the other. */
export function stack(parts: readonly Part[], gap: number): Part {
  const height =
    parts.reduce((sum, part) => sum + part.height, 0) + gap * Math.max(0, parts.length - 1)
  return {
    height,
    draw: (x, y) => {
      let top = y
      return parts.flatMap(part => {
        const drawn = part.draw(x, top)
        top += part.height + gap
        return drawn
      })
    },
  }
}
