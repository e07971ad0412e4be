import { decimalsFor, formatBytes, formatNumber } from '../../format/number.ts'
import { nameTools } from '../../study/tool-words.ts'
import { findBaseline } from '../comparison/compare-cells.ts'
import type { Judges } from './gate.ts'
import { findUnequalLoad } from './unequal-load.ts'

/** The rules that ask whether the load generator did what it was asked for, and the same under all configurations. */
export const loadGates = {
  'unequal-load': ({ cell, cells, limit }) => {
    const baseline = findBaseline(cell, cells)
    const differences = baseline ? findUnequalLoad(cell, baseline) : []
    return differences.length > limit
      ? `its load is not that of the baseline: ${differences.join('; ')}`
      : undefined
  },
  'io-size': ({ cell, limit }) => {
    const told = cell.runs.flatMap(({ repeat, load }) => {
      const expected = load?.asked?.ioSize
      if (!expected) return []
      const size = load.transferred.value / load.completed.value
      const isOther = Math.abs(size / expected - 1) > limit
      return isOther
        ? [`${formatBytes(size)} an I/O in repeat ${repeat}, expected ${formatBytes(expected)}`]
        : []
    })
    return told.length > 0 ? `${nameTools(cell.runs)} moved ${told.join('; ')}` : undefined
  },
  'queue-depth': ({ cell, limit }) => {
    const told = cell.runs.flatMap(({ repeat, load }) => {
      const allowed = load?.asked?.inFlight
      if (!allowed || !load.totalLatency || load.isInTurn) return []
      const meant = (load.completed.value / load.duration.value) * load.totalLatency.value
      return meant > allowed * (1 + limit)
        ? [
            `${formatNumber(meant, decimalsFor(meant))} in flight in repeat ${repeat}, expected ${allowed} at most`,
          ]
        : []
    })
    return told.length > 0
      ? `by Little’s law, IOPS × mean latency, ${nameTools(cell.runs)} had ${told.join('; ')}: one of the two is wrong`
      : undefined
  },
  'short-run': ({ cell, limit }) => {
    const told = cell.runs.flatMap(({ repeat, load }) => {
      const asked = load?.asked?.seconds
      if (!asked) return []
      const seconds = load.duration.value
      return seconds < asked * limit
        ? [`${formatNumber(seconds, decimalsFor(seconds))} s of ${asked} s in repeat ${repeat}`]
        : []
    })
    return told.length > 0 ? `${nameTools(cell.runs)} ran ${told.join('; ')}` : undefined
  },
} satisfies Judges
