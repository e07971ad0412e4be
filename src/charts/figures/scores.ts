import type { Assumption } from '../../efficiency/comparison/assumption.ts'
import { bestOf, type Score, type Scoring } from '../../efficiency/scores/scores.ts'
import type { NamedScoring } from '../../efficiency/scores/scorings.ts'
import { lowerFirst } from '../../format/lower-first.ts'
import { formatNumber } from '../../format/number.ts'
import { print } from '../../format/printed.ts'
import { type Figure, tell, toSentence, withoutDescription } from '../figure.ts'
import { drawRows, type IntervalRow, type Line } from '../plot/row-plot.ts'

/** Scores against their reference, highest first, with intervals and the ranks that are possible. */
export function toScoresFigure(
  scorings: readonly NamedScoring[],
  { title, context, assumption }: { title: string; context: string; assumption: Assumption },
): Figure {
  const scores = scorings.flatMap(({ scoring }) => scoring.scores)
  const without = scorings.flatMap(({ scoring }) => scoring.without)
  const rows: IntervalRow[] = [
    ...scorings.flatMap(({ scoring }) => scoring.scores.map(score => toScoreRow(score, scoring))),
    ...without.map(({ cell, reason }) => ({
      configuration: cell.configuration.label,
      value: null,
      lower: null,
      upper: null,
      mark: 'none' as const,
      reason,
      label: print('no score'),
      ...tell(cell.configuration.label, `no score, ${reason}`),
    })),
  ]
  const lines = scorings.flatMap(toLines)
  const [first] = scorings.map(({ scoring }) => scoring)
  const references = scorings.map(({ scoring }) => nameReference(scoring))
  return {
    subtitle: print(
      `${title}, of which ${references.join(' or ')} has 100. ${context} Higher is better.`,
    ),
    caption: print(
      `Points: ${first ? describeFormula(first) : ''}. ${scorings.map(named => describeScores(named, assumption)).join(' ')}${sayWithout(without)}`,
    ),
    description: print(rows.map(row => `${row.configuration}: ${row.label}`).join('; ')),
    sentences: rows.map(toSentence),
    tables: { rows: withoutDescription(rows) },
    origins: [...scores, ...without].map(({ cell }) => cell),
    spec: width => drawRows({ lines, panels: [{ title: 'score', reference: 100, rows }] }, width),
  }
}

function toScoreRow({ cell, interval, ranks }: Score, { reference }: Scoring): IntervalRow {
  const { value, lower, upper } = interval
  const name = cell.configuration.label
  const score = formatNumber(value, 0)
  const range = `${formatNumber(lower, 0)}–${formatNumber(upper, 0)}`
  const isReference = cell === reference
  return {
    configuration: name,
    value,
    lower,
    upper,
    'rank-lower': ranks.lower,
    'rank-upper': ranks.upper,
    mark: isReference ? 'baseline' : 'filled',
    label: print(`${score}, ${nameRanks(ranks)}`),
    ...tell(
      name,
      `score ${score}, ${isReference ? 'the reference' : `95 % interval ${range}`}, ${nameRanks(ranks)}`,
    ),
  }
}

/** `rank 2`, or `ranks 1–9`. */
export function nameRanks(ranks: Score['ranks']): string {
  return `${ranks.lower === ranks.upper ? 'rank' : 'ranks'} ${formatRanks(ranks)}`
}

/** `2`, or `1–9`, where the word stands elsewhere. */
export function formatRanks({ lower, upper }: Score['ranks']): string {
  return lower === upper ? String(lower) : `${lower}–${upper}`
}

/** What the intervals and ranks of a scoring are, and who may be the best, as sentences. */
export function describeScores(
  { scoring, kind }: Pick<NamedScoring, 'scoring' | 'kind'>,
  { words }: Assumption,
): string {
  const count = scoring.scores.length
  if (count === 0) return ''
  const best = bestOf(scoring).map(({ configuration }) => configuration.label)
  const pairs = (count * (count - 1)) / 2
  return [
    ...(kind === undefined ? [] : [`Among ${kind}, compared with nothing else:`]),
    `${nameReference(scoring)} has 100. Intervals: each by itself, of the ${words.ratio}.`,
    `Ranks are those that a configuration can have: with 95 % all of them hold at once (all ${pairs} pairs compared, p adjusted by Holm); the order of rows is that of the scores and no ranking.`,
    best.length === count && count > 1
      ? 'The best cannot be told from the others.'
      : `Best${best.length > 1 ? ' or tied with the best' : ''}: ${best.join(', ')}.`,
  ].join(' ')
}

function nameReference({ reference }: Scoring): string {
  return reference?.configuration.label ?? 'the reference'
}

/** Highest first, below the name of what is compared; what cannot be put together has no line. */
function toLines({ kind, scoring: { scores, without } }: NamedScoring): Line[] {
  const rest = without.filter(({ cell }) => cell.state.state !== 'impossible')
  const rows = [...scores, ...rest].map(
    ({ cell: { configuration } }): Line => ({
      key: configuration.label,
      text: configuration.label,
      kind: 'row',
    }),
  )
  return kind === undefined || rows.length === 0
    ? rows
    : [{ key: `among ${kind}`, text: kind, kind: 'heading' }, ...rows]
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
    const ratio = metric.better === 'lower' ? 'reference ÷ own' : 'own ÷ reference'
    return `${lowerFirst(metric.label)} (${ratio}, weight ${share} %)`
  })
  return `100 × weighted geometric mean over ${factors.join(', ')}`
}
