import type { OutputFile } from '../model/output-file.ts'
import type { Templates } from './templates.ts'

/** Tables with more rows than this get a box to filter them, which shows where the script runs. */
const many = 12

/** Put the box above each long table of a page. */
export function offerFilters(file: OutputFile, templates: Templates): OutputFile {
  if (!file.path.endsWith('.html')) return file
  const content = String(file.content).replaceAll(
    /<div class="table-scroll\b.*?<\/table>/gs,
    region => (countRows(region) > many ? `${templates('filter', {})}${region}` : region),
  )
  return { ...file, content }
}

/**
 * `<tr>` and `<tr class="baseline">` below the heading of a table. Rows that stand in groups, each
 * with an id, say only with the heading of their group what they are: they are not filtered.
 */
function countRows(region: string): number {
  const [, body = ''] = /<tbody>(.*?)<\/tbody>/s.exec(region) ?? []
  return body.match(/<tr\b/g)?.length ?? 0
}
