import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import type { BaseUnit } from '../../src/model/quantity.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import { fio } from '../../src/study/fio/tool.ts'
import type { Counted, Run } from '../../src/study/study.ts'
import { manifestOf, quantity, studyOf } from '../helpers/synthetic.ts'

/** One configuration under workloads of so many I/Os a second, each counted for ten seconds. */
export interface Truth {
  iops: { [workload: string]: number }
  /** What each count is a second, at so many I/Os a second. */
  counts: { [count: string]: (iops: number, random: () => number) => Counted }
  /** The same at rest, where the study measured that, for these workloads. */
  rest?: string[]
  cpus?: number
  repeats?: number
  seed?: number
}

const units: { [count: string]: BaseUnit } = {
  'task-clock': 's',
  'user-time': 's',
  'system-time': 's',
  'context-switches': 'switch',
  instructions: 'instruction',
}

/** So much a second, of all threads or by thread. */
export function counted(
  count: string,
  rate: number,
  threads?: { [name: string]: number },
): Counted {
  const unit = units[count] ?? 'cycle'
  return {
    amount: quantity(rate * 10, unit),
    window: quantity(10, 's'),
    running: 1,
    ...(threads && {
      threads: Object.entries(threads).map(([name, own]) => ({
        name,
        amount: quantity(own * 10, unit),
      })),
    }),
  }
}

const sum = (values: { [name: string]: number }) =>
  Object.values(values).reduce((total, value) => total + value, 0)

/** Of threads that run for these shares of the time, and their cycles at 2 GHz. */
export const threads = (shares: { [name: string]: number }): Truth['counts'] => ({
  'task-clock': () => counted('task-clock', sum(shares), shares),
  cycles: () => {
    const cycles = Object.entries(shares).map(([name, share]) => [name, share * 2e9] as const)
    return counted('cycles', sum(shares) * 2e9, Object.fromEntries(cycles))
  },
  'context-switches': iops => counted('context-switches', 2 * iops),
})

/** Which metrics are doubted, under the first workload, and why. */
export function doubtsOf(truth: Truth): { [metric: string]: string } {
  const { iops, counts, rest, cpus, repeats = 4, seed = 1 } = truth
  const names = Object.keys(counts)
  const net = rest && `, net: { reference: idle, workloads: [${rest.join(', ')}] }`
  const metrics = names.flatMap((count, index) => [
    `  m${index}: { count: '${count}', scope: s }`,
    ...(net ? [`  net${index}: { count: '${count}', scope: s${net} }`] : []),
  ])
  const manifest = manifestOf(`title: t
description: d
measured: never
factors: { c: { label: C, levels: { a: A } } }
workloads:
${Object.keys(iops)
  .map(name => `  ${name}: { label: ${name.toUpperCase()}, description: d, per: IO }`)
  .join('\n')}
baseline: { c: a }
runs: { sheet: runs.csv }
references: { idle: { label: The idle guest, path: idle } }
scopes: { s: { label: S, description: s, files: ['*']${cpus ? `, cpus: ${cpus}` : ''} } }
metrics:
${metrics.join('\n')}`)
  const random = createRandom(seed)
  const countersAt = (rate: number) => ({
    s: Object.fromEntries(names.map(name => [name, counts[name]?.(rate, random) as Counted])),
  })
  const each = Array.from({ length: repeats }, (_, index) => String(index + 1))
  const runs = Object.entries(iops).flatMap(([workload, rate]) =>
    each.map(
      (repeat): Run => ({
        id: `a.${workload}.r${repeat}`,
        configuration: 'a',
        workload,
        repeat,
        generator: fio,
        load: {
          tool: 'fio-3.36',
          options: {},
          completed: quantity(rate * 10, 'IO'),
          transferred: quantity(rate * 40_960, 'B'),
          duration: quantity(10, 's'),
        },
        counters: countersAt(rate),
        files: [],
      }),
    ),
  )
  const references = rest
    ? each.map(repeat => ({ id: 'idle', repeat, counters: countersAt(0) }))
    : []
  const { cells } = toEfficiency({ ...studyOf(manifest, runs), references })
  const doubts = cells[0]?.doubts.filter(({ gate }) => gate === 'busy-polling') ?? []
  const countOf = (metric = '') =>
    metric.replace(/\d+$/, '') + (names[Number(/\d+$/.exec(metric)?.[0])] ?? '')
  return Object.fromEntries(
    doubts.map(({ metric, text }) => [
      countOf(metric).replace(/^m/, ''),
      text.replaceAll('\u2009', ' '),
    ]),
  )
}
