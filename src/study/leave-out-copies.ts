import type { Message } from '../message/message.ts'
import type { FioJob } from '../parse/record.ts'
import { toIdentity } from './identity.ts'
import { everyJob, type Manifest } from './manifest.ts'
import { type Group, pick } from './placed.ts'
import type { Run } from './study.ts'

const rule = 'copied-run'

/**
 * A measurement that stands under two runs was taken once. As two repeats of one cell, the first
 * stays; under two cells nobody knows whose it is, and no run of them is used. A report of several
 * jobs may stand under several workloads that take a job each.
 */
export function leaveOutCopies(
  runs: Run[],
  groups: Group<'run'>[],
  { workloads }: Manifest,
  study: string,
): Message[] {
  const owners = new Map<string, Run[]>()
  for (const [index, group] of groups.entries()) {
    const run = runs[index]
    const own = workloads[run?.workload ?? '']?.job
    const jobs = pick(group, 'fio-job')
      .map(({ record }) => record)
      .filter(({ name }) => own === undefined || own === everyJob || name === own)
    if (!run || run.excluded || !jobs.some(isUnmistakable)) continue
    const identity = jobs.map(toIdentity).sort().join('\n')
    owners.set(identity, [...(owners.get(identity) ?? []), run])
  }
  return [...owners.values()].flatMap(same => leaveOut(same, study))
}

function leaveOut(same: Run[], study: string): Message[] {
  const [first, ...others] = same
  if (!first || others.length === 0) return []
  const isOneCell = others.every(
    ({ configuration, workload }) =>
      configuration === first.configuration && workload === first.workload,
  )
  const names = same.map(({ id }) => `\`${id}\``).join(', ')
  const reason = `Unexpected report of fio that is the same to the last digit in ${names}, expected one run of each measurement; ${isOneCell ? `only \`${first.id}\` is used` : 'none of them is used'}, take the copies away`
  for (const run of isOneCell ? others : same) {
    delete run.load
    run.excluded = { rule, reason: `its report of fio is that of ${names}` }
  }
  return [{ severity: 'error', rule, reason, file: `${study}/study.yaml` }]
}

/** It says when it was written, or how its latencies vary: no other run says the same. */
function isUnmistakable({ reportedAt, directions }: FioJob): boolean {
  const latencies = directions.flatMap(direction => direction.latencies)
  return reportedAt !== undefined || latencies.some(({ deviation }) => (deviation?.value ?? 0) > 0)
}
