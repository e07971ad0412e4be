import type { Message } from '../../message/message.ts'
import type { Run } from '../study.ts'

/** Two runs of one cell, of which the later repeat ran earlier. */
interface Turned {
  cell: string
  before: string
  after: string
}

/**
 * Repeats whose times of day are not in the order of their numbers, where those of nearly all others
 * are: most often two folders were exchanged. Numbers that tell no order are let be.
 */
export function checkOrder(runs: readonly Run[], study: string): Message[] {
  const neighbours = [...groupByCell(runs)].flatMap(([cell, own]) => toNeighbours(cell, own))
  const turned = neighbours.flatMap(({ isTurned, ...pair }) => (isTurned ? [pair] : []))
  if (turned.length === 0 || turned.length > neighbours.length / 2) return []
  const shown = turned
    .slice(0, 3)
    .map(({ cell, before, after }) => `${after} of \`${cell}\` began before ${before}`)
  const more = turned.length > 3 ? `, and ${turned.length - 3} more` : ''
  return [
    {
      severity: 'warning',
      rule: 'order-of-repeats',
      reason: `Repeats ran in another order than their numbers say: repeat ${shown.join('; repeat ')}${more}. The other ${neighbours.length - turned.length} pairs of neighbours are in order; were folders exchanged? Put them where they belong`,
      file: `${study}/study.yaml`,
    },
  ]
}

function groupByCell(runs: readonly Run[]): Map<string, Run[]> {
  const cells = new Map<string, Run[]>()
  for (const run of runs) {
    const cell = `${run.configuration}.${run.workload}`
    cells.set(cell, [...(cells.get(cell) ?? []), run])
  }
  return cells
}

function toNeighbours(cell: string, runs: Run[]): (Turned & { isTurned: boolean })[] {
  const dated = runs
    .flatMap(({ repeat, load }) => (load?.window ? [{ repeat, start: load.window[0] }] : []))
    .sort((a, b) => a.repeat.localeCompare(b.repeat, 'en', { numeric: true }))
  return dated.slice(1).flatMap((next, at) => {
    const last = dated[at] ?? next
    if (!isNumbered(last.repeat, next.repeat)) return []
    const isTurned = next.start < last.start
    return { cell, before: last.repeat, after: next.repeat, isTurned }
  })
}

/** `run1` and `run2` tell an order by their numbers; `cycles` and `switches` tell none. */
function isNumbered(...repeats: [string, string]): boolean {
  const [one, other] = repeats.map(repeat => /^(.*?)\d+$/.exec(repeat)?.[1])
  return one !== undefined && one === other
}
