import { parse, type Spec, textMetrics, View } from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import './vega-licences.ts'

/** The compiled drawing of a figure at each of its widths. */
export interface Specs {
  regular: Spec
  narrow: Spec
}

export interface DrawnView {
  finalize(): void
}

export type Runtime = (stage: HTMLElement, spec: Spec) => Promise<DrawnView>

/**
 * The runtime of the interactive view. Expressions are interpreted rather than compiled, so the
 * page's policy needs no `unsafe-eval`; loading data from anywhere is refused.
 */
const draw: Runtime = async (stage, spec) => {
  measureWithPageFont(stage)
  const loader = {
    load: refuse,
    sanitize: refuse,
    http: refuse,
    file: refuse,
    options: {},
  }
  const view = new View(parse(spec, undefined, { ast: true }), {
    expr: expressionInterpreter,
    loader,
    renderer: 'svg',
    container: stage,
    hover: true,
  } as ConstructorParameters<typeof View>[1])
  await view.runAsync()
  return view
}

async function refuse(): Promise<never> {
  throw new Error('This page loads nothing from elsewhere.')
}

/** Specs name no font but the page's, which Vega cannot see. */
function measureWithPageFont(stage: HTMLElement): void {
  const context = document.createElement('canvas').getContext('2d')
  const family = getComputedStyle(stage).fontFamily
  textMetrics.width = (item, text) => {
    const content = text ?? item.text
    if (!context || content == null) return 0
    context.font = `${item.fontSize ?? 11}px ${family}`
    return context.measureText(String(content)).width
  }
}

window.technoteVega = draw
