import type { Efficiency } from '../../efficiency/efficiency.ts'
import type { OutputPage } from '../../model/output-file.ts'
import { relativeLink, studyPath } from '../../model/site-paths.ts'
import { toAppendixContents, toStudyAppendices } from '../evidence/appendices.ts'
import { type AppendixPlacement, findAppendix } from '../evidence/appendix-placement.ts'
import type { PageContext } from '../page.ts'
import type { View } from '../templates/templates.ts'
import { toShell } from './shell.ts'

/** A page for each study of which some appendix stands in full on no other page. */
export function renderStudyPages(placement: AppendixPlacement, context: PageContext): OutputPage[] {
  return context.efficiencies.flatMap(efficiency => {
    const { id } = efficiency.study
    const own = (['environment', 'data', 'messages'] as const).filter(
      appendix => findAppendix(id, appendix, placement) === studyPath(id),
    )
    return own.length === 0 ? [] : renderStudyPage(efficiency, placement, context)
  })
}

function renderStudyPage(
  efficiency: Efficiency,
  placement: AppendixPlacement,
  context: PageContext,
): OutputPage {
  const { id, manifest } = efficiency.study
  const path = studyPath(id)
  const appendices = toStudyAppendices(efficiency, placement, context)
  const pages = [...placement.keys()].filter(draft => draft.efficiencies.includes(efficiency))
  const sections = [
    ...(pages.length > 0 ? [{ id: 'pages', heading: 'Pages that draw on this study' }] : []),
    ...(manifest.limits.length > 0 ? [{ id: 'limits', heading: 'Limits' }] : []),
    ...toAppendixContents(appendices),
  ]
  const view: View = {
    ...toShell(
      path,
      { title: `Study: ${manifest.title}`, description: manifest.description },
      context,
    ),
    contents: sections.map(({ id, heading }) => ({ id, text: heading })),
    hasNavigation: true,
    pages: pages.map(draft => ({ title: draft.title, href: relativeLink(path, draft.path) })),
    limits: manifest.limits,
    ...appendices,
  }
  return { path, tree: context.templates('study', view) }
}
