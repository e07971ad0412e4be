import { studyPath } from '../../model/site-paths.ts'
import type { Draft } from '../article/draft.ts'
import type { Appendix } from '../article/front-matter.ts'

/** What a page shows in full, in the order of its appendices. */
export type AppendixPlacement = Map<Draft, Appendix[]>

const all: Appendix[] = ['environment', 'data', 'messages']

/**
 * Where the appendices of each study stand in full. A page that is alone in drawing on a study
 * carries them, so that it is complete in itself. Where several share one, as the parts of a
 * series do, its environment, data and messages are longer than the parts themselves and stand
 * once, on a page of the study; the parts say so in a paragraph. The front page does not carry
 * them, and does not make a study shared. Front matter overrides with `appendices`, and a page
 * that names `environments` shows those.
 */
export function placeAppendices(drafts: Draft[]): AppendixPlacement {
  const notes = drafts.filter(draft => draft.position.kind !== 'front')
  const isAlone = (draft: Draft) => {
    const [efficiency, second] = draft.efficiencies
    if (efficiency === undefined || second) return false
    return notes.every(other => other === draft || !other.efficiencies.includes(efficiency))
  }
  return new Map(
    drafts.map(draft => {
      if (draft.appendices) return [draft, all.filter(name => draft.appendices?.includes(name))]
      if (notes.includes(draft) && isAlone(draft)) return [draft, all]
      return [draft, draft.namesHosts ? ['environment'] : []]
    }),
  )
}

/** The path of the page that shows an appendix of a study in full. */
export function findAppendix(
  study: string,
  appendix: Appendix,
  placement: AppendixPlacement,
): string {
  for (const [draft, shown] of placement) {
    const ids =
      appendix === 'environment'
        ? draft.environments
        : draft.efficiencies.map(item => item.study.id)
    if (shown.includes(appendix) && ids.includes(study)) return draft.path
  }
  return studyPath(study)
}
