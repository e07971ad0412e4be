/** As long as a browser itself leaves text unseen for a font that does not come. */
const patience = 3000

/**
 * Show the page when it and its fonts are there, so that nothing moves under the reader's eyes:
 * until then its text would be unseen in any case, but laid out by another font's widths, and
 * columns grow wider while rows of a table come. Where scripts are blocked nothing is hidden,
 * and lines may break anew once.
 */
export function showWithFonts(): void {
  const show = () => document.documentElement.classList.remove('waiting')
  const text = new Promise(done => addEventListener('DOMContentLoaded', done))
  document.documentElement.classList.add('waiting')
  Promise.allSettled([text, ...[...document.fonts].map(font => font.load())]).then(show)
  setTimeout(show, patience)
}
