import { showCapture, showSources } from './captures.ts'
import { followContents } from './contents.ts'
import { all, on } from './dom.ts'
import { toggleView } from './interactive.ts'
import { copyLink } from './links.ts'
import { prepare, prepareAll, prepareNear, readable } from './prepare.ts'
import { filterRows } from './tables.ts'
import { chooseTheme } from './theme.ts'

let begun = false

/**
 * Listen on the document, whatever stands on the page: its figures and tables are prepared when
 * the reader comes to them, by pointer, by keyboard or by scrolling.
 */
export function begin(): void {
  if (begun) return
  begun = true
  on('click', '[data-copy]', copyLink)
  on('click', '[data-view]', toggleView)
  on('click', '[data-sources]', showSources)
  on('input', '.theme', chooseTheme)
  on('input', '.filter input', filterRows)
  on('toggle', '.capture', showCapture)
  on('pointerover', readable, prepare)
  // Where the focus goes next depends on what can have it, anywhere on the page.
  document.addEventListener('keydown', prepareAll, { capture: true, once: true })
  document.addEventListener('focusin', prepareAll, { capture: true, once: true })
  document.addEventListener('scroll', comeNear, { once: true })
  // A link into a capture has opened it before anything was listened for.
  all('.capture[open]').forEach(showCapture)
}

function comeNear(): void {
  followContents()
  prepareNear()
}
