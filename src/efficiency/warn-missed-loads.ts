import { decimalsFor, formatNumber, formatPercent } from '../format/number.ts'
import { scaleFor } from '../format/scale.ts'
import type { Message } from '../message/message.ts'
import { pathInArchive } from '../message/path-in-archive.ts'
import type { Source } from '../model/place.ts'
import type { Target } from '../study/manifest/manifest.ts'
import type { Study } from '../study/study.ts'
import { nameTools, toolsOf } from '../study/tool-words.ts'
import type { Cell } from './cells.ts'

/** Runs outside of the tolerance of their target; where all are, the target itself is in doubt. */
export function warnMissedLoads(cells: readonly Cell[], study: Study): Message[] {
  return Object.keys(study.manifest.workloads).flatMap(workload => {
    const own = cells.filter(cell => cell.workload === workload && cell.load.state !== 'no-target')
    const tried = own.filter(cell => cell.runs.length > 0)
    const hasHeld = tried.some(
      ({ load, runs }) => !('missedRuns' in load) || load.missedRuns.length < runs.length,
    )
    return tried.length === 0 || hasHeld
      ? own.flatMap(cell => tellCell(cell, study))
      : tellWorkload(workload, tried, study)
  })
}

function tellWorkload(workload: string, cells: Cell[], { name }: Study): Message[] {
  const [first] = cells
  if (!first || !('achieved' in first.load)) return []
  const { target } = first.load
  const rates = cells.flatMap(({ load }) =>
    'achieved' in load ? load.achieved.map(({ quantity }) => quantity.value) : [],
  )
  const format = toRateFormat(target)
  const [least, most] = [format(Math.min(...rates)), format(Math.max(...rates))]
  const asked = findAsked(cells)
  const question =
    asked === undefined
      ? ''
      : `, and ${nameTools(cells.flatMap(({ runs }) => runs))} was asked for \`${asked}\``
  return [
    {
      severity: 'warning',
      rule: 'load-missed',
      reason: `Every run under \`${workload}\` missed the target of ${format(target.value)}: they reached ${least === most ? least : `${least} to ${most}`}${question}. Correct \`target\` of \`${workload}\`, or repeat the runs; until then nothing is compared under it`,
      file: `${name}/study.yaml`,
    },
  ]
}

/** The rate that all runs were asked for, as the tool's option says it. */
function findAsked(cells: Cell[]): string | undefined {
  const all = cells.flatMap(({ runs }) => runs)
  const options = all.map(({ load }) => load?.options ?? {})
  const rates = toolsOf(all).flatMap(tool => tool.options.rates)
  return rates.flatMap(name => {
    const values = new Set(options.map(option => option[name]))
    const [value] = values
    return values.size === 1 && value !== undefined ? [`${name}=${value}`] : []
  })[0]
}

function tellCell({ load }: Cell, study: Study): Message[] {
  if (load.state !== 'held' && load.state !== 'missed') return []
  const { target, tolerance } = load
  const format = toRateFormat(target)
  const consequence =
    load.state === 'held'
      ? 'the run is shown but not in the estimates'
      : 'most runs of the cell missed it, so the cell is compared with nothing'
  return load.achieved
    .filter(({ run }) => load.missedRuns.includes(run))
    .map(({ run, quantity }) => ({
      severity: 'warning',
      rule: 'load-missed',
      reason: `Unexpected ${format(quantity.value)} in ${run}, expected ${format(target.value)} within ${formatPercent(tolerance, 0)}; ${consequence}`,
      file: placeOf(study, quantity.sources[0]),
    }))
}

function toRateFormat(target: Target): (value: number) => string {
  const { divisor, symbol } = scaleFor([target.value], target.unit)
  return value => `${formatNumber(value / divisor, decimalsFor(value / divisor))} ${symbol}`
}

/** Where a number stands, as a message names it. */
export function placeOf({ name }: Study, source: Source | undefined): string {
  return source ? `${name}/${pathInArchive(source.file.archive, source.file.entry)}` : name
}
