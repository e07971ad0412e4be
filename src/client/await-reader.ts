declare global {
  interface Window {
    /** What the reader does: noted by `page.ts`; `reader.ts` answers it and takes this place. */
    technoteEvents?: Event[] | { push(event: Event): void }
  }
}

const signs = ['pointerover', 'keydown', 'focusin', 'scroll', 'click', 'input']

/**
 * Load what answers the reader when the reader first moves, and not before: most of the script
 * is not even parsed until then. What the reader does before it has come is answered when it has.
 */
export function awaitReader(): void {
  const early: Event[] = []
  window.technoteEvents = early
  const tell = (event: Event) => {
    window.technoteEvents?.push(event)
    if (early.length !== 1) return
    // Where it fails, what the reader does next tries again.
    loadRest().onerror = () => early.splice(0)
  }
  for (const sign of signs) addEventListener(sign, tell, true)
}

/** A file of its own; in a single file it stands in the page, as text. */
function loadRest(): HTMLScriptElement {
  const script = document.createElement('script')
  const rest = document.querySelector<HTMLElement>('[data-rest]')
  if (rest?.dataset.rest) script.src = rest.dataset.rest
  else script.text = rest?.textContent ?? ''
  document.head.append(script)
  return script
}
