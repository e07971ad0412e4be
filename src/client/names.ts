import { all } from './dom.ts'

/**
 * Give the marks of a figure their names, which are written once: a mark with `data-row` is named
 * by its row of the figure's data, the next one or that of the number; a mark of the narrow
 * drawing with `data-mark` by the one in its place of the other marks of the wide one.
 */
export function nameMarks(chart: HTMLElement): void {
  const names = all('[aria-label]', chart).map(mark => mark.getAttribute('aria-label') ?? '')
  all('[data-mark]', chart).forEach((mark, at) => {
    mark.setAttribute('aria-label', names[at] ?? '')
  })
  const figure = chart.closest('figure') ?? chart
  const rows = all<HTMLTableRowElement>('.figdata tbody tr', figure)
  for (const svg of all<SVGSVGElement>('svg', chart)) {
    let next = 0
    for (const mark of all<SVGElement>('[data-row]', svg)) {
      const row = Number(mark.dataset.row || next)
      const [name, said] = rows[row]?.cells ?? []
      mark.setAttribute('aria-label', `${name?.textContent}: ${said?.textContent}`)
      next = row + 1
    }
  }
}
