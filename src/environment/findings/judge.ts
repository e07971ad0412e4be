import { cpuRules } from './cpu.ts'
import type { Evidence, Finding, Rule } from './finding.ts'
import { fioRules } from './fio.ts'
import { kernelRules } from './kernel.ts'
import { frameRules, networkRules } from './network.ts'
import { placementRules } from './placement.ts'
import { storageRules } from './storage.ts'
import { studyRules } from './study.ts'

/** Rules about one host; the order is that of the page. */
export const hostRules: readonly Rule[] = [
  ...placementRules,
  ...cpuRules,
  ...networkRules,
  ...storageRules,
  ...kernelRules,
]

/** Rules about a study as a whole: all its hosts and its jobs together. */
export const sourceRules: readonly Rule[] = [...studyRules, ...frameRules, ...fioRules]

/** Each rule with its verdict: what fires first, then what cannot be told. */
export function judge(
  evidence: Evidence,
  rules: readonly Rule[] = [...hostRules, ...sourceRules],
): Finding[] {
  const order = { fires: 0, 'cannot-tell': 1, fine: 2 }
  return rules
    .map(rule => ({ rule, verdict: rule.judge(evidence) }))
    .sort((a, b) => order[a.verdict.is] - order[b.verdict.is])
}
