import { findDifferences, type SideValue } from '../../environment/differences.ts'
import { commandIds } from '../../parse/host/captures/command-rules.ts'
import { splitCaptures } from '../../parse/host/captures/split.ts'
import type { Fact } from '../../parse/host/facts/fact.ts'
import { toFacts } from '../../parse/host/facts/to-facts.ts'
import { createJudge } from '../../privacy/known/judge.ts'
import { readVocabulary } from '../../privacy/known/vocabulary.ts'
import { createOwnWords } from '../../privacy/own-words.ts'
import { createRedactor } from '../../privacy/redactor.ts'
import { toolWords } from '../../study/load-readers.ts'
import type { HostCapture, Study } from '../../study/study.ts'

/** What the hosts of two campaigns say of themselves, where that differs. */
export interface EnvironmentDifference {
  /** `The host`; empty where each campaign has one host. */
  host: string
  /** `Kernel release`, `Scheduler (nvme0n1)` */
  what: string
  from: string
  to: string
}

export interface Environment {
  /** How many facts both sides tell. */
  compared: number
  differences: EnvironmentDifference[]
}

/**
 * Facts of the captures of both sides, each without what is private: what is printed may go to a mailing
 * list.
 */
export async function compareEnvironments(
  studies: readonly [Study, Study],
  packageRoot: string,
): Promise<Environment> {
  const isOwn = createOwnWords({ pages: [...toolWords, ...commandIds], studies: [] })
  const redactor = createRedactor({ judge: createJudge(await readVocabulary(packageRoot), isOwn) })
  for (const { text, file } of studies.flatMap(({ captures }) => captures))
    redactor.learn(text, file.entry)
  const read = ({ file, text }: HostCapture) =>
    splitCaptures(file, redactor.redact(text)).flatMap(toFacts)
  const roles = [...new Set(studies.flatMap(({ captures }) => captures.map(({ host }) => host)))]
  const each = roles.map(role => {
    const sides = studies.map(({ id, captures }) => ({
      label: id,
      facts: captures.filter(({ host }) => host === role).flatMap(read),
    }))
    return { role, sides, differences: findDifferences(sides) }
  })
  return {
    compared: each.reduce((sum, { sides }) => sum + countShared(sides), 0),
    differences: each.flatMap(({ role, differences }) =>
      differences.map(({ label, subject, values: [from, to] }) => ({
        host: roles.length > 1 ? nameHost(role, studies) : '',
        what: subject ? `${label} (${subject})` : label,
        from: toText(from),
        to: toText(to),
      })),
    ),
  }
}

function countShared(sides: readonly { facts: readonly Fact[] }[]): number {
  const [from, to] = sides.map(
    ({ facts }) => new Set(facts.map(({ key, subject }) => `${key} ${subject ?? ''}`)),
  )
  return [...(from ?? [])].filter(id => to?.has(id)).length
}

function nameHost(role: string, studies: readonly Study[]): string {
  return studies.flatMap(({ manifest }) => manifest.captures[role]?.label ?? [])[0] ?? role
}

function toText(value: SideValue | undefined): string {
  if (value?.is === 'value') return value.value
  return value?.is === 'missing' ? 'none' : 'not captured'
}
