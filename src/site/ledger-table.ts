/**
 * In a single file the cells of a ledger stand in one table: a group of rows for each cell, a row
 * for each run, a column for each metric. Where a run lies is said once for its cell; what the
 * tools wrote is not in the table.
 */

interface Cell {
  id: string
  label: string
  /** Headings of its columns, after that of the repeat. */
  columns: string[]
  runs: Run[]
  /** Paragraphs and lists of what else is said of it. */
  notes: string[]
}

interface Run {
  id: string
  heading: string
  repeat: string
  values: string[]
  /** `round-1.tar.gz › libaio/iops`, once for each archive that it has files in. */
  folders: string[]
}

/**
 * The sections of an excerpt of a ledger as one table.
 *
 * @param button what stands beside the place of the runs with these ids
 */
export function toLedgerTable(excerpt: string, button: (runs: string[]) => string): string {
  const sections = excerpt.match(/<section\b[^>]*>[\s\S]*?<\/section>/g) ?? []
  const head = excerpt.slice(0, excerpt.indexOf('<section'))
  const cells = sections.map(readCell)
  const columns = [...new Set(cells.flatMap(cell => cell.columns))]
  const shared = findShared(cells)
  const title = /<h1>(.*?)<\/h1>/.exec(head)?.[1] ?? ''
  return `${head}${shared.join('')}<div class="table-scroll numbers grouped" style="--rows: ${countRows(cells)}" role="region" aria-label="Runs: ${title}" tabindex="0">
<table>
<thead><tr><th scope="col">Repeat</th>${columns.map(heading => `<th scope="col">${heading}</th>`).join('')}</tr></thead>
${cells.map(cell => writeCell(cell, columns, shared, button)).join('\n')}
</table>
</div>`
}

/** Of all bodies of the table: each has a heading and notes beside its runs. */
function countRows(cells: Cell[]): number {
  return cells.reduce((rows, { runs }) => rows + runs.length + 2, 0)
}

function readCell(section: string): Cell {
  const [, id = '', label = ''] = /<h2 id="([^"]*)">(.*?)<\/h2>/.exec(section) ?? []
  const head = /<thead>.*?<\/thead>/.exec(section)?.[0] ?? ''
  const details = section.match(detailsOfSources) ?? []
  const rows = section.matchAll(/<tr id="([^"]*)"><th scope="row">(.*?)<\/th>(.*?)<\/tr>/g)
  return {
    id,
    label,
    columns: contentsOf('th', head).slice(1),
    runs: [...rows].map(([, id = '', heading = '', values = ''], at) => ({
      id,
      heading,
      repeat: /repeat ([^<]*)</.exec(details[at] ?? '')?.[1] ?? '',
      values: contentsOf('td', values),
      folders: foldersIn(details[at] ?? ''),
    })),
    notes:
      section
        .replaceAll(detailsOfSources, '')
        .replace(/<div[\s\S]*<\/div>/, '')
        .match(/<(p|ul)\b[^>]*>(?!<\/ul>)[\s\S]*?<\/\1>/g) ?? [],
  }
}

const detailsOfSources = /<details class="sources">[\s\S]*?<\/details>/g

function contentsOf(name: 'td' | 'th', row: string): string[] {
  const cells = row.matchAll(new RegExp(`<${name}[^>]*>(.*?)</${name}>`, 'g'))
  return [...cells].map(([, content = '']) => content)
}

/** What is said of every cell that was measured, but for the one that it leads to: the baseline. */
function findShared(cells: Cell[]): string[] {
  const measured = cells.filter(({ runs }) => runs.length > 0)
  const all = new Set(measured.flatMap(({ notes }) => notes))
  return [...all].filter(note =>
    measured.every(({ id, notes }) => notes.includes(note) || note.includes(`#${id}"`)),
  )
}

function writeCell(
  { id, label, runs, notes, ...own }: Cell,
  columns: string[],
  shared: string[],
  button: (runs: string[]) => string,
): string {
  const across = `colspan="${columns.length + 1}"`
  const places =
    runs.length === 0
      ? ''
      : `<p class="source">${tellPlaces(runs)}${button(runs.map(run => run.id))}</p>`
  const rest = notes.filter(note => !shared.includes(note)).join('')
  return [
    `<tbody id="${id}"><tr><th scope="rowgroup" ${across}>${label}</th></tr>`,
    ...runs.map(run => {
      const values = columns.map(heading => run.values[own.columns.indexOf(heading)] ?? 'n/r')
      return `<tr id="${run.id}"><th scope="row">${run.heading}</th>${values.map(value => `<td>${value}</td>`).join('')}</tr>`
    }),
    `<tr><td ${across}>${places}${rest}</td></tr></tbody>`,
  ].join('\n')
}

/** `In round-N.tar.gz › libaio/iops`, where N is the repeat of each run; else one by one. */
function tellPlaces(runs: Run[]): string {
  const places = runs.map(({ folders }) => folders.map(one => `<code>${one}</code>`).join(', '))
  const general = generalise(
    places,
    runs.map(({ repeat }) => repeat),
  )
  if (general !== undefined) return `In ${general}`
  return places.map((place, at) => `Repeat ${runs[at]?.repeat} in ${place}`).join('; ')
}

/** What places have in common, if they differ in nothing but the number of the repeat. */
function generalise(places: string[], repeats: string[]): string | undefined {
  const parts = places.map(place => place.split(/(\d+)/))
  const common = (parts[0] ?? []).map((first, at) => {
    const own = parts.map(part => part[at])
    if (own.every(part => part === first)) return first
    return own.every((part, run) => part === repeats[run]) ? 'N' : undefined
  })
  const isSame = parts.every(part => part.length === common.length) && !common.includes(undefined)
  return isSame ? common.join('') : undefined
}

/** Of the files that the sources of a run stand in. */
function foldersIn(details: string): string[] {
  const folders = new Map<string, string>()
  const files = /<p>(?:<a [^>]*>([^<]*)<\/a> › )?<code>([^<]*)<\/code>/g
  for (const [, archive = '', entry = ''] of details.matchAll(files)) {
    const folder = entry.split('/').slice(0, -1)
    const known = folders.get(archive)?.split('/') ?? folder
    const end = known.findIndex((part, at) => part !== folder[at])
    folders.set(archive, known.slice(0, end === -1 ? undefined : end).join('/'))
  }
  return [...folders].map(both => both.filter(Boolean).join(' › '))
}
