import type { Manifest, MetricSpec } from '../../study/manifest/manifest.ts'
import type { Run } from '../../study/study.ts'
import { nameTools } from '../../study/tool-words.ts'
import type { RateOfWork } from '../cells.ts'
import { findCounted } from './counted-rate.ts'

/** How a cost is computed: the formulas of all runs, each once. */
export function toFormulas(
  spec: MetricSpec,
  runs: readonly Run[],
  { workloads }: Manifest,
  rateOf: (run: Run) => RateOfWork | undefined,
): string {
  const { count, per, inverse, part } = spec
  if (part && part.name !== 'gross') return ladderFormulas[part.name](count)
  const counted = runs.filter(run => findCounted(run, spec.scope, count))
  const formulas = counted.map(run => toFormula(spec, run, rateOf(run)))
  const told =
    formulas.length > 0
      ? [...new Set(formulas)].join('; or ')
      : toFormula(spec, undefined, undefined, nameTools(runs))
  const hasLadder = Object.values(workloads).some(({ ladder }) => ladder)
  const isSlope = hasLadder && !per && !inverse && !part
  return isSlope ? `${told}; over a ladder, ${ladderFormulas.slope(count)}` : told
}

/** The formula of one run; of a perf beside the load where it has no count. */
export function toFormula(
  spec: MetricSpec,
  run?: Run,
  rated?: RateOfWork,
  tool = nameTools(run ? [run] : []),
): string {
  const { count, per, inverse } = spec
  const { isUntimed, holdsRun } = (run && findCounted(run, spec.scope, count)) ?? {}
  const rate = `(${per} ÷ seconds counted)`
  const divisor = per ? (isUntimed || holdsRun ? per : rate) : toWork(tool, run, holdsRun, rated)
  const counted = isUntimed ? count : toCounted(spec, holdsRun)
  return inverse ? `${divisor} ÷ ${counted}` : `${counted} ÷ ${divisor}`
}

/** What was counted all the while, or a second, less what a reference counted. */
function toCounted({ count, net }: MetricSpec, holdsRun = false): string {
  const [reference] = Object.values(net ?? {})
  if (holdsRun) {
    return reference ? `(${count} − seconds counted × the same of ${reference} a second)` : count
  }
  const rate = `${count} ÷ seconds counted`
  return reference ? `(${rate} − the same of ${reference})` : `(${rate})`
}

function toWork(tool: string, run: Run | undefined, holdsRun = false, rated?: RateOfWork): string {
  if (rated === 'in-window')
    return `(work while it was counted, by ${tool}’s log ÷ seconds counted)`
  if (!holdsRun) return `(work completed ÷ seconds of ${tool})`
  return run?.load?.ramp
    ? `(work completed × seconds of ${tool} with its ramp ÷ seconds without it)`
    : 'work completed'
}

/** What is read off a line through the loads of a ladder, round by round. */
const ladderFormulas = {
  slope: (count: string) => `the slope of ${count} a second over work a second`,
  idle: (count: string) => `${count} a second where the line through all loads meets no load`,
  top: (count: string) =>
    `(${count} a second at the highest load − the same at the one below) ÷ the difference of work a second`,
}
