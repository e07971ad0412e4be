import type { CampaignTable } from '../../efficiency/campaigns/compare-campaigns.ts'
import { type Gate, parseGate } from '../../efficiency/campaigns/gate.ts'
import type { Cell, Measured } from '../../efficiency/cells.ts'
import { parseLevels } from '../../efficiency/claims/claims.ts'
import { isSelected, type Selection } from '../../efficiency/comparison/pairs.ts'
import { suggest } from '../../message/suggest.ts'
import { type Call, CallError, readList } from '../command.ts'

/** What of a comparison the caller wants. */
export interface Asked {
  metrics: string[]
  workloads: string[]
  filter: Selection
  gates: Gate[]
  assume: Measured['assumption']['name']
  /** Whether what cannot be told fails a gate. */
  isStrict: boolean
}

const assumed = ['log-normal', 'round-drift', 'nothing'] as const

/**
 * Read the options that need no data.
 *
 * @throws CallError where one has no such value
 */
export function readAsked(options: Call['options']): Asked {
  return {
    metrics: readList(options.metric),
    workloads: readList(options.workload),
    filter: typeof options.filter === 'string' ? readFilter(options.filter) : {},
    gates: readList(options['fail-if']).map(readGate),
    assume: readWord('assume', options.assume, assumed),
    isStrict: readWord('inconclusive', options.inconclusive, ['pass', 'fail']) === 'fail',
  }
}

/** The value of an option that is one of some words; the first of them where nothing was asked. */
export function readWord<W extends string>(
  option: string,
  given: Call['options'][string],
  known: readonly W[],
): W {
  const found = given === undefined ? known[0] : known.find(word => word === given)
  if (found !== undefined) return found
  throw new CallError(`Unexpected --${option} ${given}${suggest(String(given), [...known])}`)
}

function readFilter(text: string): Selection {
  const filter = parseLevels(text.trim())
  if (Object.entries(filter).every(([factor, [first = '']]) => factor !== '' && first !== ''))
    return filter
  throw new CallError(
    `Unexpected --filter '${text}', expected levels of factors, such as 'aio=native|threads iothread=on'`,
  )
}

function readGate(text: string): Gate {
  const gate = parseGate(text)
  if (gate) return gate
  throw new CallError(
    `Unexpected --fail-if '${text}', expected such as 'context-switches > +5 %', 'iops in randread < -3 %' or 'context-switches > 0.5 switch/IO'`,
  )
}

/**
 * Without the cells that nobody asked for.
 *
 * @throws CallError where a name of a metric, workload, factor or level is not known
 */
export function select(measured: Measured, { metrics, workloads, filter, gates }: Asked): Measured {
  const { study } = measured
  const known = measured.metrics.map(({ id }) => id)
  for (const id of [...metrics, ...gates.map(({ metric }) => metric)])
    expectKnown('metric', id, known)
  for (const id of [...workloads, ...gates.flatMap(({ workload }) => workload ?? [])])
    expectKnown('workload', id, Object.keys(study.manifest.workloads))
  const { factors } = study.manifest
  for (const [factor, levels] of Object.entries(filter)) {
    expectKnown('factor', factor, Object.keys(factors))
    for (const level of levels)
      expectKnown('level', level, Object.keys(factors[factor]?.levels ?? {}))
  }
  const isMeant = (cell: Cell) =>
    isSelected(cell, filter) && (workloads.length === 0 || workloads.includes(cell.workload))
  return { ...measured, cells: measured.cells.filter(isMeant) }
}

function expectKnown(what: string, id: string, known: readonly string[]): void {
  if (!known.includes(id)) throw new CallError(`Unexpected ${what} ${id}${suggest(id, [...known])}`)
}

/**
 * What is computed: metrics by name and those of gates, else all but the rate that a workload fixes, and but
 * reads and writes apart where no load is mixed.
 */
export function toChoice({ study, cells }: Measured, { metrics, gates }: Asked) {
  const gated = gates.map(({ metric }) => metric)
  const mixed = new Set(
    cells.flatMap(({ workload, runs }) =>
      runs.some(({ load }) => typeof load?.directions === 'object') ? workload : [],
    ),
  )
  return (metric: string, workload: string): boolean => {
    if (metrics.length > 0) return [...metrics, ...gated].includes(metric)
    if (/\.(?:read|write|trim)$/.test(metric) && !mixed.has(workload)) return gated.includes(metric)
    const isFixed = study.manifest.workloads[workload]?.target !== undefined
    return !isFixed || gated.includes(metric) || !/^(?:iops|bandwidth)(?:\.|$)/.test(metric)
  }
}

/** @throws CallError where a gate is an amount in another unit than that of its metric */
export function expectUnits(gates: readonly Gate[], tables: readonly CampaignTable[]): void {
  for (const { text, metric, bound } of gates) {
    const table = tables.find(({ metric: { id } }) => id === metric)
    if (!table || bound.unit === '%' || bound.unit === table.unit) continue
    throw new CallError(
      `Unexpected unit ${bound.unit} in --fail-if '${text}', expected ${table.unit}, or a share such as +5 %`,
    )
  }
}
