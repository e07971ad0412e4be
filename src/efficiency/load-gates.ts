import { decimalsFor, formatBytes, formatNumber } from '../format/number.ts'
import { parseFioSeconds, parseFioSize } from '../parse/fio-option.ts'
import type { Gate } from './gates.ts'
import { findUnequalLoad } from './unequal-load.ts'

/** The rules that ask whether fio did what it was asked for, and the same under all configurations. */
export const loadGates: readonly Gate[] = [
  {
    name: 'unequal-load',
    touches: 'cell',
    asks: 'Did fio do the same as under the baseline: kind, size and number of its I/Os, and the version of fio? At most this many differences may be that no factor stands for.',
    limit: 0,
    judge: ({ cell, cells, limit }) => {
      const baseline = cells.find(at => at.isBaseline && at.workload === cell.workload)
      const differences = baseline ? findUnequalLoad(cell, baseline) : []
      return differences.length > limit
        ? `its load is not that of the baseline: ${differences.join('; ')}`
        : undefined
    },
  },
  {
    name: 'io-size',
    touches: 'cell',
    asks: 'Did fio move as many bytes an I/O as its option bs says, to this share? Where not, jobs of several sizes were added up, or its report contradicts itself.',
    limit: 0.01,
    judge: ({ cell, limit }) => {
      const told = cell.runs.flatMap(({ repeat, load }) => {
        const expected = load && parseFioSize(load.options.bs ?? '')
        if (!expected) return []
        const size = load.transferred.value / load.completed.value
        const isOther = Math.abs(size / expected - 1) > limit
        return isOther
          ? [`${formatBytes(size)} an I/O in repeat ${repeat}, expected ${load.options.bs}`]
          : []
      })
      return told.length > 0 ? `fio moved ${told.join('; ')}` : undefined
    },
  },
  {
    name: 'short-run',
    touches: 'cell',
    asks: 'Did fio run for at least this share of the runtime that it was asked for? Below, it was interrupted, or came to the end of its size.',
    limit: 0.95,
    judge: ({ cell, limit }) => {
      const told = cell.runs.flatMap(({ repeat, load }) => {
        const asked = load && parseFioSeconds(load.options.runtime ?? '')
        if (!asked) return []
        const seconds = load.duration.value
        return seconds < asked * limit
          ? [`${formatNumber(seconds, decimalsFor(seconds))} s of ${asked} s in repeat ${repeat}`]
          : []
      })
      return told.length > 0 ? `fio ran ${told.join('; ')}` : undefined
    },
  },
]
