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
  const refused = said.map(line => refusals.find(([, pattern]) => pattern.test(line.text))?.[0])
  const usage = said.slice(0, 3).findIndex(({ text }) => isUsage.test(text))
  if (usage !== -1) {
    // Above it may stand why: macOS says so of each option that it has not.
    const at = refused.slice(0, usage).findIndex(is => is !== undefined)
    const told = said[at === -1 ? usage : at] ?? first
    return { is: refused[at] ?? 'unsupported', said: toQuote(told), line: told.number }
  }
  const answers = said.filter(
    ({ text }, index) =>
      refused[index] === undefined &&
      !/^[\w ]+ (?:parameters )?for \S+:?$|^Cannot |^\s*Link detected: no/.test(text),
  )
  const index = refused.findIndex(is => is !== undefined)
  const is = refused[index]
  if (is === undefined || answers.length > 0) return { is: 'read' }
  const told = said[index] ?? first
  return { is, said: toQuote(told), line: told.number }
}

/** What a command prints of itself where it was called with what it does not know. */
const isUsage = /multi-call binary|^usage: |invalid option|unrecognized option/i

function toQuote({ text }: Line): string {
  return text.trim().slice(0, 200)
}
