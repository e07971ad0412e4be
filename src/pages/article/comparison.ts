import * as v from 'valibot'
import type { OutputFile, Previous } from '../../model/output-file.ts'

const saidSchema = v.object({
  revision: v.optional(v.string()),
  values: v.array(v.object({ bound: v.string(), label: v.string(), text: v.string() })),
})

/** A number of a sentence: the directive that bound it, what it is of, and how it read. */
export type Said = v.InferOutput<typeof saidSchema>['values'][number]

/** What reads otherwise than in the older build. */
export interface Change {
  what: string
  was: string
  now: string
  /** Where it stands on the page; missing where it is gone. */
  anchor?: string
}

/** Compares a page with its older build while it is written, and remembers what it says. */
export interface Comparison {
  said: Said[]
  changes: Change[]
  /** `revision 1`: what the page is compared with; missing where there is nothing to compare. */
  since?: string
  /** @returns how the number read before, where it did so otherwise */
  value(said: Said): string | undefined
  /** @returns what is to be said of a figure or a table whose data differ */
  data(what: string, anchor: string, file: OutputFile): string | undefined
}

/** Where a page's numbers stand for the next build to compare with, and for other programs. */
export function saidPath(page: string): string {
  return `values/${page}.json`
}

export function createComparison(page: string, previous?: Previous): Comparison {
  const older = readSaid(previous?.get(saidPath(page)))
  const before = new Map(older?.values.map(({ bound, text }) => [bound, text]))
  const said: Said[] = []
  const changes: Change[] = []
  const since = older && (older.revision ? `revision ${older.revision}` : 'the older build')
  return {
    said,
    changes,
    since,
    value(now) {
      const isKnown = said.some(({ bound }) => bound === now.bound)
      if (!isKnown) said.push(now)
      const was = before.get(now.bound)
      if (was === undefined || was === now.text) return undefined
      if (!isKnown) changes.push({ what: now.label, was, now: now.text })
      return `was ${was} in ${since}`
    },
    data(what, anchor, { path, content }) {
      const was = previous?.get(path)
      if (!since || was === String(content)) return undefined
      const [then, now] = [was ?? '', String(content)].map(toRows)
      const fresh = now?.filter(row => !then?.includes(row)) ?? []
      changes.push({
        what,
        was: was === undefined ? 'not there' : `${then?.length} rows`,
        now: was === undefined ? 'new' : `${now?.length} rows, ${fresh.length} of them other`,
        anchor,
      })
      return was === undefined ? `New since ${since}.` : `Changed since ${since}.`
    },
  }
}

/** Rows below the header. */
function toRows(text: string): string[] {
  return text.trim().split(/\r?\n/).slice(1)
}

function readSaid(json: string | undefined) {
  try {
    return json === undefined ? undefined : v.parse(saidSchema, JSON.parse(json))
  } catch {
    return undefined
  }
}
