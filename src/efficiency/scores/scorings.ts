import type { Measured } from '../cells.ts'
import { type Scoring, toScoring } from './scores.ts'

/** A score of study.yaml under one workload. */
export interface NamedScoring {
  /** Its name in study.yaml. */
  score: string
  label: string
  workload: string
  scoring: Scoring
}

/** Every score of study.yaml under every workload. */
export function toScorings(measured: Measured): NamedScoring[] {
  const { scores, workloads } = measured.study.manifest
  return Object.entries(scores).flatMap(([score, { label, weights, reference }]) => {
    const metrics = measured.metrics.flatMap(metric => {
      const weight = weights[metric.id]
      return weight === undefined ? [] : [{ metric, weight }]
    })
    return Object.keys(workloads).map(workload => {
      const spec = { metrics, ...(reference && { reference }) }
      return { score, label, workload, scoring: toScoring(measured, spec, workload) }
    })
  })
}
