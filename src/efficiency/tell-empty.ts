import type { Message } from '../message/message.ts'
import type { Study } from '../study/study.ts'
import type { Cell } from './efficiency.ts'

/** What can be done where nothing was counted, by the beginning of the reason. */
const waysOut: [reason: RegExp, way: string][] = [
  [
    /^the time of counting is not known|^how long /,
    'perf’s CSV does not say how long it counted: in study.yaml, name a file of the run that does as `window` of the scope, or `cpus` where it counted CPUs; when measuring, add the event `duration_time`, use `-I`, or keep perf’s text',
  ],
  [/^`cpus: /, 'correct `cpus`, or leave it out where the scope is a process'],
  [
    /was not recorded$/,
    'correct the name of the count or the `files` of its scope; technote inspect lists the files of each run, and the ledger says what they hold',
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
    const way = waysOut.find(([pattern]) => pattern.test(reason))?.[1]
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
