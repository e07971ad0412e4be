import { all, create } from './dom.ts'
import { readRow } from './read-row.ts'
import { canUnpack, unpack } from './unpack.ts'

/**
 * In a single file large captures and the sources of ledgers are packed. A capture is shown
 * whole when it is opened; without the script its cited lines are there, and the rest as a
 * download. The cited lines stay elements, since links lead to them.
 */
export async function showCapture(details: HTMLElement): Promise<void> {
  const link = all<HTMLAnchorElement>('a[data-packed=capture]', details)[0]
  const pre = all('pre', details)[0]
  if (!canUnpack() || !link || !pre) return
  delete link.dataset.packed
  const cited = new Map(all('[id]', pre).map(span => [Number(span.id.split('-L').pop()), span]))
  const lines = (await unpack(link)).split(/(?<=\n)/)
  pre.replaceChildren(
    ...lines.map((line, index) => {
      const span = cited.get(index + 1)
      if (span) span.textContent = line
      return span ?? line
    }),
  )
  all(':target', pre)[0]?.scrollIntoView()
}

/** A matrix: a row for each value that a tool wrote, a column for each run (`toSourceMatrix`). */
export async function showSources(button: HTMLButtonElement): Promise<void> {
  const link = document.getElementById(button.dataset.sources ?? '')
  if (!canUnpack() || !(link instanceof HTMLAnchorElement)) return
  button.disabled = true
  const [runs = [], folders = [], ...rows] = (await unpack(link)).split('\r\n').map(readRow)
  const list = create('ul', { class: 'sources' })
  for (const id of button.dataset.runs?.split(' ') ?? []) {
    const at = runs.indexOf(id)
    for (const row of rows) {
      const [name, unit, place] = row
      if (!row[at]) continue
      const item = create('li', {}, `${id}: ${name} = `)
      item.append(create('b', {}, `${row[at]} ${unit}`), ' ')
      item.append(create('code', {}, `${folders[at]}${place}`))
      list.append(item)
    }
  }
  button.closest('p')?.after(list)
  button.remove()
}
