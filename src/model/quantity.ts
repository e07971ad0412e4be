import type { Source } from './place.ts'
import type { BaseUnit } from './units.ts'

export type { BaseUnit }

/** A unit of work that a study names, in braces as UCUM writes what is counted: `{page}`. */
export type NamedUnit = `{${string}}`
export type Unit = BaseUnit | `${BaseUnit | NamedUnit}/${BaseUnit | NamedUnit}`

/** A number, its unit, and everything that it was computed from. */
export interface Quantity<U extends Unit = Unit> {
  value: number
  unit: U
  sources: Source[]
}

/** What a tool said it could not measure: `<not supported>`. Never zero. */
export interface Missing {
  missing: string
  cause?: MissingCause
}

/** Causes that something can be done about; messages say what. */
export type MissingCause =
  | 'untimed'
  | 'client'
  | 'several-jobs'
  | 'other-cpus'
  | 'not-recorded'
  | 'refused'
  | 'zero-times'

export function isMissing(value: object | undefined): value is Missing {
  return value !== undefined && 'missing' in value
}

/** Sources of all the quantities, each once, in order. */
export function mergeSources(...quantities: Quantity[]): Source[] {
  return [...new Set(quantities.flatMap(quantity => quantity.sources))]
}

/** `a ÷ b`, or nothing where `b` is zero. */
export function divide<A extends BaseUnit, B extends BaseUnit>(
  a: Quantity<A>,
  b: Quantity<B>,
): Quantity<`${A}/${B}`> | undefined {
  if (b.value === 0) return undefined
  return { value: a.value / b.value, unit: `${a.unit}/${b.unit}`, sources: mergeSources(a, b) }
}

/** All of them added up; zero of none. */
export function sum<U extends Unit>(quantities: Quantity<U>[], unit: U): Quantity<U> {
  return {
    value: quantities.reduce((total, quantity) => total + quantity.value, 0),
    unit,
    sources: mergeSources(...quantities),
  }
}
