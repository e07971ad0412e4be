import { all, create } from './dom.ts'
import { prepare } from './prepare.ts'
import { unpack } from './unpack.ts'
import type { DrawnView, Runtime, Specs } from './vega.ts'

declare global {
  interface Window {
    /** Put there by `vega.js`. */
    technoteVega?: Runtime
    /** Put there by the `.view.js` of each figure, by its path. */
    technoteViews?: { [path: string]: Specs }
  }
}

/** What brings the static drawing back, of buttons whose figure shows the other. */
const returns = new WeakMap<Element, () => void>()

/**
 * “interactive view”: on a press, and not before, load the runtime and the compiled spec, and
 * draw in place of the static drawing, which comes back on the next press. Script elements are
 * used because a page opened as a file may fetch nothing.
 */
export async function toggleView(button: HTMLElement): Promise<void> {
  const back = returns.get(button)
  if (back) {
    back()
    returns.delete(button)
    button.textContent = 'interactive view'
    return
  }
  try {
    returns.set(button, await open(button))
    button.textContent = 'static drawing'
  } catch {
    button.textContent = 'the interactive view could not be loaded'
  }
}

/** @returns what brings the static drawing back */
async function open(button: HTMLElement): Promise<() => void> {
  const url = button.dataset.view ?? ''
  const path = url.replace(/^(\.\.\/)+/, '')
  // In a single file there is no such script, and the runtime is inside.
  const own = all<HTMLScriptElement>('script[src$="page.js"]')[0]?.src
  await load('vega.js', own ? new URL('vega.js', own).href : '', () => window.technoteVega)
  await load(path, url, () => window.technoteViews?.[path])
  const { technoteVega: runtime, technoteViews: views } = window
  const specs = views?.[path]
  const chart = all('.chart', button.closest('figure') ?? document)[0]
  if (!runtime || !specs || !chart) throw new Error(path)
  const stage = create('div', { class: 'chart', role: 'group', hidden: '' })
  for (const name of ['aria-labelledby', 'aria-describedby']) {
    stage.setAttribute(name, chart.getAttribute(name) ?? '')
  }
  chart.after(stage)
  const spec = innerWidth > 576 ? specs.regular : specs.narrow
  const view: DrawnView = await runtime(stage, spec).catch(error => {
    stage.remove()
    throw error
  })
  chart.hidden = true
  stage.hidden = false
  prepare(stage)
  return () => {
    view.finalize()
    stage.remove()
    chart.hidden = false
  }
}

/** From the same file where it is packed there, else from our own origin; once. */
async function load(name: string, url: string, find: () => unknown): Promise<void> {
  if (find()) return
  const script = create('script')
  const packed = document.querySelector<HTMLAnchorElement>(`a[data-packed="${name}"]`)
  if (packed) script.textContent = await unpack(packed)
  else script.src = url
  const loaded = new Promise((resolve, reject) => {
    script.onload = resolve
    script.onerror = reject
  })
  document.head.append(script)
  if (!packed) await loaded
  if (!find()) throw new Error(name)
}
