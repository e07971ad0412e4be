import type { Scope } from './scopes.ts'

const known: [count: string, metric: string][] = [
  ['context-switches', 'context-switches'],
  ['cycles:k', 'system-cycles'],
  ['cycles:u', 'user-cycles'],
  ['cycles', 'cycles'],
  ['instructions', 'instructions'],
  ['msr/tsc/', 'reference-cycles'],
  ['ref-cycles', 'reference-cycles'],
  ['task-clock', 'cpu-time'],
]

/** A cost of study.yaml. */
export interface ProposedMetric {
  id: string
  count: string
  scope: string
}

/** Costs of what scopes counted, as far as it is known what they are good for. */
export function toMetrics(scopes: readonly Scope[]): ProposedMetric[] {
  return scopes.flatMap(scope =>
    known.flatMap(([count, name]) => {
      // Of a CPU, perf's task-clock runs whether it is busy or not.
      if (!scope.events.includes(count) || (count === 'task-clock' && scope.isOfCpus)) return []
      return [{ id: scopes.length > 1 ? `${scope.id}-${name}` : name, count, scope: scope.id }]
    }),
  )
}

/** Events that were counted and of which no cost is proposed. */
export function findUnproposed(scopes: readonly Scope[]): string[] {
  const events = new Set(scopes.flatMap(scope => scope.events))
  return [...events].filter(
    event =>
      !known.some(([count]) => count === event) &&
      !/(duration|user|system)_time$|^cpu-clock$/.test(event),
  )
}

/**
 * Switches and what the CPU did, weighed alike, where both are counted in one scope: by cycles if
 * there are any, by time otherwise.
 */
export function toScores(metrics: readonly ProposedMetric[]) {
  const cpu = [['cycles:k', 'cycles:u'], ['cycles'], ['cycles:k'], ['task-clock']]
  for (const scope of new Set(metrics.map(({ scope }) => scope))) {
    const idOf = (count: string) =>
      metrics.find(metric => metric.scope === scope && metric.count === count)?.id
    const work = cpu.find(group => group.every(count => idOf(count) !== undefined))
    if (!work || idOf('context-switches') === undefined) continue
    const ids = ['context-switches', ...work].map(count => [idOf(count), 1])
    return { efficiency: { label: 'Efficiency', weights: Object.fromEntries(ids) } }
  }
  return undefined
}
