import type { Root } from 'hast'
import type { Efficiency } from '../../efficiency/efficiency.ts'
import { type SpreadWay, spreadWays, toSpread } from '../../efficiency/spread.ts'
import { toValue } from '../../efficiency/values-of.ts'
import { lowerFirst } from '../../format/lower-first.ts'
import { decimalsFor, formatNumber, formatPercent } from '../../format/number.ts'
import { type Printed, print } from '../../format/printed.ts'
import { scaleFor } from '../../format/scale.ts'
import type { Evidence } from '../../model/output-file.ts'
import {
  cellLink,
  ledgerPath,
  relativeHref,
  relativeLink,
  summaryPath,
} from '../../model/site-paths.ts'
import { contentOf } from '../../model/tree.ts'
import { effectLink } from '../../tables/effect-names.ts'
import { describeResidual } from '../../tables/spread-table.ts'
import { toMasthead } from '../masthead.ts'
import type { PageContext } from '../page.ts'
import { toRoot, type View } from '../templates/templates.ts'
import { toEffectSections } from './effect-section.ts'
import { type EvidencePage, once, toLazyPage } from './lazy-page.ts'
import type { Asked, Section, SectionGroup, SectionRow } from './section.ts'

/**
 * One page a workload, between the article and the ledger: numbers that were computed over
 * several cells lead here, and from here to each of the cells.
 */
export function renderSummaries(
  efficiency: Efficiency,
  asked: Asked[],
  context: PageContext,
): EvidencePage[] {
  const { study } = efficiency
  return Object.entries(study.manifest.workloads).map(([workload, { label, description }]) => {
    const path = summaryPath(study.id, workload)
    const view: View = {
      language: context.site.language,
      ...toMasthead(path, context),
      title: `Summary: ${study.manifest.title}, ${lowerFirst(label)}`,
      description: `What was computed over several cells of ${study.manifest.title} under ${description}.`,
      root: relativeLink(path, ''),
      workload: description,
      ledger: relativeLink(path, ledgerPath(study.id, workload)),
    }
    const sections = once(() => toSections(efficiency, workload, asked))
    const write = (shown: Section[]) =>
      context.templates('summary', {
        ...view,
        sections: shown.map(section => toView(section, path)),
      })
    return toLazyPage(path, () => write(sections()), toEvidence(path, sections, write))
  })
}

/** What a single file takes of a summary: the groups of rows that are led to. */
function toEvidence(
  home: string,
  sections: () => Section[],
  write: (sections: Section[]) => Root,
): Evidence {
  return {
    home,
    excerpt(ids, metrics) {
      const shown = sections()
        .filter(({ id, groups }) =>
          [id, ...groups.map(group => group.id)].some(one => one && ids.has(one)),
        )
        .map(section => takeColumns(section, metrics))
        .map(({ groups, ...section }) => ({
          ...section,
          groups: groups.filter(({ id }) => id === undefined || ids.has(id)),
        }))
      if (shown.length === 0) return undefined
      return { runs: [], tree: () => toRoot(contentOf(write(shown))) }
    },
  }
}

/** The columns of some metrics, and of none. */
function takeColumns(section: Section, metrics: ReadonlySet<string> | undefined): Section {
  const asked = section.columns.map(
    ({ metric }) => metric === undefined || (metrics?.has(metric) ?? true),
  )
  const take = (row: SectionRow) => ({ ...row, cells: row.cells.filter((_, at) => asked[at]) })
  return {
    ...section,
    columns: section.columns.filter((_, at) => asked[at]),
    groups: section.groups.map(group => ({ ...group, rows: group.rows.map(take) })),
    totals: section.totals?.map(take),
  }
}

function toSections(efficiency: Efficiency, workload: string, asked: Asked[]): Section[] {
  const questions = new Map(
    asked
      .filter(
        ({ study, question }) => study === efficiency.study.id && question.workload === workload,
      )
      .map(({ question }) => [effectLink(efficiency, question), question]),
  )
  return [
    toEstimateSection(efficiency, workload),
    toSpreadSection(efficiency, workload),
    ...toEffectSections(efficiency, [...questions.values()]),
  ]
}

function toView({ groups, totals = [], ...section }: Section, path: string): View {
  const link = (href: string) => (href === '' ? '' : relativeHref(path, href))
  return {
    ...section,
    columns: section.columns.map(({ heading, metric }) => ({ heading, metric })),
    width: String(section.columns.length + 1),
    grouped: groups.some(({ id }) => id !== undefined),
    rows: String(groups.reduce((rows, group) => rows + countRows(group), totals.length)),
    totals: totals.map(({ heading, cells }) => ({ heading, cells })),
    groups: groups.map(({ rows, leftOut = [], ...group }) => ({
      ...group,
      leftOut: leftOut.map(pair => ({ ...pair, href: link(pair.href) })),
      rows: rows.map(row => ({
        ...row,
        href: link(row.href ?? ''),
        cells: row.cells.map(({ text, href }) => ({ text, href: link(href) })),
      })),
    })),
  }
}

