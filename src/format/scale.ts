import type { Unit } from '../model/quantity.ts'
import { wordsOf } from '../model/units.ts'
import { thinSpace } from './number.ts'
import { type Printed, print } from './printed.ts'

/** How a column or an axis shows values of one unit: divided by `divisor`, as `label`. */
export interface Scale {
  divisor: number
  /** `µs per I/O`; empty where the quantity has no unit to print. */
  label: string
  /** Behind a number in a sentence: `µs`; of a count no unit, but `thousand` where it is divided by that. */
  symbol: string
}

const prefixes: [divisor: number, prefix: string][] = [
  [1, ''],
  [1e-3, 'm'],
  [1e-6, 'µ'],
  [1e-9, 'n'],
]

const large: [divisor: number, word: string][] = [
  [1, ''],
  [1e3, 'thousand '],
  [1e6, 'million '],
]

/** Work in a second, of the clock or of a CPU, whatever its size. */
const rates: { [unit: string]: Scale } = {
  'IO/s': { divisor: 1, label: 'IO/s', symbol: 'IO/s' },
  'B/s': { divisor: 2 ** 20, label: 'MiB/s', symbol: 'MiB/s' },
  'IO/CPU-s': { divisor: 1, label: 'I/Os per CPU-second', symbol: 'IO/CPU-s' },
  'B/CPU-s': { divisor: 2 ** 20, label: 'MiB per CPU-second', symbol: 'MiB/CPU-s' },
}

/**
 * One scale for all values of a column: the largest prefix that keeps the median value at 1
 * or above. Costs per byte are shown per GiB.
 */
export function scaleFor(values: readonly number[], unit: Unit): Scale {
  // Without a value above zero there is nothing to scale for.
  const typical = middle(values.map(Math.abs).filter(value => value > 0)) ?? 1
  const [counted, per] = unit.split('/')
  const rate = rates[unit]
  if (rate) return rate
  const work = nameOf(counted)
  if (work && per === 'CPU-s') {
    return { divisor: 1, label: `${work} per CPU-second`, symbol: `${work}/CPU-s` }
  }
  const perFactor = per === 'B' ? 2 ** 30 : 1
  const perLabel = per === undefined ? '' : ` per ${namePer(per)}`
  if (counted === 's' || counted === 'J') {
    const [factor, prefix] = prefixes.find(([divisor]) => typical * perFactor >= divisor) ??
      prefixes.at(-1) ?? [1, '']
    const symbol = prefix + counted
    return { divisor: factor / perFactor, label: symbol + perLabel, symbol }
  }
  const [factor, word] = [...large]
    .reverse()
    .find(([divisor]) => typical * perFactor >= 10 * divisor) ??
    large[0] ?? [1, '']
  const noun = wordsOf(counted).many ?? work ?? ''
  return { divisor: factor / perFactor, label: `${word}${noun}${perLabel}`, symbol: word.trim() }
}

/** What stands behind `per`: `I/O`, `GiB`, `page`. */
export function namePer(unit: string): string {
  return wordsOf(unit).per ?? nameOf(unit) ?? unit
}

/** `{page}`, a unit of work that a study names, is `page`. */
function nameOf(unit: string | undefined): string | undefined {
  return /^\{(.+)\}$/.exec(unit ?? '')?.[1]
}

function middle(values: number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** `3.2 µs per I/O`, `+2.31 switches per I/O`: with all of its unit. */
export function withUnit(number: Printed, { label }: Scale): Printed {
  return label === '' ? number : print(`${number}\u00a0${label}`)
}

/** `3.2 µs`, with a thin space; behind a number, `thousand` is a word, with a whole one. */
export function withSymbol(number: Printed, { symbol }: Scale): Printed {
  if (symbol === '') return number
  const isWord = large.some(([, word]) => word.trim() === symbol)
  return print(`${number}${isWord ? '\u00a0' : thinSpace}${symbol}`)
}
