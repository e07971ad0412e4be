import type { Message } from '../../message/message.ts'
import type { CheckedRuns, Run } from '../study.ts'
import { nameTools } from '../tool-words.ts'

const rule = 'copied-run'

/**
 * A measurement that stands under two runs was taken once. As two repeats of one cell, the first
 * stays; under two cells nobody knows whose it is, and no run of them is used. A report of several
 * jobs may stand under several workloads that take a job each.
 */
export function leaveOutCopies(
  read: readonly { run: Run; fingerprints: readonly string[] }[],
  study: string,
): CheckedRuns {
  const owners = new Map<string, Run[]>()
  for (const { run, fingerprints } of read.filter(({ run }) => !run.excluded)) {
    for (const print of fingerprints) owners.set(print, [...(owners.get(print) ?? []), run])
  }
  const groups = new Map([...owners.values()].map(same => [same.map(({ id }) => id).join(), same]))
  const found = [...groups.values()].flatMap(same => judge(same, study))
  const left = new Map(found.flatMap(({ excluded }) => excluded.map(run => [run.id, run])))
  return {
    runs: read.map(({ run }) => left.get(run.id) ?? run),
    messages: found.map(({ message }) => message),
  }
}

/** Which of these runs are left out, if they are more than one, and what is told of them. */
function judge(same: Run[], study: string): { excluded: Run[]; message: Message }[] {
  const [first, ...others] = same
  if (!first || others.length === 0) return []
  const isOneCell = others.every(
    ({ configuration, workload }) =>
      configuration === first.configuration && workload === first.workload,
  )
  const names = same.map(({ id }) => `\`${id}\``).join(', ')
  const reason = `Unexpected report of ${nameTools([first])} that is the same to the last digit in ${names}, expected one run of each measurement; ${isOneCell ? `only \`${first.id}\` is used` : 'none of them is used'}, take the copies away`
  const excluded = (isOneCell ? others : same).map(({ load, ...run }) => ({
    ...run,
    excluded: { rule, reason: `its report of ${nameTools([first])} is that of ${names}` },
  }))
  return [{ excluded, message: { severity: 'error', rule, reason, file: `${study}/study.yaml` } }]
}
