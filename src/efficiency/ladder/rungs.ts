import { isMissing, mergeSources, type Quantity, type Unit } from '../../model/quantity.ts'
import { type Series, toSeries } from '../../statistics/comparison/contrast.ts'
import {
  type Line,
  type WeightedPoint,
  weightedLine,
} from '../../statistics/regression/weighted-line.ts'
import { mean } from '../../statistics/summary/mean.ts'
import type { WorkUnit } from '../../study/manifest/work-unit.ts'
import type { Run, Study } from '../../study/study.ts'
import type { Cell } from '../cells.ts'
import { baseOf, type Rate } from '../metrics/counted-rate.ts'
import { findReference, type MeasuredMetric, toWorkRate } from '../metrics/metrics.ts'
import type { Ladder, LadderPart, LadderRung, Step } from './ladder.ts'

/** The loads of a cell with what was counted at each; of a metric that has no rate there are none. */
export function toRungs(
  ladder: string,
  metric: MeasuredMetric,
  configuration: string,
  study: Study,
  cellOf: (workload: string) => Cell | undefined,
): LadderRung[] {
  const { ladder: { rungs = [] } = {}, per } = study.manifest.workloads[ladder] ?? {}
  const { rateOf } = metric
  if (!rateOf || !per) return []
  const found = rungs.map(({ id, isIdle, label }): LadderRung => {
    if (isIdle) {
      const steps = toIdleSteps(id, metric, configuration, study, per)
      return { id, label, isHeld: true, steps }
    }
    const cell = cellOf(id)
    const runs = cell ? runsInEstimates(cell) : []
    const steps = runs.map(run => [run.repeat, toStep(rateOf(run), toWorkRate(run, per))] as const)
    const isHeld = cell !== undefined && cell.load.state !== 'missed'
    return { id, label, isHeld, steps: toMap(steps) }
  })
  return found.filter(({ steps }) => steps.size > 0).sort((a, b) => meanLoad(a) - meanLoad(b))
}

/** Not those that missed a load that the cell held. */
function runsInEstimates({ runs, load }: Cell): Run[] {
  const missed = load.state === 'held' ? load.missedRuns : []
  return runs.filter(({ id }) => !missed.includes(id))
}

function toIdleSteps(
  id: string,
  { rateOf }: MeasuredMetric,
  configuration: string,
  { references }: Study,
  { unit }: WorkUnit,
): LadderRung['steps'] {
  const repeats = [...new Set(references.map(({ repeat }) => repeat))]
  const none: Rate = { value: 0, unit: `${unit}/s`, sources: [] }
  return toMap(
    repeats.flatMap(repeat => {
      const reference = findReference(references, id, { configuration, repeat })
      return reference && rateOf ? [[repeat, toStep(rateOf(reference), none)] as const] : []
    }),
  )
}

function toStep(rate: ReturnType<typeof toWorkRate>, load: typeof rate): Step | undefined {
  return isMissing(rate) || isMissing(load) ? undefined : { rate, load }
}

function toMap(steps: (readonly [string, Step | undefined])[]): LadderRung['steps'] {
  return new Map(steps.flatMap(([repeat, step]) => (step ? [[repeat, step]] : [])))
}

export function meanLoad({ steps }: LadderRung): number {
  return mean([...steps.values()].map(({ load }) => load.value))
}

/** Ids of the loads that are in the line. */
export function heldRungs({ rungs }: Pick<Ladder, 'rungs'>): string[] {
  return rungs.filter(({ isHeld }) => isHeld).map(({ id }) => id)
}

/** A line in one round, and what it was drawn through. */
export interface RoundLine extends Line {
  points: WeightedPoint[]
  steps: Step[]
}

/**
 * The line through these loads in each round that has all of them, by weighted least squares. A
 * count varies in proportion to itself, by a share that is much the same at all loads, so the
 * weight of a load is the inverse square of its mean rate over rounds (Carroll & Ruppert 1988,
 * *Transformation and Weighting in Regression*, 2.1: constant coefficient of variation). Weights are
 * the same in all rounds, so slope and intercept are linear in what was counted, and Student's t
 * over rounds is theirs. A load at which next to nothing was counted weighs as if it were one
 * hundredth of the highest rate.
 */
export function toLines(rungs: readonly LadderRung[]): ReadonlyMap<string, RoundLine> {
  const [first] = rungs
  const whole = [...(first?.steps.keys() ?? [])].filter(round =>
    rungs.every(({ steps }) => steps.has(round)),
  )
  const means = rungs.map(({ steps }) =>
    mean(whole.map(round => Math.abs(steps.get(round)?.rate.value ?? 0))),
  )
  const highest = Math.max(...means)
  const weights = means.map(rate =>
    highest === 0 ? 1 : (highest / Math.max(rate, highest / 100)) ** 2,
  )
  return new Map(
    whole.flatMap(round => {
      const steps = rungs.flatMap(rung => rung.steps.get(round) ?? [])
      const points = steps.map(({ load, rate }, at) => ({
        x: load.value,
        y: rate.value,
        weight: weights[at] ?? 1,
      }))
      const line = weightedLine(points)
      return line ? [[round, { ...line, points, steps }] as const] : []
    }),
  )
}

/** The value of each round, from these loads alone; none where there are too few of them. */
export function toLadderValues(
  { part, rungs }: Pick<Ladder, 'part' | 'rungs'>,
  ids: readonly string[],
): ReadonlyMap<string, Quantity> {
  const chosen = rungs.filter(({ id }) => ids.includes(id))
  const used = part === 'top' ? chosen.slice(-2) : chosen
  if (chosen.length < (part === 'top' ? 3 : 2)) return new Map()
  return new Map(
    [...toLines(used)].map(([round, { slope, intercept, steps }]) => [
      round,
      {
        value: part === 'idle' ? intercept : slope,
        unit: unitOf(part, steps),
        sources: mergeSources(...steps.flatMap(({ load, rate }) => [load, rate])),
      },
    ]),
  )
}

/** `switch/IO` of a slope, `switch/s` at no load. */
function unitOf(part: LadderPart, [step]: readonly Step[]): Unit {
  const counted = step ? baseOf(step.rate) : 'event'
  const work = step ? baseOf(step.load) : 'IO'
  return part === 'idle' ? `${counted}/s` : `${counted}/${work}`
}

/** The same as a series of the study's rounds. */
export function toLadderSeries(ladder: Ladder, ids: readonly string[]): Series {
  const values = toLadderValues(ladder, ids)
  const { rounds } = ladder
  return toSeries(
    rounds.map(round => values.get(round)?.value ?? Number.NaN),
    true,
  )
}
