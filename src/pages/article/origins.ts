import type { Figure, Origin, Sentence } from '../../charts/figure.ts'
import type { Effect } from '../../efficiency/comparison/effects.ts'
import type { Efficiency } from '../../efficiency/efficiency.ts'
import type { Row } from '../../format/csv.ts'
import { formatPlain } from '../../format/number.ts'
import { type Printed, print } from '../../format/printed.ts'
import {
  cellLink,
  ledgerPath,
  relativeHref,
  relativeLink,
  summaryPath,
} from '../../model/site-paths.ts'
import { effectLink } from '../../tables/effect-names.ts'
import type { RowView } from '../../tables/table.ts'
import type { View } from '../templates/templates.ts'

/**
 * Numbers of a row share their origin, so that its heading is the link for all of them: to the
 * runs of the cell, or to the pairs behind an effect. What captions and footnotes count over
 * several rows is found in the ledgers that the table or figure names as its source.
 */
export function toLinkedRows(efficiency: Efficiency, rows: RowView[], from: string): View[] {
  return rows.map(({ origin, ...row }) => ({ ...row, href: toHref(efficiency, origin, from) }))
}

/**
 * The data of a figure as a table; rows of words, such as `not possible`, need no source. Where
 * each row has a mark, the row says what the mark does.
 */
export function toDataTable(
  efficiency: Efficiency,
  { tables, origins, sentences }: Figure,
  from: string,
): { columns: string[]; rows: View[] } {
  const [table = []] = Object.values(tables)
  const columns = Object.keys(table[0] ?? {})
  const rows = table.map((row, at) => ({
    href: isMeasured(row) ? toHref(efficiency, origins[at], from) : '',
    cells: toWords(sentences?.[at]) ?? columns.map(column => toText(row[column])),
  }))
  const isEffects = toEffectsOf(origins).length > 0
  return {
    columns: sentences ? [isEffects ? 'Effect' : 'Configuration', 'What is shown'] : columns,
    rows,
  }
}

function toWords(sentence: Sentence | undefined): [name: Printed, said: Printed] | undefined {
  return sentence && [sentence.of, sentence.said]
}

/** Effects among them: their pairs must be shown on the summary that they lead to. */
export function toEffectsOf(origins: Origin[]): Effect[] {
  return origins.filter(origin => 'pairs' in origin)
}

/** The runs behind a table or figure; of scores, which no row has by itself, all estimates too. */
export function toLedgers(
  { study }: Efficiency,
  origins: Origin[],
  from: string,
  isOfAll = false,
): { label: string; href: string }[] {
  const workloads = [...new Set(origins.map(({ workload }) => workload))]
  return workloads.flatMap(workload => {
    const { label = workload } = study.manifest.workloads[workload] ?? {}
    const estimates = summaryPath(study.id, workload)
    return [
      { label: `runs of ${label}`, href: relativeLink(from, ledgerPath(study.id, workload)) },
      ...(isOfAll
        ? [{ label: 'all estimates', href: relativeLink(from, estimates, 'estimates') }]
        : []),
    ]
  })
}

function toHref(efficiency: Efficiency, origin: Origin | undefined, from: string): string {
  if (!origin) return ''
  const isEffect = 'pairs' in origin
  return relativeHref(
    from,
    isEffect ? effectLink(efficiency, origin) : cellLink(efficiency, origin),
  )
}

function isMeasured(row: Row): boolean {
  return Object.values(row).some(value => typeof value === 'number')
}

function toText(value: Row[string] | undefined): Printed {
  return typeof value === 'number' ? formatPlain(value) : print(String(value ?? ''))
}
