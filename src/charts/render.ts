import { parse, resetSVGDefIds, textMetrics, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { textWidth } from './text-width.ts'
import { lightColours } from './theme.ts'

/**
 * Draw a Vega-Lite spec as SVG. Text is measured with the bundled font, so the drawing is the
 * same on every machine. Ids get the prefix, as several drawings share a page.
 */
export async function renderSvg(spec: TopLevelSpec, prefix: string): Promise<string> {
  measureWithBundledFont()
  resetSVGDefIds()
  const view = new View(parse(compile(spec).spec), { renderer: 'none' })
  const svg = await view.toSVG()
  view.finalize()
  return svg
    .replaceAll(/\b(id="|url\(#)/g, `$1${prefix}-`)
    .replaceAll(/ font-family="inherit"/g, '')
    .replaceAll(/ (?:d|transform|x|y|x1|x2|y1|y2|width|height)="[^"]*"/g, roundNumbers)
    .replaceAll(/<path class="(?:background|foreground)" [^>]*?(?:><\/path>|\/>)/g, match =>
      /fill="(?!none)|stroke="(?!none)/.test(match) ? match : '',
    )
}

/** A hundredth of a pixel is finer than any screen; texts are not touched. */
function roundNumbers(attribute: string): string {
  return attribute.replaceAll(/-?\d+\.\d{3,}/g, number => String(Number(Number(number).toFixed(2))))
}

/** For download: the same drawing with literal light colours and a font family. */
export function toStandaloneSvg(svg: string): string {
  const literal = svg.replaceAll(/var\((--[\w-]+)\)/g, (whole, name) => lightColours[name] ?? whole)
  return literal.replace('<svg ', '<svg font-family="Source Sans 3, Source Sans Pro, sans-serif" ')
}

function measureWithBundledFont(): void {
  // Vega's own guess without a canvas is 0.8 em a character. It exports its metrics so that
  // they can be replaced.
  textMetrics.width = (item: MeasuredText, text?: string | null) => {
    const content = text ?? item.text
    return content == null ? 0 : textWidth(String(content), item.fontSize ?? 11)
  }
}

interface MeasuredText {
  text?: unknown
  fontSize?: number
}
