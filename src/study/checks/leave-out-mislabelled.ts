import type { Manifest } from '../manifest/manifest.ts'
import type { CheckedRuns, Configuration, HostCapture, Run } from '../study.ts'
import { type ReportedOption, toReportedOptions } from './reported-options.ts'

const rule = 'mislabelled-run'

/** `engine`, and the names that its levels have. */
type Factor = [name: string, levels: string[]]

/**
 * A run whose path says one level and whose load generator reports, or the command line of its QEMU, says
 * another of the same factor, such as `ioengine=psync` under `libaio`, is of neither. An option tells the levels of a factor only
 * where both values are levels of it and of no other factor, and some run reports each of them.
 */
export function leaveOutMislabelled(
  runs: readonly Run[],
  manifest: Manifest,
  {
    configurations,
    captures,
  }: { configurations: readonly Configuration[]; captures: HostCapture[] },
  study: string,
): CheckedRuns {
  const factors = toFactors(manifest)
  const options = toReportedOptions(runs, captures)
  const reported = toReported([...options.values()].flat())
  const found = new Map<string, Run[]>()
  const known = new Map(configurations.map(({ id, levels }) => [id, levels]))
  const checked = runs.map(run => {
    if (run.excluded) return run
    const levels = {
      ...known.get(run.configuration),
      workload: run.workload,
    }
    const contradiction = findContradiction(options.get(run) ?? [], levels, factors, reported)
    if (contradiction === undefined) return run
    found.set(contradiction, [...(found.get(contradiction) ?? []), run])
    return { ...run, excluded: { rule, reason: contradiction } }
  })
  const messages = [...found].map(([contradiction, same]) => ({
    severity: 'error' as const,
    rule,
    reason: `Unexpected ${contradiction}, in ${toList(same)}; left out, put ${same.length === 1 ? 'it' : 'them'} where ${same.length === 1 ? 'it belongs' : 'they belong'}, or name the levels otherwise`,
    file: `${study}/study.yaml`,
  }))
  return { runs: checked, messages }
}

function findContradiction(
  options: readonly ReportedOption[],
  levels: { [factor: string]: string },
  factors: Factor[],
  reported: Map<string, Set<string>>,
): string | undefined {
  for (const { by, option, values } of options) {
    for (const [factor, known] of factors) {
      const level = levels[factor] ?? ''
      const value = values.find(word => known.includes(word))
      if (value === undefined || values.includes(level)) continue
      const both = [level, value]
      const isAmbiguous = both.every(saysLittle) && factor !== option
      const isOfOther = factors.some(
        ([other, words]) => other !== factor && both.every(word => words.includes(word)),
      )
      if (isAmbiguous || isOfOther || !reported.get(`${by} ${option}`)?.has(level)) continue
      return `option \`${option}=${value}\` of ${by} under the ${factor} \`${level}\`, expected \`${level}\``
    }
  }
  return undefined
}

function toFactors({ factors, workloads }: Manifest): Factor[] {
  const varied = Object.entries(factors).map(
    ([name, { levels }]): Factor => [name, Object.keys(levels)],
  )
  return [...varied, ['workload', Object.keys(workloads)]]
}

/** Each option with the values that runs report of it. */
function toReported(options: readonly ReportedOption[]): Map<string, Set<string>> {
  const reported = new Map<string, Set<string>>()
  for (const { by, option, values } of options) {
    const known = reported.get(`${by} ${option}`) ?? new Set()
    reported.set(`${by} ${option}`, new Set([...known, ...values]))
  }
  return reported
}

/** Numbers and switches may be those of anything. */
function saysLittle(word: string): boolean {
  return !Number.isNaN(Number(word)) || /^(on|off|yes|no|true|false)$/.test(word)
}

function toList(runs: Run[]): string {
  const shown = runs.slice(0, 3).map(({ id }) => `\`${id}\``)
  return runs.length > 3 ? `${shown.join(', ')} and ${runs.length - 3} more` : shown.join(', ')
}
