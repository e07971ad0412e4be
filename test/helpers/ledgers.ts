import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** A value that a ledger lists as a source: what it is, and where that should stand. */
export interface Listed {
  /** `data/linux-io-engines/round-1.tar.gz` */
  archive: string
  entry: string
  /** `:7` or `#/jobs/0/read/total_ios` */
  at: string
  name: string
  /** `12001 ms` */
  value: string
  /** The run that it is a source of. */
  run: string
}

/** A run of a ledger, with its values by the heading of their column. */
export interface LedgerRun {
  id: string
  cell: string
  isMissed: boolean
  values: { [heading: string]: string }
  sources: Listed[]
}

/** Read a ledger as a reader of the page would, without anything of technote. */
export function readLedger(output: string, path: string): LedgerRun[] {
  const html = readFileSync(join(output, path), 'utf8')
  return html
    .split('<h2 id="')
    .slice(1)
    .flatMap(section => readCell(section, posix.dirname(path)))
}

function readCell(section: string, folder: string): LedgerRun[] {
  const [cell = ''] = section.split('"')
  const head = /<thead>.*<\/thead>/.exec(section)?.[0] ?? ''
  const headings = [...head.matchAll(/<th [^>]*>(.*?)<\/th>/g)].map(match => toText(match[1]))
  const details = section.split('<details class="sources">').slice(1)
  return [...section.matchAll(/<tr id="([^"]*)"><th[^>]*>(.*?)<\/th>(.*?)<\/tr>/g)].map(
    ([, id = '', repeat = '', row = ''], index) => {
      const cells = [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(match => toText(match[1]))
      return {
        id,
        cell,
        isMissed: repeat.includes('missed'),
        values: Object.fromEntries(cells.map((text, at) => [headings[at + 1] ?? '', text])),
        sources: readSources(details[index] ?? '', folder, id),
      }
    },
  )
}

function readSources(details: string, folder: string, run: string): Listed[] {
  const files = details.matchAll(
    /<p><a href="([^"]*)">[^<]*<\/a> › <code>([^<]*)<\/code><\/p>\s*<ul>(.*?)<\/ul>/gs,
  )
  return [...files].flatMap(([, href = '', entry = '', list = '']) =>
    [...list.matchAll(/<li>([^<]*) = <b>([^<]*)<\/b> <code>([^<]*)<\/code><\/li>/g)].map(
      ([, name, value, at]) => ({
        archive: posix.join(folder, href),
        entry: toText(entry),
        name: toText(name),
        value: toText(value),
        at: toText(at),
        run,
      }),
    ),
  )
}

/** Words of a piece of HTML, spaces as they are typed. */
export function toText(html = ''): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/[\s\u2009\u00a0\u202f]+/g, ' ')
    .trim()
}

/** `−1 234.5` as a number. */
export function toNumber(text: string): number {
  return Number(text.replaceAll(/[ \u2009]/g, '').replace('−', '-'))
}
