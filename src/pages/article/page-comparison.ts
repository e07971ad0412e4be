import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { OutputFile, Previous } from '../../model/output-file.ts'

const publishedSchema = v.object({
  revision: v.optional(v.string()),
  values: v.array(v.object({ bound: v.string(), label: v.string(), text: v.string() })),
  /** By path of a figure's or table's file, a digest of each of its rows. */
  rows: v.optional(v.record(v.string(), v.array(v.string()))),
})

/** A number of a sentence: the directive that bound it, what it is of, and how it read. */
export type PublishedValue = v.InferOutput<typeof publishedSchema>['values'][number]

/** What reads otherwise than in the older build. */
export interface Change {
  what: string
  was: string
  now: string
  /** Where it stands on the page; missing where it is gone. */
  anchor?: string
}

/** Compares a page with its older build while it is written, and remembers what it says. */
export interface PageComparison {
  published: PublishedValue[]
  /** What each figure and table holds, for the next build. */
  rows: { [path: string]: string[] }
  changes: Change[]
  /** `revision 1`: what the page is compared with; missing where there is nothing to compare. */
  since?: string
  /** @returns how the number read before, where it did so otherwise */
  value(published: PublishedValue): string | undefined
  /** @returns what is to be said of a figure or a table whose data differ */
  data(what: string, anchor: string, file: OutputFile, rows: readonly object[]): string | undefined
}

/** Where a page's numbers stand for the next build to compare with, and for other programs. */
export function publishedValuesPath(page: string): string {
  return `values/${page}.json`
}

export function createPageComparison(page: string, previous?: Previous): PageComparison {
  const older = readPublished(previous?.get(publishedValuesPath(page)))
  const before = new Map(older?.values.map(({ bound, text }) => [bound, text]))
  const published: PublishedValue[] = []
  const rows: PageComparison['rows'] = {}
  const changes: Change[] = []
  const since = older && (older.revision ? `revision ${older.revision}` : 'the older build')
  return {
    published,
    rows,
    changes,
    since,
    value(now) {
      const isKnown = published.some(({ bound }) => bound === now.bound)
      if (!isKnown) published.push(now)
      const was = before.get(now.bound)
      if (was === undefined || was === now.text) return undefined
      if (!isKnown) changes.push({ what: now.label, was, now: now.text })
      return `was ${was} in ${since}`
    },
    data(what, anchor, { path, content }, held) {
      const now = held.map(digestRow)
      rows[path] = now
      const was = previous?.get(path)
      if (!since || was === String(content)) return undefined
      changes.push({
        what,
        ...describeRows(was === undefined ? undefined : older, path, now),
        anchor,
      })
      return was === undefined ? `New since ${since}.` : `Changed since ${since}.`
    },
  }
}

/** How many rows there were and are. A build of before they were remembered says nothing of its own. */
function describeRows(
  older: v.InferOutput<typeof publishedSchema> | undefined,
  path: string,
  now: readonly string[],
): Pick<Change, 'was' | 'now'> {
  if (!older) return { was: 'not there', now: 'new' }
  const then = older.rows?.[path]
  if (!then) return { was: 'other rows', now: `${now.length} rows` }
  const fresh = now.filter(row => !then.includes(row))
  return { was: `${then.length} rows`, now: `${now.length} rows, ${fresh.length} of them other` }
}

/** Enough of a hash to tell the rows of one table apart. */
function digestRow(row: object): string {
  return createHash('sha256').update(JSON.stringify(row)).digest('hex').slice(0, 12)
}

function readPublished(json: string | undefined) {
  try {
    return json === undefined ? undefined : v.parse(publishedSchema, JSON.parse(json))
  } catch {
    return undefined
  }
}
