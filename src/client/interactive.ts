import { all, create } from './dom.ts'
import { readMarks } from './marks.ts'
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

/** Where this script came from; the runtime lies beside it. Not known once the page is there. */
const own = (document.currentScript as HTMLScriptElement | null)?.src

/**
 * “interactive view”: on a press, and not before, load the runtime and the compiled spec, and
 * draw in place of the static drawing, which comes back on the next press. Script elements are
 * used because a page opened as a file may fetch nothing.
 */
export function offerViews(): void {
  for (const button of all('[data-view]')) {
    let back: (() => void) | undefined
    button.addEventListener('click', async () => {
      if (back) {
        back()
        back = undefined
        button.textContent = 'interactive view'
        return
      }
      try {
        back = await open(button)
        button.textContent = 'static drawing'
      } catch {
        button.textContent = 'the interactive view could not be loaded'
      }
    })
  }
}

/** @returns what brings the static drawing back */
async function open(button: HTMLElement): Promise<() => void> {
  const url = button.dataset.view ?? ''
  const path = url.replace(/^(\.\.\/)+/, '')
  await load('vega.js', own ? new URL('vega.js', own).href : '', () => window.technoteVega)
  await load(path, url, () => window.technoteViews?.[path])
  const { technoteVega: runtime, technoteViews: views } = window
  const specs = views?.[path]
  const chart = all('.chart', button.closest('figure') ?? document)[0]
  if (!runtime || !specs || !chart) throw new Error(path)
  const stage = create('div', { class: 'chart', role: 'group' })
  for (const name of ['aria-labelledby', 'aria-describedby']) {
    stage.setAttribute(name, chart.getAttribute(name) ?? '')
  }
  chart.hidden = true
  chart.after(stage)
  const spec = innerWidth > 576 ? specs.regular : specs.narrow
  const view: DrawnView = await runtime(stage, spec)
  readMarks(stage)
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
