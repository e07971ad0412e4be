import { toolsOf } from '../../study/tool-words.ts'
import type { Measured } from '../cells.ts'
import type { Pair } from '../comparison/pairs.ts'
import { matchCampaigns, type Step } from './compare-campaigns.ts'

/** An option or a version of the load generator that differs between matched cells, and in how many. */
export interface LoadDifference {
  workload: string
  /** `ioengine`, or `version`. */
  what: string
  from: string
  to: string
  cells: number
  of: number
}

/** Rates of a workload at which matched cells were compared. */
export interface LoadRate {
  workload: string
  /** Where a rate is declared. */
  target?: HeldRate
  /** Without one, new rate ÷ old rate, the least and the most of the cells. */
  ratio?: { least: number; most: number }
}

/** A declared rate, in how many cells of both sides it was held, and by how far runs were from it. */
export interface HeldRate {
  value: number
  unit: 'IO/s' | 'B/s'
  held: number
  missed: number
  /** Of the runs of held cells that were inside the tolerance, the furthest, of 1, with its sign. */
  worst: number
  /** Runs of held cells that were outside: they are in no estimate. */
  leftOut: number
}

/** What was asked of the storage in one campaign and not in the other. */
export function findLoadDifferences(measured: Measured, step: Step): LoadDifference[] {
  return Object.keys(measured.study.manifest.workloads).flatMap(workload => {
    const pairs = matchCampaigns(measured, step, workload)
    const found = new Map<string, LoadDifference>()
    for (const { what, from, to } of pairs.flatMap(differencesOf)) {
      const key = [what, from, to].join('\0')
      const cells = (found.get(key)?.cells ?? 0) + 1
      found.set(key, { workload, what, from, to, cells, of: pairs.length })
    }
    return [...found.values()]
  })
}

function differencesOf({ left, right }: Pair) {
  const tools = toolsOf([...left.runs, ...right.runs])
  const free = tools.flatMap(({ options }) => [...options.naming, ...options.incidental])
  const isFree = new RegExp(`^(${free.join('|')})$`)
  const loads = [right, left].map(({ runs }) => runs.flatMap(({ load }) => load ?? []))
  const names = new Set(loads.flat().flatMap(({ options }) => Object.keys(options)))
  const options = [...names].filter(name => !isFree.test(name)).sort()
  return [
    { what: 'version', values: loads.map(own => toSet(own.map(({ tool }) => tool))) },
    ...options.map(what => ({
      what,
      values: loads.map(own => toSet(own.map(({ options }) => options[what] ?? 'not set'))),
    })),
  ].flatMap(({ what, values: [from = '', to = ''] }) => (from === to ? [] : { what, from, to }))
}

function toSet(values: string[]): string {
  return [...new Set(values)].sort().join(', ')
}

/** How the rates of matched cells compare: held to a target, or what the storage gave. */
export function findLoadRates(measured: Measured, step: Step): LoadRate[] {
  return Object.keys(measured.study.manifest.workloads).flatMap(workload => {
    const pairs = matchCampaigns(measured, step, workload)
    const loads = pairs.flatMap(({ left, right }) => [right.load, left.load])
    const proofs = loads.flatMap(load => ('target' in load ? load : []))
    const [first] = proofs
    if (first) return { workload, target: toHeldRate(first.target, proofs) }
    const ratios = pairs.flatMap(({ left, right }) => rateOf(left) / rateOf(right))
    const known = ratios.filter(Number.isFinite)
    if (known.length === 0) return []
    return { workload, ratio: { least: Math.min(...known), most: Math.max(...known) } }
  })
}

type Proof = Extract<Pair['left']['load'], { target: unknown }>

function toHeldRate(target: Proof['target'], proofs: readonly Proof[]): HeldRate {
  const held = proofs.filter(({ state }) => state === 'held')
  const inside = held.flatMap(({ achieved, missedRuns, target }) =>
    achieved.flatMap(({ run, quantity }) =>
      missedRuns.includes(run) ? [] : quantity.value / target.value - 1,
    ),
  )
  return {
    ...target,
    held: held.length,
    missed: proofs.length - held.length,
    worst: inside.sort((a, b) => Math.abs(b) - Math.abs(a))[0] ?? 0,
    leftOut: held.reduce((sum, { missedRuns }) => sum + missedRuns.length, 0),
  }
}

function rateOf({ results }: Pair['left']): number {
  const values = results.iops?.points.map(({ quantity }) => quantity.value) ?? []
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
