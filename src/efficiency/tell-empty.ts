import type { Message } from '../message/message.ts'
import type { Study } from '../study/study.ts'
import type { Cell } from './cells.ts'

/** What can be done where nothing was counted, by the beginning of the reason. */
const waysOut: [reason: RegExp, way: string][] = [
  [
    /^the time of counting is not known|^how long /,
    'perf’s CSV does not say how long it counted: in study.yaml, say `perf: starts-fio` in the scope where perf started fio; else name a file of the run that tells the time as `window`, or `cpus` where it counted CPUs; when measuring, add the event `duration_time` or `task-clock`, use `-I`, or keep perf’s text',
  ],
  [
    /^perf counted fio’s client/,
    'count on the machine of the server (perf stat -a, or -p with fio’s processes); where perf did, say `perf: beside-fio` in the scope',
  ],
  [
    /^perf counted over several jobs/,
    'give such a workload, of all jobs as one work, or count with -I, which tells the jobs apart',
  ],
  [/^`cpus: /, 'correct `cpus`, or leave it out where the scope is a process'],
  [
    /was not recorded/,
    'correct the name of the count or the `files` of its scope; technote inspect lists the events of each scope and run',
  ],
  [
    /^<not /,
    'the machine that ran perf has no such counter, as most guests have none, or it had no room; `task-clock`, and `msr/tsc/` on x86, count almost everywhere',
  ],
  [
    /^perf shows 0 /,
    'perf 7 does not time a command that it starts itself; use `task-clock`, or count with -a or -p',
  ],
  [/./, 'see the ledger, or remove the metric from study.yaml'],
]

/** Metrics of study.yaml that came to nothing in every run: pages would only leave them out. */
export function tellEmpty({ manifest, name }: Study, cells: Cell[]): Message[] {
  return Object.keys(manifest.metrics).flatMap(metric => {
    const estimates = cells
      .filter(cell => cell.runs.length > 0)
      .flatMap(({ results }) => results[metric]?.estimate ?? [])
    const reasons = estimates.flatMap(item => (item.state === 'not-recorded' ? item.reason : []))
    const [reason] = reasons
    if (reason === undefined || reasons.length < estimates.length) return []
    const way = findWay(reason)
    return [
      {
        // What perf answered itself is no mistake of study.yaml, and pages show it.
        severity: reason.startsWith('<') ? 'info' : 'warning',
        rule: 'empty-metric',
        reason: `Unexpected absence of \`${metric}\` in every run (${reason}), expected it in some; ${way}`,
        file: `${name}/study.yaml`,
      },
    ]
  })
}

/** Metrics of study.yaml that some runs of a workload have and others lack, by why they do. */
export function tellLacking({ manifest, name }: Study, cells: Cell[]): Message[] {
  if (manifest.gates['missing-count'] === 'off') return []
  return Object.keys(manifest.metrics).flatMap(metric => {
    const isTold = ({ results }: Cell) => (results[metric]?.points.length ?? 0) > 0
    const told = new Set(cells.filter(isTold).map(({ workload }) => workload))
    const byReason = new Map<string, string[]>()
    for (const { id, workload, results } of cells) {
      for (const { repeat, reason } of results[metric]?.lacking ?? []) {
        if (!told.has(workload)) continue
        byReason.set(reason, [...(byReason.get(reason) ?? []), `${id}.r${repeat}`])
      }
    }
    return [...byReason].map(([reason, runs]): Message => {
      const more = runs.length > 4 ? ` and ${runs.length - 4} more` : ''
      return {
        severity: 'warning',
        rule: 'missing-count',
        reason: `Unexpected absence of \`${metric}\` in ${runs.slice(0, 4).join(', ')}${more} (${reason}), expected it in every run of the workload; ${findWay(reason)}`,
        file: `${name}/study.yaml`,
      }
    })
  })
}

function findWay(reason: string): string | undefined {
  return waysOut.find(([pattern]) => pattern.test(reason))?.[1]
}
