import { all } from './dom.ts'
import { readMarks } from './marks.ts'
import { offerSorting } from './tables.ts'

/** What is prepared for a reader: drawings, and tables in their scrolling regions. */
export const readable = '.chart, .table-scroll > table'

const prepared = new WeakSet<Element>()

export function prepare(element: HTMLElement): void {
  if (prepared.has(element)) return
  prepared.add(element)
  if (element instanceof HTMLTableElement) {
    // Marks have their names from the rows of the figure's data, before these can be sorted.
    all('.chart', element.closest('figure') ?? element).forEach(prepare)
    offerSorting(element)
  } else readMarks(element)
}

export function prepareAll(): void {
  all(readable).forEach(prepare)
}

/** From now on, what comes within a screen of what is seen. */
export function prepareNear(): void {
  const observer = new IntersectionObserver(
    entries => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) prepare(target as HTMLElement)
      }
    },
    { rootMargin: '100% 0px' },
  )
  for (const element of all(readable)) observer.observe(element)
}
