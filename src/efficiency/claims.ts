import { formatPercent, formatPValue } from '../format/number.ts'
import type { Ratio } from '../statistics/geometric-mean-ratio.ts'
import type { Cell, Efficiency } from './efficiency.ts'
import { toRatio } from './estimate.ts'
import { valuesOf } from './values-of.ts'

/**
 * What a sentence asserts, as its author writes it:
 *
 *     engine=io_uring < engine=psync on context-switches in iops by 50 %
 *     engine=libaio ~ engine=io_uring on system-time in iops within 20 %
 *
 * `<` and `>`: the 95 % interval of the ratio lies wholly on that side of 1, and with `by`
 * beyond that margin too. `~ … within`: the interval lies wholly inside the margin. A bare `~`:
 * the two cannot be told apart (p at least 0.05).
 */
export interface Claim {
  left: { [factor: string]: string }
  right: { [factor: string]: string }
  relation: '<' | '>' | '~'
  metric: string
  workload: string
  /** Share of 1: of `by` or of `within`. */
  margin?: number
}

export interface Verdict {
  holds: boolean
  /** What the data say, in the claim's own terms. */
  found: string
  /** How far the interval is from breaking the claim, as a share of the ratio; below 0 it is broken. */
  slack?: number
}

const form =
  /^\s*(\S+=.*?)\s+([<>~])\s+(\S+=.*?)\s+on\s+(\S+)\s+in\s+(\S+?)(?:\s+(by|within)\s+([\d.]+)\s*%)?\s*$/

/** Parse a claim; undefined where it is not of the form. */
export function parseClaim(text: string): Claim | undefined {
  const [, left, relation, right, metric, workload, word, percent] = form.exec(text) ?? []
  if (!left || !right || !metric || !workload) return undefined
  if ((word === 'within') !== (relation === '~' && word !== undefined)) return undefined
  return {
    left: parseLevels(left),
    right: parseLevels(right),
    relation: relation as Claim['relation'],
    metric,
    workload,
    ...(percent !== undefined && { margin: Number(percent) / 100 }),
  }
}

/** `controller=virtio-blk aio=native` */
function parseLevels(text: string): Claim['left'] {
  return Object.fromEntries(
    text.split(/\s+/).map(pair => {
      const [factor = '', level = ''] = pair.split('=')
      return [factor, level]
    }),
  )
}

/** Hold a claim against the data; a cell that has no usable runs supports nothing. */
export function judgeClaim(claim: Claim, efficiency: Efficiency): Verdict {
  const left = findCell(efficiency, claim.left, claim.workload)
  const right = findCell(efficiency, claim.right, claim.workload)
  if (!left || !right) return { holds: false, found: 'no such cell' }
  const unusable = [left, right].find(cell => whyUnusable(cell, claim.metric) !== undefined)
  if (unusable) {
    return { holds: false, found: `${unusable.id}: ${whyUnusable(unusable, claim.metric)}` }
  }
  const values = (cell: Cell) => valuesOf(cell.results[claim.metric]?.points ?? [])
  const ratio = toRatio(values(left), values(right), efficiency.study.manifest.assume)
  return ratio ? judge(claim, ratio) : { holds: false, found: 'too few runs, or a value of zero' }
}

function whyUnusable(cell: Cell, metric: string): string | undefined {
  if (cell.load.state === 'missed') return 'its load was missed'
  const result = cell.results[metric]
  if (!result || result.estimate.state === 'not-recorded') return 'nothing recorded'
  return undefined
}

function judge({ relation, margin }: Claim, ratio: Ratio): Verdict {
  const percent = (value: number) => formatPercent(value - 1, 1, true)
  const found = `${percent(ratio.value)} [${percent(ratio.lower)}, ${percent(ratio.upper)}], ${formatPValue(ratio.pValue)}`
  if (relation === '~' && margin === undefined) return { holds: ratio.pValue >= 0.05, found }
  const slack = {
    '<': 1 - (margin ?? 0) - ratio.upper,
    '>': ratio.lower - 1 - (margin ?? 0),
    '~': Math.min(1 + (margin ?? 0) - ratio.upper, ratio.lower - 1 / (1 + (margin ?? 0))),
  }[relation]
  return { holds: slack > 0, found, slack }
}

function findCell(
  { cells }: Efficiency,
  levels: { [factor: string]: string },
  workload: string,
): Cell | undefined {
  const names = Object.entries(levels)
  return cells.find(
    cell =>
      cell.workload === workload &&
      Object.keys(cell.configuration.levels).length === names.length &&
      names.every(([factor, level]) => cell.configuration.levels[factor] === level),
  )
}
