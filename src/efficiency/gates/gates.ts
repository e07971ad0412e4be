import { formatNumber } from '../../format/number.ts'
import { print } from '../../format/printed.ts'
import { isMissing } from '../../model/quantity.ts'
import { spearman } from '../../statistics/regression/spearman.ts'
import { median } from '../../statistics/summary/median.ts'
import { medianAbsoluteDeviation } from '../../statistics/summary/median-absolute-deviation.ts'
import { areSameWindows, toWindows } from '../../study/counters/windows.ts'
import { type GateName, gateNames, gateTable } from '../../study/manifest/gates.ts'
import type { Change, Counted, Run, Study } from '../../study/study.ts'
import { nameTools } from '../../study/tool-words.ts'
import type { Cell, Doubt, Metric, Point } from '../cells.ts'
import { variationOf } from '../spread.ts'
import { countingGates } from './counting-gates.ts'
import { type Around, aboutShare, type Gate, type Judge, once, sayFound } from './gate.ts'
import { ladderGates } from './ladder-gates.ts'
import { loadGates } from './load-gates.ts'
import { whyMirrored } from './mirrors-iops.ts'
import { findOtherClocks } from './other-clocks.ts'
import { steadyGates } from './steady-gates.ts'
import { speedGates } from './two-speeds.ts'
import { findVaryingOptions } from './unequal-load.ts'

const judges: { [name in GateName]: Judge } = {
  multiplexing: ({ cell, metric, study, limit }) => {
    const shares = countedOf(cell.runs, metric, study).map(counted => counted.running)
    const lowest = Math.min(1, ...shares)
    return lowest < limit
      ? aboutShare(
          'the counter ran ',
          lowest,
          ' of the time in one run at least; count fewer events at once',
        )
      : undefined
  },
  window: ({ cell, metric, study, limit }) => {
    const shares = cell.runs.flatMap(run =>
      countedOf([run], metric, study).map(counted => overlap(run, counted)),
    )
    const lowest = Math.min(1, ...shares)
    return lowest < limit
      ? aboutShare(
          `perf counted outside of ${nameTools(cell.runs)}’s run: `,
          lowest,
          ' of its time lay inside',
        )
      : undefined
  },
  ...countingGates,
  'same-window': ({ cell, metric, study, limit }) => {
    const { count = '', scope = '', per } = study.manifest.metrics[metric.id] ?? {}
    if (per === undefined) return undefined
    const apart = cell.runs.filter(({ counters }) => {
      const [a, b] = [counters[scope]?.[count], counters[scope]?.[per]]
      return a && b && !isMissing(a) && !isMissing(b) && !areSameWindows(a, b)
    })
    return apart.length > limit
      ? `${count} and ${per} were counted in different windows of ${apart.length === 1 ? 'a run' : `${apart.length} runs`}`
      : undefined
  },
  spread: ({ result, limit }) => {
    const variation = variationOf(result)
    return variation !== undefined && variation > limit
      ? aboutShare('the runs vary by ', variation, '')
      : undefined
  },
  outlier: ({ result, limit }) => {
    const far = findOutliers(result.points, limit)
    const [only, ...others] = far.map(({ repeat }) => repeat)
    if (only === undefined) return undefined
    return others.length === 0 && Number.isFinite(Number(only))
      ? { before: 'repeat ', value: Number(only), number: print(only), unit: '', after: ' (kept)' }
      : `repeat ${[only, ...others].join(', ')} (kept)`
  },
  drift: ({ result, limit }) => {
    const points = result.points.filter(point => point.counts)
    if (points.length < 5) return undefined
    const { rho, pValue } = spearman(
      points.map((_, index) => index),
      points.map(point => point.quantity.value),
    )
    if (pValue >= limit) return undefined
    const before = `it ${rho > 0 ? 'rises' : 'falls'} from repeat to repeat (Spearman’s ρ = `
    return { before, value: rho, number: formatNumber(rho, 2), unit: '', after: ')' }
  },
  ...ladderGates,
  'busy-polling': ({ cell, cells, metric, study, limit }) => {
    const { count, scope, per, net } = study.manifest.metrics[metric.id] ?? {}
    if (count === undefined || scope === undefined || per !== undefined) return undefined
    return whyMirrored(
      { cell, cells, study, scope, count, isNet: net?.[cell.workload] !== undefined },
      limit,
    )
  },
  'clock-ratio': ({ cell, metric, study, clocks, limit }) => {
    const { count, scope = '' } = study.manifest.metrics[metric.id] ?? {}
    if (count !== 'msr/tsc/' && count !== 'task-clock') return undefined
    const apart = findOtherClocks(cell.runs, clocks, scope, limit)
    return apart.length > 0
      ? `msr/tsc/ goes ${apart.join('; ')}: one of the two is wrong, as a machine has one such frequency`
      : undefined
  },
  'hidden-factor': ({ cell, limit }) => {
    const options = findVaryingOptions(cell.runs)
    return options.length > limit
      ? `runs differ in an option that study.yaml does not declare: ${options.map(option => `${option} (${tellRepeats(toValues(cell.runs, option))})`).join(', ')}`
      : undefined
  },
  ...loadGates,
  ...steadyGates,
  ...speedGates,
  'changed-environment': ({ cell, changes, limit }) => {
    const changed = [...findChangedTools(cell.runs), ...changes.flatMap(ofCell(cell))]
    return changed.length > limit
      ? `between its repeats changed: ${changed.slice(0, 3).join('; ')}${changed.length > 3 ? `; and ${changed.length - 3} more` : ''}`
      : undefined
  },
  'load-error': ({ cell, limit }) => {
    const failed = cell.excluded.filter(run => run.excluded?.rule === 'load-error')
    return failed.length > limit
      ? `${nameTools(failed)} ended with an error in repeat ${failed.map(run => run.repeat).join(', ')}, which ${failed.length === 1 ? 'is' : 'are'} left out`
      : undefined
  },
  'missing-count': ({ result, limit }) => {
    const { lacking = [] } = result
    const reasons = [...new Set(lacking.map(({ reason }) => reason))].join('; ')
    return lacking.length > limit
      ? `no value in repeat ${lacking.map(({ repeat }) => repeat).join(', ')} (${reasons})`
      : undefined
  },
  'missing-repeat': at => {
    const { cell, study, limit } = at
    const { fullest, known } = findRepeats(at)
    const expected = Math.max(study.manifest.repeats ?? 0, fullest)
    const absent = findAbsent(cell, known)
    const named = absent.length > 0 ? `, without repeat ${absent.join(', ')}` : ''
    return expected - cell.runs.length > limit
      ? `${cell.runs.length} of ${expected} repeats are usable${named}`
      : undefined
  },
}

