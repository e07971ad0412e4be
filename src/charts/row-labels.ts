import { textWidth } from './text-width.ts'
import { fontSize } from './theme.ts'

const gap = 10

/** The axis of configurations, in the order of the study. */
export const category = {
  field: 'configuration',
  type: 'nominal' as const,
  sort: null,
  title: null,
}

/** A column of text at the right of the plot, from the column `label`, and the room it needs. */
export function rowsOfText(labels: string[]) {
  return {
    width: Math.ceil(Math.max(0, ...labels.map(label => textWidth(label, fontSize)))) + gap + 2,
    layer: {
      mark: { type: 'text' as const, align: 'left' as const, dx: gap },
      encoding: {
        y: category,
        x: { value: 'width' as const },
        text: { field: 'label', type: 'nominal' as const },
      },
    },
  }
}
