import { parse, type Spec, textMetrics, View } from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import { create } from './dom.ts'
import './vega-licences.ts'

/** The compiled drawing of a figure at each of its widths. */
export interface Specs {
  regular: Spec
  narrow: Spec
}

declare global {
  interface Window {
    technoteVega?: Runtime
    /** Put there by the `.view.js` of each figure, by its path. */
    technoteViews?: { [path: string]: Specs }
  }
}

/** The interactive view of a chart from the specs of a path. */
export type Runtime = (chart: HTMLElement, path: string) => Promise<HTMLElement>

const runtime: Runtime = async (chart, path) => {
  const specs = window.technoteViews?.[path]
  if (!specs) throw new Error(path)
  const stage = create('div', { className: 'chart', hidden: true })
  stage.setAttribute('role', 'group')
  for (const name of ['aria-labelledby', 'aria-describedby']) {
    stage.setAttribute(name, chart.getAttribute(name) ?? '')
  }
  measureAsIn(chart)
  await draw(stage, innerWidth > 576 ? specs.regular : specs.narrow)
  chart.after(stage)
  return stage
}

/**
 * Expressions are interpreted rather than compiled, so the page's policy needs no `unsafe-eval`;
 * loading data from anywhere is refused.
 */
async function draw(stage: HTMLElement, spec: Spec): Promise<void> {
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
}

async function refuse(): Promise<never> {
  throw new Error('This page loads nothing from elsewhere.')
}

/** Specs name no font: it is that which the style sheet gives to drawings, which Vega cannot see. */
function measureAsIn(chart: HTMLElement): void {
  const context = document.createElement('canvas').getContext('2d')
  const family = getComputedStyle(chart.querySelector('svg') ?? chart).fontFamily
  textMetrics.width = (item, text) => {
    const content = text ?? item.text
    if (!context || content == null) return 0
    context.font = `${item.fontSize ?? 11}px ${family}`
    return context.measureText(String(content)).width
  }
}

window.technoteVega = runtime
