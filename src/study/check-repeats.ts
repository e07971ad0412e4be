import type { Message } from '../message/message.ts'
import { toConfigurations, whyImpossible } from './configurations.ts'
import type { Manifest } from './manifest.ts'
import type { Run } from './study.ts'

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
  return [...short].map(([length, names]) => ({
    severity: 'error',
    rule: 'missing-repeat',
    reason: `Unexpected ${length} ${length === 1 ? 'repeat' : 'repeats'} of ${names.length} ${names.length === 1 ? 'cell' : 'cells'} (${list(names)}), expected ${expected}; put the missing archives back, or change \`repeats\``,
    file: `${study}/study.yaml`,
  }))
}

function list(names: string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown}, …` : shown
}
