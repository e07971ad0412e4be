import type { Element, Properties } from 'hast'
import { visit } from 'unist-util-visit'
import { parse, resetSVGDefIds, textMetrics, View } from 'vega'
import type { TopLevelSpec } from 'vega-lite'
import { compileSpec } from './compile-spec.ts'
import { slimSvg } from './slim-svg.ts'
import { printSvg } from './svg.ts'
import { textWidth } from './text-width.ts'
import { lightColours } from './theme.ts'

/**
 * Draw a Vega-Lite spec as a tree of SVG. Text is measured with the bundled font, so the drawing is the
 * same on every machine. Ids get the prefix, as several drawings share a page. Of Vega's roles
 * and names only those of marks with a `description` stay.
 */
export async function renderSvg(spec: TopLevelSpec, prefix: string): Promise<Element> {
  measureWithBundledFont()
  resetSVGDefIds()
  const view = new View(parse(compileSpec(spec)), { renderer: 'none', loader: closedLoader })
  const svg = await view.toSVG()
  view.finalize()
  return slimSvg(svg, prefix)
}

/** A drawing reads no file and no address, whatever its spec says. */
const refuse = async (): Promise<never> => {
  throw new Error('A drawing loads nothing.')
}
const closedLoader = { load: refuse, sanitize: refuse, http: refuse, file: refuse, options: {} }

/**
 * For download: the same drawing with literal light colours and a font family.
 *
 * @param size of its own, where that of the drawing is relative to a page
 */
export function toStandaloneSvg(
  drawing: Element,
  size: { width?: number; height?: number } = {},
): string {
  const literal = structuredClone(drawing)
  visit(literal, 'element', ({ properties }) => {
    for (const [name, value] of Object.entries(properties)) properties[name] = toLiteral(value)
  })
  const xmlns = 'http://www.w3.org/2000/svg'
  const fontFamily = 'Source Sans 3, Source Sans Pro, sans-serif'
  literal.properties = { xmlns, fontFamily, ...literal.properties, ...size }
  return printSvg(literal)
}

function toLiteral(value: Properties[string]): Properties[string] {
  if (typeof value !== 'string') return value
  return value.replaceAll(/var\((--[\w-]+)\)/g, (whole, name) => lightColours[name] ?? whole)
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
