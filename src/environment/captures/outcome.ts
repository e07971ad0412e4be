import type { Line, Outcome } from './capture.ts'

/** What a command says instead of an answer. */
const refusals: readonly [is: 'unsupported' | 'denied' | 'absent', said: RegExp][] = [
  [
    'denied',
    /permission denied|access(?: is)? denied|operation not permitted|must be root|you need to be root|are you root|superuser|keine berechtigung|autorisation refus|доступ запрещ/i,
  ],
  [
    'unsupported',
    /not supported|no data available|no stats available|unsupported|cannot determine|no or unknown cpufreq driver/i,
  ],
  [
    'absent',
    /command not found|not found$|no such (?:file|device)|no active sessions|no records found|is not installed|not recognized as|nicht gefunden|introuvable|there is no|^\(no /i,
  ],
]

/** Answers have lines that are not refusals; a refusal among them concerns one field only. */
export function toOutcome(lines: Line[]): Outcome {
  const said = lines.filter(({ text }) => text.trim() !== '' && !/^[#=]/.test(text))
  const [first] = said
  if (!first) return { is: 'absent', said: 'nothing', line: lines[0]?.number ?? 1 }
  const usage = said
    .slice(0, 3)
    .find(({ text }) => /multi-call binary|^Usage: |invalid option|unrecognized option/.test(text))
  if (usage) return { is: 'unsupported', said: usage.text.slice(0, 200), line: usage.number }
  const refused = said.map(line => refusals.find(([, pattern]) => pattern.test(line.text))?.[0])
  const answers = said.filter(
    ({ text }, index) =>
      refused[index] === undefined &&
      !/^[\w ]+ (?:parameters )?for \S+:?$|^Cannot |^\s*Link detected: no/.test(text),
  )
  const index = refused.findIndex(is => is !== undefined)
  const is = refused[index]
  if (is === undefined || answers.length > 0) return { is: 'read' }
  return { is, said: said[index]?.text.trim().slice(0, 200) ?? '', line: said[index]?.number ?? 1 }
}
