import * as v from 'valibot'
import type { Message } from '../message/message.ts'
import type { OutputFile, Previous } from '../model/output-file.ts'
import type { Draft } from './draft.ts'
import type { View } from './templates/templates.ts'

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
function saidPath(page: string): string {
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

/** What the page says now, for the build that comes after this one. */
export function toSaidFile({ seat, revision, article }: Draft): OutputFile[] {
  const { said } = article.comparison
  if (said.length === 0) return []
  const content = `${JSON.stringify({ revision, values: said }, null, 1)}\n`
  return [{ path: saidPath(seat.name), content }]
}

/** The table of what changed, with figures and tables that the older build alone has. */
export function toChanges(draft: Draft, previous?: Previous): View | undefined {
  const { since, changes } = draft.article.comparison
  if (!since) return undefined
  const all = [...changes, ...findGone(draft, previous)]
  return {
    since,
    none: all.length === 0,
    changes: all.map(({ what, was, now, anchor }) => ({
      what,
      was,
      now,
      href: anchor === undefined ? '' : `#${anchor}`,
    })),
  }
}

function findGone({ seat, article }: Draft, previous: Previous = new Map()): Change[] {
  const here = new Set(article.files.map(({ path }) => path))
  return [...previous.keys()].flatMap(path => {
    const [, kind, page, id] = /^(figure|table)s\/([^/]+)\/([^/]+)\.(?:csv|txt)$/.exec(path) ?? []
    const isGone = page === seat.name && !here.has(path)
    return isGone ? { what: `The ${kind} ${id}`, was: 'there', now: 'gone' } : []
  })
}

/** What a build against an older one has to tell of a page. */
export function remarkChanges(draft: Draft, previous?: Previous): Message[] {
  if (!previous) return []
  const { comparison } = draft.article
  const { file, seat, revision } = draft
  if (comparison.since === undefined) {
    if (comparison.said.length === 0) return []
    const reason = `Unexpected absence of ${saidPath(seat.name)} in the older build, expected the page as it was; nothing of it is compared`
    return [{ severity: 'info', rule: 'nothing-to-compare', reason, file }]
  }
  const count = comparison.changes.length + findGone(draft, previous).length
  if (count === 0 || comparison.since !== `revision ${revision}`) return []
  const reason = `Unexpected ${count} ${count === 1 ? 'change' : 'changes'} within ${comparison.since}, expected a new revision; put it at the top of \`revisions\` and say what changed`
  return [{ severity: 'warning', rule: 'unrevised-change', reason, file, line: 1 }]
}
