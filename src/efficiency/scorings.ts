import type { Efficiency } from './efficiency.ts'
import { type Scoring, toScoring } from './scores.ts'

/** A score of study.yaml under one workload. */
export interface NamedScoring {
  /** Its name in study.yaml. */
  score: string
  label: string
  workload: string
  scoring: Scoring
}

/** Pages, tables and files ask for the same ones; each takes thousands of resamplings. */
const known = new WeakMap<Efficiency, Map<string, NamedScoring>>()

/** The score of that name, with its weights of study.yaml. */
export function scoringOf(efficiency: Efficiency, score: string, workload: string): NamedScoring {
  const mine = known.get(efficiency) ?? new Map<string, NamedScoring>()
  known.set(efficiency, mine)
  const key = `${score} ${workload}`
  const found = mine.get(key) ?? compute(efficiency, score, workload)
  mine.set(key, found)
  return found
}

/** Every score under every workload. */
export function scoringsOf(efficiency: Efficiency): NamedScoring[] {
  const { scores, workloads } = efficiency.study.manifest
  return Object.keys(scores).flatMap(score =>
    Object.keys(workloads).map(workload => scoringOf(efficiency, score, workload)),
  )
}

function compute(efficiency: Efficiency, score: string, workload: string): NamedScoring {
  const { label = score, weights = {} } = efficiency.study.manifest.scores[score] ?? {}
  const weighted = efficiency.metrics.flatMap(metric => {
    const weight = weights[metric.id]
    return weight === undefined ? [] : [{ metric, weight }]
  })
  return { score, label, workload, scoring: toScoring(efficiency, weighted, workload) }
}
