import { type Plan, toPlan } from '../efficiency/comparison/plan.ts'
import { toEfficiency } from '../efficiency/to-efficiency.ts'
import { formatPercent } from '../format/number.ts'
import { sortMessages } from '../message/message.ts'
import { parseAmount } from '../study/manifest/unit-value.ts'
import { readStudies } from '../study/read-studies.ts'
import { CallError, type Command, readOptions } from './command.ts'
import { report } from './report.ts'

export const planCommand: Command = {
  name: 'plan',
  summary: 'Tell how many rounds a difference needs, at the spread of the data that there are',
  usage: "technote plan [--change '5 %'] [--root DIR]",
  options: {
    change: { type: 'string', value: 'SHARE', help: 'the difference that matters (5 %)' },
    ...readOptions,
  },
  positionals: 0,
  run: async ({ project, options, terminal, effects }) => {
    const change = readShare(String(options.change ?? '5 %'))
    const studies = await readStudies(project.root, effects)
    const status = report(sortMessages(studies.flatMap(({ messages }) => messages)), terminal)
    for (const { study } of studies) {
      if (!study) continue
      const efficiency = toEfficiency(study)
      const plans = Object.keys(study.manifest.workloads).flatMap(workload =>
        efficiency.metrics.flatMap(metric => toPlan(efficiency, metric, workload, change) ?? []),
      )
      terminal.out(`${study.name}\n`)
      terminal.out(plans.map(plan => describe(plan, change)).join('') || '  nothing to compare\n')
    }
    return status
  },
}

function readShare(text: string): number {
  const { value = 0, unit } = parseAmount(text) ?? {}
  if (unit === '1' && value > 0) return value
  throw new CallError(`Unexpected --change ${text}, expected a share above zero, such as '5 %'`)
}

/** One metric under one workload. */
function describe(plan: Plan, change: number): string {
  const { metric, workload, spread, family, rounds, forWidth, forChange, forFamily } = plan
  const share = formatPercent(change, 1)
  const tell = (n: number | undefined) => (n === undefined ? 'more than 10 000' : String(n))
  return `  ${metric.id} in ${workload}: a ratio varies by ${formatPercent(Math.expm1(spread))} from round to round (median), ${rounds} rounds
    known to ±${share}: ${tell(forWidth)} rounds; significant: ${tell(forChange)}, as one of ${family}: ${tell(forFamily)}
`
}
