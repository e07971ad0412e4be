import type { Message } from '../../message/message.ts'
import type { OutputFile, Previous } from '../../model/output-file.ts'
import type { Draft } from '../article/draft.ts'
import { type Change, publishedValuesPath } from '../article/page-comparison.ts'
import type { View } from '../templates/templates.ts'

/** What the page says now, for the build that comes after this one. */
export function toPublishedValuesFile({ position, revision, article }: Draft): OutputFile[] {
  const { published, rows } = article.comparison
  if (published.length === 0) return []
  const content = `${JSON.stringify({ revision, values: published, rows }, null, 1)}\n`
  return [{ path: publishedValuesPath(position.name), content }]
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

function findGone({ position, article }: Draft, previous: Previous = new Map()): Change[] {
  const here = new Set(article.files.map(({ path }) => path))
  return [...previous.keys()].flatMap(path => {
    const [, kind, page, id] = /^(figure|table)s\/([^/]+)\/([^/]+)\.(?:csv|txt)$/.exec(path) ?? []
    const isGone = page === position.name && !here.has(path)
    return isGone ? { what: `The ${kind} ${id}`, was: 'there', now: 'gone' } : []
  })
}

/** What a build against an older one has to tell of a page. */
export function remarkChanges(draft: Draft, previous?: Previous): Message[] {
  if (!previous) return []
  const { comparison } = draft.article
  const { file, position, revision } = draft
  if (comparison.since === undefined) {
    if (comparison.published.length === 0) return []
    const reason = `Unexpected absence of ${publishedValuesPath(position.name)} in the older build, expected the page as it was; nothing of it is compared`
    return [{ severity: 'info', rule: 'nothing-to-compare', reason, file }]
  }
  const count = comparison.changes.length + findGone(draft, previous).length
  if (count === 0 || comparison.since !== `revision ${revision}`) return []
  const reason = `Unexpected ${count} ${count === 1 ? 'change' : 'changes'} within ${comparison.since}, expected a new revision; put it at the top of \`revisions\` and say what changed`
  return [{ severity: 'warning', rule: 'unrevised-change', reason, file, line: 1 }]
}
