import { textWidth } from '../text-width.ts'
import { fontSize } from '../theme.ts'
import type { Layer, View } from './views.ts'

export interface KeyItem {
  text: string
  colour: string
  /** Shape of its points; a square for areas. */
  shape?: string
}

const lineHeight = 20
const swatch = 18
const gap = 18

/** What colours and shapes stand for: a line of words above a drawing, broken where it is full. */
export function drawKey(items: KeyItem[], width: number): View {
  let [line, x] = [0, 0]
  const values = items.map(({ text, colour, shape = 'square' }) => {
    const needed = swatch + textWidth(text, fontSize)
    if (x > 0 && x + needed > width) [line, x] = [line + 1, 0]
    const item = { text, colour, shape, x: x + 6, label: x + swatch, y: line * lineHeight + 8 }
    x = Math.ceil(x + needed + gap)
    return item
  })
  const place = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null })
  const literal = (field: string) => ({ field, type: 'nominal', scale: null })
  const layer = [
    {
      mark: { type: 'point', size: 80, opacity: 1, filled: true },
      encoding: { x: place('x'), y: place('y'), color: literal('colour'), shape: literal('shape') },
    },
    {
      mark: { type: 'text', align: 'left' },
      encoding: { x: place('label'), y: place('y'), text: { field: 'text', type: 'nominal' } },
    },
  ]
  return { width, height: (line + 1) * lineHeight, data: { values }, layer: layer as Layer[] }
}
