import { all, create } from './dom.ts'
import { readRow } from './read-row.ts'
import { unpack } from './unpack.ts'

/**
 * In a single file large captures and the sources of ledgers are packed. A capture is shown
 * whole when it is opened; without the script its cited lines are there, and the rest as a
 * download. The cited lines stay elements, since links lead to them.
 */
export async function showCapture(details: HTMLElement): Promise<void> {
  const link = all<HTMLAnchorElement>('a[data-packed=capture]', details)[0]
  const pre = all('pre', details)[0]
  if (!link || !pre) return
  delete link.dataset.packed
  const lines = (await unpack(link)).split(/(?<=\n)/)
  const shown: (string | Element)[] = [...lines]
  for (const span of all('[id]', pre)) {
    const at = Number(span.id.split('-L').pop()) - 1
    span.textContent = lines[at] ?? ''
    shown[at] = span
  }
  pre.replaceChildren()
  for (const line of shown) pre.append(line)
  all(':target', pre)[0]?.scrollIntoView()
}

/** A matrix: a row for each value that a tool wrote, a column for each run (`toSourceMatrix`). */
export async function showSources(button: HTMLElement): Promise<void> {
  const { sources = '', runs = '' } = button.dataset
  const link = document.getElementById(sources) as HTMLAnchorElement
  const list = create('ul', { className: 'sources' })
  button.closest('p')?.after(list)
  button.remove()
  const [ids = [], folders = [], ...rows] = (await unpack(link)).split('\r\n').map(readRow)
  for (const id of runs.split(' ')) {
    const at = ids.indexOf(id)
    for (const row of rows) {
      const [name, unit, place] = row
      if (!row[at]) continue
      const item = create('li', { textContent: `${id}: ${name} = ` })
      item.append(create('b', { textContent: `${row[at]} ${unit}` }), ' ')
      item.append(create('code', { textContent: `${folders[at]}${place}` }))
      list.append(item)
    }
  }
}
