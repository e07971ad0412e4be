import type { Measured } from '../cells.ts'
import { matchCampaigns, type Step } from './compare-campaigns.ts'

/** One campaign was over before the other began, so that what else changed meanwhile is in each change. */
export interface OneAfterOther {
  /** The level of the one that was made first. */
  first: string
  /** Seconds from the end of its last run to the begin of the first run of the other. */
  apart: number
}

/** Undefined where runs of both were made in turn, and where reports do not say when. */
export function findOrder(measured: Measured, step: Step): OneAfterOther | undefined {
  const pairs = Object.keys(measured.study.manifest.workloads).flatMap(workload =>
    matchCampaigns(measured, step, workload),
  )
  const from = toSpan(pairs.map(({ right }) => right))
  const to = toSpan(pairs.map(({ left }) => left))
  if (!from || !to) return undefined
  if (from.end <= to.start) return { first: step.from, apart: (to.start - from.end) / 1000 }
  if (to.end <= from.start) return { first: step.to, apart: (from.start - to.end) / 1000 }
  return undefined
}

/** From the begin of the first run to the end of the last, in ms. */
function toSpan(cells: Measured['cells']): { start: number; end: number } | undefined {
  const runs = cells.flatMap(({ runs }) => runs)
  const windows = runs.flatMap(({ load }) => (load?.window ? [load.window] : []))
  if (windows.length === 0 || windows.length < runs.length) return undefined
  return {
    start: Math.min(...windows.map(([start]) => start)),
    end: Math.max(...windows.map(([, end]) => end)),
  }
}
