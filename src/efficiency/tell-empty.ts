import type { Message } from '../message/message.ts'
import type { MissingCause } from '../model/quantity.ts'
import type { Study } from '../study/study.ts'
import { nameTools } from '../study/tool-words.ts'
import type { Cell } from './cells.ts'

/** What can be done where nothing was counted. */
const waysOut: { [cause in MissingCause]: (tool: string) => string } = {
  untimed: tool =>
    `perf’s CSV does not say how long it counted: in study.yaml, say \`perf: starts-load\` in the scope where perf started ${tool}; else name a file of the run that tells the time as \`window\`, or \`cpus\` where it counted CPUs; when measuring, add the event \`duration_time\` or \`task-clock\`, use \`-I\`, or keep perf’s text`,
  client: tool =>
    `count on the machine of the server (perf stat -a, or -p with ${tool}’s processes); where perf did, say \`perf: beside-load\` in the scope`,
  'several-jobs': () =>
    'give such a workload, of all jobs as one work, or count with -I, which tells the jobs apart',
  'other-cpus': () => 'correct `cpus`, or leave it out where the scope is a process',
  'not-recorded': () =>
    'correct the name of the count or the `files` of its scope; technote inspect lists the events of each scope and run',
  refused: () =>
    'the machine that ran perf has no such counter, as most guests have none, or it had no room; `task-clock`, and `msr/tsc/` on x86, count almost everywhere',
  'zero-times': () =>
    'perf 7 does not time a command that it starts itself; use `task-clock`, or count with -a or -p',
}

/** Metrics of study.yaml that came to nothing in every run: pages would only leave them out. */
export function tellEmpty({ manifest, name, runs }: Study, cells: Cell[]): Message[] {
  const tool = nameTools(runs)
  return Object.keys(manifest.metrics).flatMap(metric => {
    const measured = cells
      .filter(cell => cell.runs.length > 0)
      .flatMap(({ results }) => results[metric] ?? [])
    const empty = measured.filter(({ estimate }) => estimate.state === 'not-recorded')
    const [first] = empty
    if (first?.estimate.state !== 'not-recorded' || empty.length < measured.length) return []
    const { reason } = first.estimate
    const cause = first.lacking?.at(-1)?.cause
    return [
      {
        // What perf answered itself is no mistake of study.yaml, and pages show it.
        severity: cause === 'refused' ? 'info' : 'warning',
        rule: 'empty-metric',
        reason: `Unexpected absence of \`${metric}\` in every run (${reason}), expected it in some; ${findWay(cause, tool)}`,
        file: `${name}/study.yaml`,
      },
    ]
  })
}

/** Metrics of study.yaml that some runs of a workload have and others lack, by why they do. */
export function tellLacking({ manifest, name, runs: all }: Study, cells: Cell[]): Message[] {
  const tool = nameTools(all)
  if (manifest.gates['missing-count'] === 'off') return []
  return Object.keys(manifest.metrics).flatMap(metric => {
    const isTold = ({ results }: Cell) => (results[metric]?.points.length ?? 0) > 0
    const told = new Set(cells.filter(isTold).map(({ workload }) => workload))
    const byReason = new Map<string, { runs: string[]; cause?: MissingCause }>()
    for (const { id, workload, results } of cells) {
      for (const { repeat, reason, cause } of results[metric]?.lacking ?? []) {
        if (!told.has(workload)) continue
        const { runs = [] } = byReason.get(reason) ?? {}
        byReason.set(reason, { runs: [...runs, `${id}.r${repeat}`], cause })
      }
    }
    return [...byReason].map(([reason, { runs, cause }]): Message => {
      const more = runs.length > 4 ? ` and ${runs.length - 4} more` : ''
      return {
        severity: 'warning',
        rule: 'missing-count',
        reason: `Unexpected absence of \`${metric}\` in ${runs.slice(0, 4).join(', ')}${more} (${reason}), expected it in every run of the workload; ${findWay(cause, tool)}`,
        file: `${name}/study.yaml`,
      }
    })
  })
}

function findWay(cause: MissingCause | undefined, tool: string): string {
  return cause ? waysOut[cause](tool) : 'see the ledger, or remove the metric from study.yaml'
}
