import type { Counted } from '../../study/study.ts'
import { nameTools } from '../../study/tool-words.ts'
import type { Amount } from '../cells.ts'
import { findCounted } from '../metrics/counted-rate.ts'
import { aboutShare, type Case, type Judges, sayFound } from './gate.ts'

/** The rules that ask how well it is known what was counted, and in what time. */
export const countingGates = {
  'start-up': at => {
    const held = countsOf(at).filter(({ counted }) => counted.holdsRun)
    if (held.length === 0) return undefined
    const share = Math.max(...held.map(({ run }) => shareBelow(at, run)))
    const ramp = Math.max(...held.map(({ seconds }) => seconds))
    const tool = nameTools(at.cell.runs)
    const isInverse = at.metric.better === 'higher'
    const found = share > at.limit ? describeShare(share, tool, isInverse) : undefined
    if (ramp === 0) return found
    const ramped = `${tool} does not report the I/Os of its ramp of ${ramp} s, taken to be as fast as the others`
    return found === undefined ? ramped : `${sayFound(found)}; ${ramped}`
  },
  'rounded-window': at => {
    const shares = countsOf(at).map(({ counted }) => (counted.holdsRun ? 0 : widthOf(counted)))
    const most = Math.max(0, ...shares)
    return most > at.limit
      ? aboutShare('perf tells its time to few digits: the cost is known within ±', most, '')
      : undefined
  },
} satisfies Judges

function describeShare(share: number, tool: string, isInverse: boolean): string | Amount {
  if (share === 1)
    return `perf counted ${tool}’s start and end too, and does not tell how long that took`
  const change = isInverse ? share / (1 - share) : share
  return aboutShare(
    `perf counted ${tool}’s start and end too: without them it is up to `,
    change,
    isInverse ? ' higher' : ' lower',
  )
}

/** The counts behind a cost, with what the tool did before its own count began. */
function countsOf({ cell, metric, study }: Case) {
  const { count, scope = '' } = study.manifest.metrics[metric.id] ?? {}
  return cell.runs.flatMap(run => {
    const counted = findCounted(run, scope, count)
    return counted ? [{ run: run.id, counted, seconds: run.load?.ramp ?? 0 }] : []
  })
}

/** How far the least is below the most, of 1. */
function shareBelow({ result }: Case, run: string): number {
  const { bounds } = result.points.find(point => point.run === run) ?? {}
  return bounds ? 1 - bounds.lower / bounds.upper : 0
}

/** Half of what the time of counting can be, of that time. */
function widthOf({ between, window }: Counted): number {
  return between ? (between[1] - between[0]) / 2 / window.value : 0
}
