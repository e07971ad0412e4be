/** As long as a browser itself leaves text unseen for a font that does not come. */
const patience = 3000

/**
 * Show the page when it and its fonts are there, so that nothing moves under the reader's eyes:
 * until then its text would be unseen in any case, but laid out by another font's widths, and
 * columns grow wider while rows of a table come. A browser says `load` when the fonts that the
 * text asked for have come, so nothing need be asked of each. Where scripts are blocked nothing
 * is hidden, and lines may break anew once.
 */
export function showWithFonts(): void {
  const root = document.documentElement
  const show = () => {
    clearTimeout(timer)
    root.className = 'js'
  }
  root.className = 'js waiting'
  addEventListener('load', show)
  const timer = setTimeout(show, patience)
}
