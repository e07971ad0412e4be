import type { Measured } from '../cells.ts'
import { type Scoring, toScoring } from './scores.ts'

/** A score of study.yaml under one workload, among configurations that are compared. */
export interface NamedScoring {
  /** Its name in study.yaml. */
  score: string
  label: string
  workload: string
  /** The label of its kind, where study.yaml compares within kinds. */
  kind?: string
  scoring: Scoring
}

/** Every score of study.yaml under every workload, of each kind by itself. */
export function toScorings(measured: Measured): NamedScoring[] {
  const { scores, workloads, compare, factors } = measured.study.manifest
  const levels = Object.entries(factors[compare?.within ?? '']?.levels ?? {})
  const kinds = compare ? levels.map(([id, { label }]) => ({ id, label })) : [undefined]
  return Object.entries(scores).flatMap(([score, { label, weights, reference }]) => {
    const metrics = measured.metrics.flatMap(metric => {
      const weight = weights[metric.id]
      return weight === undefined ? [] : [{ metric, weight }]
    })
    return Object.keys(workloads).flatMap(workload =>
      kinds.map(kind => {
        const spec = { metrics, ...(reference && { reference }), ...(kind && { kind: kind.id }) }
        const scoring = toScoring(measured, spec, workload)
        return { score, label, workload, ...(kind && { kind: kind.label }), scoring }
      }),
    )
  })
}
