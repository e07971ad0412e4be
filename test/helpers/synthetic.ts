import type { Quantity, Unit } from '../../src/model/quantity.ts'
import { toConfigurations, whyImpossible } from '../../src/study/configurations.ts'
import { toAsked } from '../../src/study/fio/to-asked.ts'
import { fio } from '../../src/study/fio/tool.ts'
import type { Manifest } from '../../src/study/manifest/manifest.ts'
import { readManifest } from '../../src/study/manifest/read-manifest.ts'
import type { Run, Study } from '../../src/study/study.ts'

/** Truth of a study that nobody measured: for tests only. */
export interface Truth {
  factors: { [factor: string]: string[] }
  repeats: number
  /** Context switches per I/O of one run. */
  switches(levels: { [factor: string]: string }, repeat: number): number
  /** I/Os in 10 s; the target is 10 000. */
  load?(levels: { [factor: string]: string }, repeat: number): number
  /** More lines of study.yaml. */
  yaml?: string
  options?(levels: { [factor: string]: string }, repeat: number): { [option: string]: string }
  running?: number
}

export function makeStudy(truth: Truth): Study {
  const manifest = toManifest(truth)
  const possible = toConfigurations(manifest).filter(
    ({ levels }) => !whyImpossible(manifest, levels, 'w'),
  )
  const runs = possible.flatMap(({ id, levels }) =>
    Array.from({ length: truth.repeats }, (_, index): Run => {
      const repeat = index + 1
      const completed = truth.load?.(levels, repeat) ?? 10_000
      return {
        id: `${id}.w.r${repeat}`,
        configuration: id,
        workload: 'w',
        repeat: String(repeat),
        generator: fio,
        load: {
          tool: 'fio-3.36',
          options: truth.options?.(levels, repeat) ?? {},
          asked: toAsked(truth.options?.(levels, repeat) ?? {}),
          completed: quantity(completed, 'IO'),
          transferred: quantity(completed * 4096, 'B'),
          duration: quantity(10, 's'),
        },
        counters: {
          all: {
            'context-switches': {
              amount: quantity(truth.switches(levels, repeat) * completed, 'switch'),
              window: quantity(10, 's'),
              running: truth.running ?? 1,
            },
          },
        },
        files: [],
      }
    }),
  )
  return studyOf(manifest, runs)
}

/** A study that is nothing but its runs: no archives, captures or messages. */
export function studyOf(manifest: Manifest, runs: Run[]): Study {
  return {
    id: 'synthetic',
    name: 'data/synthetic',
    manifest,
    configurations: toConfigurations(manifest),
    runs,
    references: [],
    captures: [],
    jobFiles: [],
    archives: [],
    ingest: [],
    messages: [],
  }
}

/** A quantity from nowhere. */
export function quantity<U extends Unit>(value: number, unit: U): Quantity<U> {
  return { value, unit, sources: [] }
}

function toManifest({ factors, yaml = '' }: Truth): Manifest {
  const list = Object.entries(factors).map(
    ([factor, levels]) =>
      `  ${factor}: { label: ${factor}, levels: { ${levels.map(level => `${level}: ${level}`).join(', ')} } }`,
  )
  const baseline = Object.entries(factors).map(([factor, [first]]) => `${factor}: ${first}`)
  return manifestOf(`title: t
description: d
measured: never
factors:
${list.join('\n')}
workloads: { w: { label: W, description: w, per: IO, target: 1000 IO/s } }
baseline: { ${baseline.join(', ')} }
runs: { sheet: runs.csv }
scopes: { all: { label: all, description: all, files: ['*'] } }
metrics: { switches: { count: context-switches, scope: all } }
${yaml}`)
}

/** A manifest of lines that nothing may be said against. */
export function manifestOf(yaml: string): Manifest {
  const { manifest, messages } = readManifest(yaml, 'study.yaml')
  if (!manifest || messages.length > 0) throw new Error(JSON.stringify(messages))
  return manifest
}