/** The rules as study.yaml may set them, each with what it finds. */
export const gates: readonly Gate[] = gateNames.map(name => ({
  name,
  ...gateTable[name],
  judge: judges[name],
}))

/** Repeats that other cells have, and of which this one has no run, usable or not. */
function findAbsent({ runs, excluded }: Cell, known: ReadonlySet<string>): string[] {
  const own = new Set([...runs, ...excluded].map(({ repeat }) => repeat))
  return [...known].filter(repeat => !own.has(repeat))
}

/** The repeats that any cell of a workload has, and how many one has at most. */
const findRepeats = once(
  ({ cell, cells }) => {
    const same = cells.filter(({ workload }) => workload === cell.workload)
    return {
      fullest: same.reduce((most, { runs }) => Math.max(most, runs.length), 0),
      known: new Set(same.flatMap(({ runs }) => runs.map(({ repeat }) => repeat))),
    }
  },
  ({ cell }) => cell.workload,
)

/** In how many of these cells a rule raised a doubt. */
export function countDoubtful(cells: readonly Cell[], { name }: Gate): number {
  return cells.filter(({ doubts }) => doubts.some(({ gate }) => gate === name)).length
}

/** All doubts of one cell, under the limits of its study. */
export function judgeCell(cell: Cell, around: Around): Doubt[] {
  const cases = around.metrics.flatMap(metric => {
    const result = cell.results[metric.id]
    return result ? [{ ...around, cell, metric, result }] : []
  })
  const measured = cases.filter(({ result }) => result.points.length > 0)
  const wasTried = cell.runs.length > 0 || cell.excluded.length > 0
  const whole = wasTried ? (measured.length > 0 ? measured : cases).slice(0, 1) : []
  return gates.flatMap(gate => {
    const limit = around.study.manifest.gates[gate.name] ?? gate.limit
    if (limit === 'off') return []
    const judged = gate.touches === 'metric' ? measured : whole
    return judged.flatMap(at => {
      const found = gate.judge({ ...at, limit })
      if (found === undefined) return []
      const amount = typeof found === 'string' ? undefined : found
      const metric = gate.touches === 'metric' ? at.metric.id : undefined
      return {
        gate: gate.name,
        text: sayFound(found),
        ...(metric && { metric }),
        ...(amount && { amount }),
      }
    })
  })
}

