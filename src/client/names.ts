import { all } from './dom.ts'

/**
 * Give the marks of a figure their names, which are written once. A mark with `data-row` is that
 * of a row of the figure's data: the next one, or that of the number. With `data-tail` it is one
 * of several of its row, and says what follows the heading. A mark of the narrow drawing with
 * `data-mark` has the name of the wide one in its place.
 */
export function nameMarks(chart: HTMLElement): void {
  const figure = chart.closest('figure') ?? chart
  const rows = all<HTMLTableRowElement>('.figdata tbody tr', figure)
  for (const svg of all<SVGSVGElement>('svg', chart)) {
    let row = -1
    for (const mark of all<SVGElement>('[data-row],[data-tail]', svg)) {
      const { row: told, tail } = mark.dataset
      if (told !== undefined) row = Number(told || row + 1)
      const [heading, said] = rows[row]?.cells ?? []
      mark.setAttribute('aria-label', heading?.textContent + (tail ?? `: ${said?.textContent}`))
    }
  }
  const named = all('[data-tail],[aria-label]:not([data-row])', chart)
  all('[data-mark]', chart).forEach((mark, at) => {
    mark.setAttribute('aria-label', named[at]?.getAttribute('aria-label') ?? '')
  })
}
