/**
 * What `technote watch` puts into the pages that it serves, and a build never writes: the page is loaded
 * again when it was made anew, and messages lie over it where it could not be.
 */
const script = document.currentScript
const made = script?.dataset.made
const path = script?.dataset.path ?? ''
const placeKey = `technote-watch ${location.pathname}`

interface State {
  /** Which content the page has now; missing where there is none. */
  made?: string
  errors: string[]
}

const events = new EventSource(`/.watch/events?page=${encodeURIComponent(path)}`)
events.onmessage = ({ data }) => {
  const state = JSON.parse(data) as State
  showErrors(state.errors)
  if (state.made === undefined || state.made === made) return
  sessionStorage.setItem(placeKey, String(scrollY))
  events.close()
  location.reload()
}

/** To where the reader was before the page was loaded again. */
addEventListener('load', () => {
  const place = sessionStorage.getItem(placeKey)
  sessionStorage.removeItem(placeKey)
  if (place !== null) scrollTo({ top: Number(place), behavior: 'instant' })
})

function showErrors(errors: string[]): void {
  document.getElementById('technote-watch')?.remove()
  if (errors.length === 0) return
  const panel = document.createElement('div')
  panel.id = 'technote-watch'
  panel.setAttribute('role', 'alert')
  panel.style.cssText =
    'position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:60vh;overflow:auto;padding:1rem 1.5rem;background:#400;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap;overflow-wrap:anywhere'
  const said = ['The site was not written again:', ...errors]
  panel.append(...said.map(toParagraph))
  document.body.append(panel)
}

function toParagraph(text: string): HTMLElement {
  const paragraph = document.createElement('p')
  paragraph.textContent = text
  return paragraph
}

export {}