/** `fio (fio-3.33 in 1, 2; fio-3.36 in 3)` */
function findChangedTools(runs: Run[]): string[] {
  const values = runs.flatMap(({ repeat, load }) => (load ? [{ repeat, value: load.tool }] : []))
  const told = tellValues(values)
  return told === undefined ? [] : [`${nameTools(runs)} (${told})`]
}

/** What changed between the repeats that this cell has. */
function ofCell(cell: Cell): (change: Change) => string[] {
  const repeats = new Set(cell.runs.map(({ repeat }) => repeat))
  return ({ what, configuration, values }) => {
    if (configuration !== undefined && configuration !== cell.configuration.id) return []
    const told = tellValues(values.filter(({ repeat }) => repeats.has(repeat)))
    return told === undefined ? [] : [`${what} (${told})`]
  }
}

/** Longer values are read in the appendix on the environment; here it is said which repeats differ. */
const longest = 24

/** Each value with its repeats; undefined where all are the same. */
function tellValues(values: Change['values']): string | undefined {
  const byValue = groupByValue(values)
  if (byValue.size < 2) return undefined
  if ([...byValue.keys()].some(value => value.length > longest)) return tellRepeats(values)
  return [...byValue].map(([value, own]) => `${value} in ${own.join(', ')}`).join('; ')
}

/** `repeat 1, 2 against 3, 4`: which of them have the same value. */
function tellRepeats(values: Change['values']): string {
  const repeats = [...groupByValue(values).values()].map(own => own.join(', '))
  return `repeat ${repeats.join(' against ')}`
}

function groupByValue(values: Change['values']): Map<string, string[]> {
  const byValue = new Map<string, string[]>()
  for (const { repeat, value } of values) {
    byValue.set(value, [...(byValue.get(value) ?? []), repeat])
  }
  return byValue
}

/** What the tool reports of one option, empty where it was not set. */
function toValues(runs: Run[], option: string): Change['values'] {
  return runs.flatMap(({ repeat, load }) =>
    load ? [{ repeat, value: load.options[option] ?? '' }] : [],
  )
}

/** The counts behind a cost, of each run. */
function countedOf(runs: Run[], metric: Metric, study: Study): Counted[] {
  const { count = '', scope = '' } = study.manifest.metrics[metric.id] ?? {}
  return runs.flatMap(run => {
    const counted = run.counters[scope]?.[count]
    return counted && !isMissing(counted) ? [counted] : []
  })
}

/** Share of the counting inside the tool's run; perf's start is known to the second only. */
function overlap(run: Run, counted: Counted): number {
  // That it holds all of the tool's run, with start and end, has a rule of its own.
  if (counted.holdsRun) return 1
  // Whenever it began: what was counted for longer than the tool ran was counted outside of it.
  const [least] = counted.between ?? [counted.window.value]
  const most = run.load && !counted.isUntimed ? run.load.duration.value / least : 1
  return Math.min(1, most, overlapInTime(run, counted))
}

function overlapInTime({ load }: Run, counted: Counted): number {
  const second = 1000
  let inside = 0
  let all = 0
  for (const { span, window, between = [window.value] } of toWindows(counted)) {
    if (!load?.window || !span) continue
    const [least = window.value] = between
    const end = span[1] - (window.value - least) * second
    all += end - span[0]
    const from = Math.max(load.window[0] - second, span[0])
    inside += Math.max(0, Math.min(load.window[1] + second, end) - from)
  }
  return all === 0 ? 1 : inside / all
}

function findOutliers(points: Point[], limit: number): Point[] {
  const used = points.filter(point => point.counts)
  const values = used.map(point => point.quantity.value)
  const centre = median(values)
  const deviation = medianAbsoluteDeviation(values)
  if (used.length < 5 || deviation === 0) return []
  return used.filter(point => Math.abs(point.quantity.value - centre) > limit * deviation)
}
