import type { Message } from '../../message/message.ts'
import { toConfigurations, whyImpossible } from '../configurations.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { Run } from '../study.ts'

/** A repeat that is missing from many cells is one message, not many. */
export function checkRepeats(manifest: Manifest, runs: Run[], study: string): Message[] {
  const expected = manifest.repeats
  if (expected === undefined) return []
  const cells = new Map<string, Run[]>()
  for (const configuration of toConfigurations(manifest)) {
    for (const [workload, { ladder }] of Object.entries(manifest.workloads)) {
      // What a ladder has is told of its loads.
      if (!ladder && !whyImpossible(manifest, configuration.levels, workload)) {
        cells.set(`${configuration.id}.${workload}`, [])
      }
    }
  }
  for (const run of runs) cells.get(`${run.configuration}.${run.workload}`)?.push(run)
  const short = new Map<number, string[]>()
  for (const [cell, { length }] of cells) {
    if (length < expected) short.set(length, [...(short.get(length) ?? []), cell])
  }
  const missing = [...short].map(([length, names]) => ({
    severity: 'error' as const,
    rule: 'missing-repeat',
    reason: `Unexpected ${length} ${length === 1 ? 'repeat' : 'repeats'} of ${names.length} ${names.length === 1 ? 'cell' : 'cells'} (${list(names)}), expected ${expected}; put the missing archives back, or change \`repeats\``,
    file: `${study}/study.yaml`,
  }))
  return [...missing, ...tellFuller([...cells], expected, study)]
}

/**
 * Cells that lack repeats which most cells of their workload have, though study.yaml asks for no more:
 * runs that went away look like this where `repeats` was lowered with them.
 */
function tellFuller(
  cells: [cell: string, runs: Run[]][],
  expected: number,
  study: string,
): Message[] {
  const byWorkload = new Map<string | undefined, Run[][]>()
  for (const [, runs] of cells) {
    const others = byWorkload.get(runs[0]?.workload)
    if (others) others.push(runs)
    else byWorkload.set(runs[0]?.workload, [runs])
  }
  const usual = new Map([...byWorkload].map(([workload, own]) => [workload, findUsual(own)]))
  const lacking = cells.flatMap(([cell, runs]) => {
    const absent = (usual.get(runs[0]?.workload) ?? []).filter(repeat => !has(runs, repeat))
    return runs.length >= expected && absent.length > 0 ? [`${cell} (${absent.join(', ')})`] : []
  })
  if (lacking.length === 0) return []
  return [
    {
      severity: 'warning',
      rule: 'fewer-repeats',
      reason: `Cells lack repeats that most cells of their workload have: ${list(lacking)}; put the missing runs back, or say in \`limits\` why they are not there`,
      file: `${study}/study.yaml`,
    },
  ]
}

/** Repeats that more than half of these cells have. */
function findUsual(cells: Run[][]): string[] {
  const repeats = new Set(cells.flatMap(runs => runs.map(({ repeat }) => repeat)))
  return [...repeats].filter(
    repeat => 2 * cells.filter(runs => has(runs, repeat)).length > cells.length,
  )
}

function has(runs: readonly Run[], repeat: string): boolean {
  return runs.some(run => run.repeat === repeat)
}

function list(names: string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown}, …` : shown
}
