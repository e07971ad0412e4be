import { toConfigurations } from '../../src/study/configurations.ts'
import { fio } from '../../src/study/fio/tool.ts'
import { deriveCosts } from '../../src/study/manifest/costs.ts'
import type { Reference, Run, Study } from '../../src/study/study.ts'
import { manifestOf, quantity, studyOf } from './synthetic.ts'

/** What is asked of the storage, in IO/s. */
export const loads = [250, 500, 1000]

/** A study of a ladder that nobody measured: what is counted a second, at which load, in which round. */
export interface LadderTruth {
  levels: string[]
  rounds: number
  /** Switches a second; the load is 0 where nothing is asked. */
  rate(level: string, load: number, round: number): number
  /** Achieved IO/s; the load itself without it. */
  achieved?(level: string, load: number, round: number): number
  yaml?: string
}

/** Of one factor `c`, under the ladder `small` of 0, 250, 500 and 1000 IO/s. */
export function makeLadder({ levels, rounds, rate, achieved, yaml = '' }: LadderTruth): Study {
  const manifest = manifestOf(`title: t
description: d
measured: never
assume: round-drift
factors: { c: { label: C, levels: { ${levels.map(level => `${level}: ${level}`).join(', ')} } } }
workloads:
  small:
    label: Small reads
    description: 512 B random read
    per: IO
    ladder: { loads: [0 IO/s, ${loads.map(load => `${load} IO/s`).join(', ')}] }
baseline: { c: ${levels[0]} }
runs: { sheet: runs.csv }
scopes: { all: { label: all, description: all, files: ['*'] } }
metrics: { switches: { count: context-switches, scope: all } }
${yaml}`)
  const counters = (level: string, load: number, round: number): Run['counters'] => ({
    all: {
      'context-switches': {
        amount: quantity(10 * rate(level, load, round), 'switch'),
        window: quantity(10, 's'),
        running: 1,
      },
    },
  })
  const repeats = Array.from({ length: rounds }, (_, index) => index + 1)
  const runs = toConfigurations(manifest).flatMap(({ id, levels: { c = '' } }) =>
    loads.flatMap(load =>
      repeats.map((round): Run => {
        const completed = 10 * (achieved?.(c, load, round) ?? load)
        return {
          id: `${id}.small-${load}.r${round}`,
          configuration: id,
          workload: `small-${load}`,
          repeat: String(round),
          generator: fio,
          load: {
            tool: 'fio-3.36',
            options: { rate_iops: String(load) },
            completed: quantity(completed, 'IO'),
            transferred: quantity(completed * 512, 'B'),
            duration: quantity(10, 's'),
          },
          counters: counters(c, load, round),
          files: [],
        }
      }),
    ),
  )
  const references = levels.flatMap(configuration =>
    repeats.map(
      (round): Reference => ({
        id: 'small-0',
        configuration,
        repeat: String(round),
        counters: counters(configuration, 0, round),
      }),
    ),
  )
  const study = studyOf({ ...manifest, metrics: deriveCosts(manifest, references) }, runs)
  return { ...study, references }
}
