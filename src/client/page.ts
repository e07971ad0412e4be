import { begin } from './begin.ts'
import { showWithFonts } from './fonts.ts'
import { applyTheme } from './theme.ts'

/**
 * What a reader may have on top of a page that is complete without it. The page loads this in
 * its head, so that the theme and the room for controls are there before anything is painted.
 * On loading it does no more than that: it looks at nothing of the page, and makes nothing, until
 * the reader moves. What the reader moves first is answered too, since `begin` listens further
 * down the way of the same event.
 */
showWithFonts()
applyTheme()
for (const sign of ['pointerover', 'keydown', 'focusin', 'scroll', 'click', 'input']) {
  addEventListener(sign, begin, { capture: true, once: true })
}
