import { all, create } from './dom.ts'
import { canUnpack, unpack } from './unpack.ts'

/**
 * In a single file large captures and the sources of ledgers are packed. A capture is shown
 * whole when it is opened; without the script its cited lines are there, and the rest as a
 * download.
 */
export function openCaptures(): void {
  if (!canUnpack) return
  for (const link of all<HTMLAnchorElement>('a[data-packed=capture]')) {
    const details = link.closest('details')
    details?.addEventListener('toggle', () => showWhole(details, link), { once: true })
  }
  for (const button of all('[data-sources]')) {
    button.addEventListener('click', () => showSources(button), { once: true })
  }
}

/** The cited lines stay elements, since links lead to them. */
async function showWhole(details: Element, link: HTMLAnchorElement): Promise<void> {
  const pre = all('pre', details)[0]
  if (!pre) return
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

/** Rows of `sources-WORKLOAD.csv` that belong to the runs above the button. */
async function showSources(button: HTMLElement): Promise<void> {
  const link = document.getElementById(button.dataset.sources ?? '')
  if (!(link instanceof HTMLAnchorElement)) return
  const rows = (await unpack(link)).split('\r\n').map(line => readRow(line))
  const list = create('ul', { class: 'sources' })
  for (const id of button.dataset.runs?.split(' ') ?? []) {
    for (const [run, name, value, unit, archive, place] of rows) {
      if (run !== id) continue
      const item = create('li', {}, `${run}: ${name} = `)
      item.append(create('b', {}, `${value} ${unit}`), `: ${archive} \u203a `)
      item.append(create('code', {}, place))
      list.append(item)
    }
  }
  button.replaceWith(list)
}

/** One line of RFC 4180; our sources hold no line breaks. */
function readRow(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
}
