import type { Scoring } from '../efficiency/scores.ts'
import { lowerFirst } from '../format/lower-first.ts'
import { formatNumber } from '../format/number.ts'
import { type Figure, withoutDescription } from './figure.ts'
import { drawRows, type IntervalRow, type Line } from './row-plot.ts'

/** Scores, best first, with intervals; ties share a rank and say so. */
export function toScoresFigure(scoring: Scoring, title: string, context: string): Figure {
  const { scores, without } = scoring
  const isTied = (rank: number) => scores.filter(score => score.rank === rank).length > 1
  const rows: IntervalRow[] = [
    ...scores.map(({ cell, value, lower, upper, rank }) => ({
      configuration: cell.configuration.label,
      value,
      lower,
      upper,
      rank,
      mark: cell.isBaseline ? ('baseline' as const) : ('filled' as const),
      label: `${formatNumber(value, 0)}, rank ${rank}${isTied(rank) ? ' =' : ''}`,
      description: `${cell.configuration.label}: score ${formatNumber(value, 0)}, 95 % of resamplings ${formatNumber(lower, 0)}–${formatNumber(upper, 0)}, rank ${rank}${isTied(rank) ? ', tied' : ''}`,
    })),
    ...without.map(({ cell, reason }) => ({
      configuration: cell.configuration.label,
      value: null,
      lower: null,
      upper: null,
      mark: 'none' as const,
      reason,
      label: 'no score',
      description: `${cell.configuration.label}: no score, ${reason}`,
    })),
  ]
  const lines = toLines(scoring)
  return {
    subtitle: `${title}, 0 to 100. ${context} Higher is better.`,
    caption: `Points: ${describeFormula(scoring)}. Lines: 95 % of 2000 resamplings of the runs. Ranks marked = are ties: neighbours change places in more than 5 % of the resamplings.${sayWithout(without)}`,
    description: rows.map(row => `${row.configuration}: ${row.label}`).join('; '),
    sentences: rows.map(row => row.description),
    tables: { rows: withoutDescription(rows) },
    origins: [...scores, ...without].map(({ cell }) => cell),
    spec: width => drawRows({ lines, panels: [{ title: 'score', rows }] }, width),
  }
}

/** Best first; what cannot be put together has no line. */
function toLines({ scores, without }: Scoring): Line[] {
  const rest = without.filter(({ cell }) => cell.state.state !== 'impossible')
  return [...scores, ...rest].map(({ cell: { configuration } }) => ({
    key: configuration.label,
    text: configuration.label,
    kind: 'row',
  }))
}

function sayWithout(without: Scoring['without']): string {
  const impossible = without.filter(({ cell }) => cell.state.state === 'impossible').length
  const reasons = without
    .filter(({ cell }) => cell.state.state !== 'impossible')
    .map(({ cell, reason }) => `${cell.configuration.label} (${reason})`)
  const missing = reasons.length > 0 ? ` Without a score: ${reasons.join('; ')}.` : ''
  const left = impossible > 0 ? ` ${impossible} combinations are not possible.` : ''
  return missing + left
}

/** The formula with its weights, in words and signs. */
export function describeFormula({ metrics }: Scoring): string {
  const total = metrics.reduce((sum, { weight }) => sum + weight, 0)
  const factors = metrics.map(({ metric, weight }) => {
    const share = formatNumber((100 * weight) / total, 0)
    const ratio = metric.better === 'lower' ? 'best ÷ own' : 'own ÷ best'
    return `${lowerFirst(metric.label)} (${ratio}, weight ${share} %)`
  })
  return `100 × weighted geometric mean over ${factors.join(', ')}`
}
