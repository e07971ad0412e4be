import type { FactKey } from '../../parse/host/facts/catalogue.ts'
import type { Fact } from '../../parse/host/facts/fact.ts'

/** What a person says of a measurement that no capture holds. */
export interface Declared {
  /** CPUs that the counters looked at, as the kernel writes lists: `0-7`. */
  measuredCpus?: string
  /** CPUs that the measured process or VM was bound to. */
  pinnedCpus?: string
  /** What the measured I/O goes through: `nvme0n1`, `ens1f0`. */
  measuredDevices?: readonly string[]
  /** How long a run took, in seconds. */
  runSeconds?: number
}

/** What a rule may look at: one host's facts, and what is said of the measurement. */
export interface Evidence {
  facts: readonly Fact[]
  declared: Declared
}

/** Absence of evidence is an outcome of its own: `needs` says what to capture. */
export type Verdict =
  | { is: 'fires'; said: string; facts: readonly Fact[] }
  | { is: 'fine'; said: string }
  | { is: 'cannot-tell'; needs: string }

/** Something that a careful reader would object to. */
export interface Rule {
  name: string
  what: string
  why: string
  /** Where the claim of `why` is documented. */
  source: string
  judge(evidence: Evidence): Verdict
}

export interface Finding {
  rule: Rule
  verdict: Verdict
}

export function all({ facts }: Evidence, key: FactKey): Fact[] {
  return facts.filter(fact => fact.key === key)
}

/** Fires with the facts that are wrong; fine where there are facts and none is wrong. */
export function judgeEach(
  facts: readonly Fact[],
  needs: string,
  isWrong: (fact: Fact) => boolean,
  say: (wrong: Fact[]) => string,
  fine: string,
): Verdict {
  if (facts.length === 0) return { is: 'cannot-tell', needs }
  const wrong = facts.filter(isWrong)
  return wrong.length > 0
    ? { is: 'fires', said: say(wrong), facts: wrong }
    : { is: 'fine', said: fine }
}

/** `01:00.0: 512 bytes, 02:00.0: 512 bytes` */
export function listFacts(facts: readonly Fact[], limit = 4): string {
  const shown = facts
    .slice(0, limit)
    .map(({ subject, value }) => (subject ? `${subject}: ${value}` : value))
  if (facts.length > limit) shown.push(`and ${facts.length - limit} more`)
  return shown.join('; ')
}

/** What each value is said of, the rarest first: `1.1 on nvme7; 1.0 on nvme0, nvme1, nvme2 and 21 more`. */
export function listByValue(facts: readonly Fact[]): string {
  const groups = new Map<string, string[]>()
  for (const { value, subject = '' } of facts)
    groups.set(value, [...(groups.get(value) ?? []), subject])
  return [...groups]
    .sort((a, b) => a[1].length - b[1].length)
    .map(([value, names]) => `${value} on ${listNames(names)}`)
    .join('; ')
}

/** `nvme0, nvme1 and 21 more` */
export function listNames(names: readonly string[], limit = 3): string {
  const more = names.length - limit
  if (more <= 1) return names.join(', ')
  return `${names.slice(0, limit).join(', ')} and ${more} more`
}

/** `0-2,64` is 0, 1, 2, 64. A list that is none is empty. */
export function toCpuSet(list: string | undefined): Set<number> {
  const cpus = new Set<number>()
  for (const part of (list ?? '').split(',')) {
    const [, from, to] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part) ?? []
    if (from === undefined) continue
    const last = Math.min(Number(to ?? from), Number(from) + 100_000)
    for (let cpu = Number(from); cpu <= last; cpu++) cpus.add(cpu)
  }
  return cpus
}
