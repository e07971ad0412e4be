import { countRuns } from './count-runs.ts'
import type { Efficiency } from './efficiency.ts'
import { countDoubtful, gates } from './gates/gates.ts'

/**
 * A study in a line: how many of its runs are usable, how many missed their load, and in how many
 * cells each quality gate has a doubt. What it says of each stands in the ledger.
 */
export function describeStudy(efficiency: Efficiency): string {
  const { study, cells } = efficiency
  const { usable, expected, missed } = countRuns(efficiency)
  const load = missed > 0 ? `, ${missed} missed the load` : ''
  return `${study.name}: ${usable} of ${expected} runs usable${load}; ${describeDoubts(cells)}`
}

function describeDoubts(cells: Efficiency['cells']): string {
  const counts = gates.flatMap(gate => {
    const doubtful = countDoubtful(cells, gate)
    return doubtful > 0 ? [`${gate.name} ${doubtful}`] : []
  })
  return counts.length > 0
    ? `cells in doubt, of ${cells.length}: ${counts.join(', ')}`
    : 'no gate has a doubt'
}
