import type { Efficiency } from '../efficiency/efficiency.ts'
import { printHtml } from '../format/html.ts'
import type { OutputPage } from '../model/output-file.ts'
import { remember } from '../parse/build-effects.ts'
import { type AppendixPlacement, findAppendix } from './evidence/appendix-placement.ts'
import { once } from './evidence/lazy-page.ts'
import { toLedgers } from './evidence/ledger.ts'
import type { Asked } from './evidence/section.ts'
import { renderSummaries } from './evidence/summary.ts'
import type { PageContext } from './page.ts'

/** A page as it is remembered: which pages there are is known of the numbers alone. */
interface Printed {
  path: string
  /** What its evidence is of. */
  home: string
  html: string
}

/** Ledgers and summaries of a study, printed; their trees are not kept. */
export function renderEvidence(
  efficiency: Efficiency,
  placement: AppendixPlacement,
  asked: Asked[],
  context: PageContext,
): OutputPage[] {
  const { id } = efficiency.study
  const own = asked.filter(({ study }) => study === id)
  const ledgers = toLedgers(efficiency, placement, context)
  const summaries = renderSummaries(efficiency, own, context)
  const pages = once(() => [...ledgers.flatMap(ledger => ledger.pages()), ...summaries])
  const inputs = [id, findAppendix(id, 'data', placement), own]
  const printed = remember(context.memory, 'evidence', inputs, () =>
    pages().map(
      ({ path, tree, evidence: { home } }): Printed => ({ path, home, html: printHtml(tree) }),
    ),
  )
  const homes = new Map([...ledgers, ...summaries].map(({ evidence }) => [evidence.home, evidence]))
  return printed.map(({ path, home, html }) => {
    const evidence = homes.get(home)
    return {
      path,
      html,
      get tree() {
        return findTree(pages(), path)
      },
      ...(evidence && { evidence }),
    }
  })
}

function findTree(pages: OutputPage[], path: string) {
  const page = pages.find(page => page.path === path)
  return page?.tree ?? { type: 'root' as const, children: [] }
}
