import { toConfigurationId } from '../study/configurations.ts'
import { baselineOf, kindOf } from '../study/manifest/kinds.ts'
import type { Manifest } from '../study/manifest/manifest.ts'
import type { Configuration, Run } from '../study/study.ts'
import type { Cell } from './cells.ts'

/** What a cell is before anything is computed of it: whose it is, of which runs, and whether it can be. */
export function beginCell({
  manifest,
  configuration,
  workload,
  runs,
  impossible,
}: {
  manifest: Manifest
  configuration: Configuration
  workload: string
  runs: Run[]
  /** Why it cannot be measured. */
  impossible: { reason: string } | undefined
}): Pick<
  Cell,
  'id' | 'configuration' | 'workload' | 'isBaseline' | 'kind' | 'state' | 'runs' | 'doubts'
> {
  const kind = kindOf(manifest, configuration.levels)
  return {
    id: `${configuration.id}.${workload}`,
    configuration,
    workload,
    isBaseline: configuration.id === toConfigurationId(manifest, baselineOf(manifest, kind)),
    ...(kind !== '' && { kind }),
    state: impossible
      ? { state: 'impossible', reason: impossible.reason }
      : { state: runs.length > 0 ? 'measured' : 'not-run' },
    runs,
    doubts: [],
  }
}
