import { all, create } from './dom.ts'
import { prepare } from './prepare.ts'
import { unpack } from './unpack.ts'

/**
 * “interactive view”: on the first press, and not before, load the runtime and the compiled spec,
 * and draw; each press shows the other of the two drawings. A button that is busy with it is not
 * asked again.
 */
export async function toggleView(button: HTMLElement): Promise<void> {
  const figure = button.closest('figure')
  const chart = all('.chart', figure)[0]
  if (!chart) return
  button.setAttribute('aria-busy', 'true')
  try {
    const stage = all('.chart', figure)[1] ?? (await draw(chart, button.dataset.view ?? ''))
    stage.hidden = !stage.hidden
    chart.hidden = !stage.hidden
    button.textContent = stage.hidden ? 'interactive view' : 'static drawing'
  } catch {
    button.textContent = 'the interactive view could not be loaded'
  }
  button.removeAttribute('aria-busy')
}

/** @returns the interactive view, beside the static drawing and hidden */
async function draw(chart: HTMLElement, url: string): Promise<HTMLElement> {
  const path = url.replace(/^(\.\.\/)+/, '')
  const root = url.replace(path, '')
  if (!window.technoteVega) await load(root, 'script/vega.js')
  await load(root, path)
  if (!window.technoteVega) throw new Error(path)
  const stage = await window.technoteVega(chart, path)
  prepare(stage)
  return stage
}

/**
 * From the same file where it is packed there, else from our own origin. Script elements are
 * used because a page opened as a file may fetch nothing.
 */
async function load(root: string, path: string): Promise<void> {
  const packed = all<HTMLAnchorElement>(`a[data-packed="${path}"]`)[0]
  if (packed) {
    document.head.append(create('script', { textContent: await unpack(packed) }))
    return
  }
  await new Promise((onload, onerror) => {
    document.head.append(create('script', { src: root + path, onload, onerror }))
  })
}
