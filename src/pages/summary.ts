import type { Efficiency } from '../efficiency/efficiency.ts'
import { toSpread } from '../efficiency/spread.ts'
import { formatPercent } from '../format/number.ts'
import { cellLink, ledgerPath, relativeLink, summaryPath } from './links.ts'
import type { OutputFile, PageContext } from './page.ts'
import type { View } from './templates.ts'

/** One computation over several cells: its rows are the cells that went into it. */
interface Section {
  id: string
  heading: string
  words: string
  /** Heading of the first column. */
  first: string
  columns: string[]
  rows: { heading: string; total: boolean; cells: { text: string; href: string }[] }[]
}

/**
 * One page a workload, between the article and the ledger: numbers that were computed over
 * several cells lead here, and from here to each of the cells.
 */
export function renderSummaries(efficiency: Efficiency, context: PageContext): OutputFile[] {
  const { study } = efficiency
  return Object.entries(study.manifest.workloads).map(([workload, { label, description }]) => {
    const path = summaryPath(study.id, workload)
    const view: View = {
      language: context.site.language,
      siteTitle: context.site.title,
      title: `Summary: ${study.manifest.title}, ${label.toLowerCase()}`,
      description: `What was computed over several cells of ${study.manifest.title} under ${description}.`,
      root: relativeLink(path, ''),
      workload: description,
      home: relativeLink(path, 'index.html'),
      ledger: relativeLink(path, ledgerPath(study.id, workload)),
      sections: [toSpreadSection(efficiency, workload)].map(section => toView(section, path)),
    }
    return { path, content: context.templates('summary', view) }
  })
}

function toView({ rows, ...section }: Section, path: string): View {
  const link = (href: string) => (href === '' ? '' : relativeLink(path, href))
  return {
    ...section,
    rows: rows.map(row => ({
      ...row,
      cells: row.cells.map(({ text, href }) => ({ text, href: link(href) })),
    })),
  }
}

function toSpreadSection(efficiency: Efficiency, workload: string): Section {
  const metrics = efficiency.metrics
    .map(metric => ({ metric, spread: toSpread(efficiency, metric.id, workload) }))
    .filter(({ spread }) => spread.median !== undefined)
  const rows = efficiency.cells
    .filter(cell => cell.workload === workload && cell.runs.length > 0)
    .map(cell => ({
      heading: cell.configuration.label,
      total: false,
      cells: metrics.map(({ spread }) => {
        const own = spread.cells.find(item => item.cell === cell)
        return own
          ? { text: formatPercent(own.variation), href: cellLink(efficiency, cell) }
          : { text: '—', href: '' }
      }),
    }))
  const total = (heading: string, pick: 'median' | 'largest') => ({
    heading,
    total: true,
    cells: metrics.map(({ spread }) => ({ text: formatPercent(spread[pick] ?? 0), href: '' })),
  })
  return {
    id: 'spread',
    heading: 'Coefficient of variation over runs',
    words:
      'Standard deviation ÷ mean over the runs in the estimate. A dash: fewer than three runs, or the load was missed.',
    first: 'Configuration',
    columns: metrics.map(({ metric }) => metric.label),
    rows: [...rows, total('Median over cells', 'median'), total('Largest', 'largest')],
  }
}