/** With its heading, and with its notes as one, and so what is left out. */
function countRows({ heading, rows, notes, leftOut = [] }: SectionGroup): number {
  return rows.length + (heading ? 1 : 0) + (notes ? 1 : 0) + (leftOut.length > 0 ? 1 : 0)
}

function toEstimateSection(efficiency: Efficiency, workload: string): Section {
  const cells = efficiency.cells.filter(cell => cell.workload === workload && cell.runs.length > 0)
  const estimates = efficiency.metrics.map(metric => {
    const results = cells.map(cell => cell.results[metric.id])
    const values = results.map(result => toValue(result?.estimate))
    const known = values.filter(value => value !== undefined)
    const unit = results.find(result => result && result.points.length > 0)?.unit ?? '1'
    return { metric, values, known, scale: scaleFor(known, unit) }
  })
  const columns = estimates.filter(({ known }) => known.length > 0)
  return {
    id: 'estimates',
    heading: print('Estimates'),
    words: print(
      `Each value: ${efficiency.assumption.words.estimate}. A dash: too few runs, or nothing recorded. The load of a cell in brackets was missed.`,
    ),
    first: print('Configuration'),
    columns: columns.map(({ metric, scale }) => ({
      heading: print([metric.label, scale.label].filter(Boolean).join(', ')),
      metric: metric.id,
    })),
    groups: [
      {
        rows: cells.map((cell, index) => ({
          heading: print(
            cell.load.state === 'missed'
              ? `(${cell.configuration.label})`
              : cell.configuration.label,
          ),
          href: cellLink(efficiency, cell),
          total: cell.isBaseline,
          cells: columns.map(({ values, scale }) => {
            const value = values[index]
            const shown = (value ?? 0) / scale.divisor
            return plain(value === undefined ? '—' : formatNumber(shown, decimalsFor(shown)))
          }),
        })),
      },
    ],
  }
}

const ways: { [way in SpreadWay]: string } = {
  overRuns: '',
  withinRounds: ', within rounds',
  residual: ', residual',
}

function toSpreadSection(efficiency: Efficiency, workload: string): Section {
  const columns = efficiency.metrics.flatMap(metric => {
    const spread = toSpread(efficiency, metric.id, workload)
    return spreadWays.flatMap(of => {
      const summary = spread[of]
      const column = { heading: print(`${metric.label}${ways[of]}`), metric: metric.id }
      return summary ? [{ column, spread, of, summary }] : []
    })
  })
  const rows = efficiency.cells
    .filter(cell => cell.workload === workload && cell.runs.length > 0)
    .map(cell => ({
      heading: print(cell.configuration.label),
      href: cellLink(efficiency, cell),
      total: false,
      cells: columns.map(({ spread, of }) => {
        const variation = spread.cells.find(item => item.cell === cell)?.[of]
        return plain(variation === undefined ? '—' : formatPercent(variation))
      }),
    }))
  const total = (
    heading: string,
    toShare: (column: (typeof columns)[number]) => number | undefined,
  ) => ({
    heading: print(heading),
    total: true,
    cells: columns.map(column => {
      const share = toShare(column)
      return plain(share === undefined ? '—' : formatPercent(share))
    }),
  })
  return {
    id: 'spread',
    heading: print('Coefficient of variation over runs'),
    words: print(
      [
        'Standard deviation ÷ mean over the runs in the estimate. A dash: fewer than three runs, or the load was missed.',
        ...(columns.some(({ of }) => of === 'withinRounds')
          ? [
              'Within rounds: the same of each run divided by the geometric mean of the other cells of its round.',
            ]
          : []),
        ...(columns.some(({ of }) => of === 'residual') ? [describeResidual(efficiency)] : []),
      ].join(' '),
    ),
    first: print('Configuration'),
    columns: columns.map(({ column }) => column),
    groups: [{ rows }],
    totals: [
      total('Median over cells', ({ summary }) => summary.median),
      total('Largest', ({ summary }) => summary.largest),
      ...(columns.some(({ of }) => of === 'residual')
        ? [
            total('Variance explained', ({ of, spread }) =>
              of === 'residual' ? spread.explained : undefined,
            ),
          ]
        : []),
    ],
  }
}

function plain(text: string | Printed) {
  return { text: print(text), href: '' }
}
