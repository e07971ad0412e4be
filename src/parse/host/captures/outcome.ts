import type { Line, Outcome } from './capture.ts'

/** What a command says instead of an answer. */
const refusals: readonly [is: 'unsupported' | 'denied' | 'absent', said: RegExp][] = [
  [
    'denied',
    /permission denied|access(?: is)? denied|not permitted|(?:password|terminal) is required|must be root|you need to be root|are you root|superuser|keine berechtigung|autorisation refus|доступ запрещ/i,
  ],
  [
    'unsupported',
    /not supported|no data available|no stats available|unsupported|cannot determine|no or unknown cpufreq driver|bad cpu type in executable|illegal option/i,
  ],
  [
    'absent',
    /command not found|not found$|no such (?:file|device)|no active sessions|no records found|is not installed|unknown oid|requires xcode|xcrun: error|library not loaded|not recognized as|nicht gefunden|introuvable|there is no|^\(no /i,
  ],
]

/** Answers have lines that are not refusals; a refusal among them concerns one field only. */
export function toOutcome(lines: Line[]): Outcome {
  const said = lines.filter(({ text }) => text.trim() !== '' && !/^[#=]/.test(text))
  const [first] = said
  if (!first) return { is: 'absent', said: 'nothing', line: lines[0]?.number ?? 1 }
  const usage = said.slice(0, 3).findIndex(({ text }) => isUsage.test(text))
  if (usage !== -1) {
    // Above it may stand why: macOS says so of each option that it has not.
    const refusal = findRefusal(said.slice(0, usage))
    const told = refusal?.line ?? said[usage] ?? first
    return { is: refusal?.is ?? 'unsupported', said: toQuote(told), line: told.number }
  }
  // Of a long answer this is its first line, and no other is looked at.
  if (said.some(({ text }) => toRefusal(text) === undefined && !isNoAnswer.test(text)))
    return { is: 'read' }
  const refusal = findRefusal(said)
  if (!refusal) return { is: 'read' }
  return { is: refusal.is, said: toQuote(refusal.line), line: refusal.line.number }
}

/** A line that stands above an answer, or beside a refusal. */
const isNoAnswer = /^[\w ]+ (?:parameters )?for \S+:?$|^Cannot |^\s*Link detected: no/

function toRefusal(text: string) {
  return refusals.find(([, pattern]) => pattern.test(text))?.[0]
}

function findRefusal(lines: readonly Line[]) {
  for (const line of lines) {
    const is = toRefusal(line.text)
    if (is !== undefined) return { is, line }
  }
  return undefined
}

/** What a command prints of itself where it was called with what it does not know. */
const isUsage = /multi-call binary|^usage: |invalid option|unrecognized option/i

function toQuote({ text }: Line): string {
  return text.trim().slice(0, 200)
}
