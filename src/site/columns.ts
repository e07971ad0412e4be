/**
 * Ledgers and summaries have a column for each metric of a study; a page speaks of some of them.
 * Templates mark what is of one metric with `data-metric`.
 */

/** The metrics that some pages speak of, and nothing where one of them does not say. */
export function metricsOf(pages: string[]): Set<string> | undefined {
  const lists = pages.map(page => /<article data-metrics="([^"]*)"/.exec(page)?.[1])
  if (lists.some(list => list === undefined)) return undefined
  return new Set(lists.flatMap(list => list?.split(' ') ?? []))
}

/** Leave out columns and list items of other metrics. */
export function keepColumns(html: string, metrics: Set<string> | undefined): string {
  const isOther = (tag: string) => {
    const metric = metricOf(tag)
    return metrics !== undefined && metric !== undefined && !metrics.has(metric)
  }
  return html
    .replaceAll(/<li data-metric="[^"]*">.*?<\/li>\n?/g, item => (isOther(item) ? '' : item))
    .replaceAll(/<table>[\s\S]*?<\/table>/g, table => leaveOut(table, isOther))
    .replaceAll(/ data-metric="[^"]*"/g, '')
}

/** Whether something of a metric that the pages do not speak of would be left out. */
export function hasOthers(html: string, metrics: Set<string> | undefined): boolean {
  const marked = html.match(/<th [^>]*data-metric="[^"]*"/g) ?? []
  return metrics !== undefined && marked.some(tag => !metrics.has(metricOf(tag) ?? ''))
}

function leaveOut(table: string, isOther: (tag: string) => boolean): string {
  const head = /<thead>[\s\S]*?<\/thead>/.exec(table)?.[0] ?? ''
  const others = cellsOf(head).map(isOther)
  if (!others.includes(true)) return table
  return table.replaceAll(/(<tr[^>]*>)([\s\S]*?)<\/tr>/g, (_, tag: string, row: string) => {
    const kept = cellsOf(row).filter((_, at) => !others[at])
    return `${tag}${kept.join('')}</tr>`
  })
}

function cellsOf(row: string): string[] {
  return row.match(/<(t[hd])[ >][\s\S]*?<\/\1>/g) ?? []
}

function metricOf(tag: string): string | undefined {
  return /^<[^>]* data-metric="([^"]*)"/.exec(tag)?.[1]
}
