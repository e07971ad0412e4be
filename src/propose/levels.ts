import { upperFirst } from '../format/upper-first.ts'
import type { Column } from './columns.ts'
import { factorNames } from './known-options.ts'
import type { Role } from './roles.ts'
import type { Unit } from './units.ts'
import { compareNatural, distinct, kindOfAll } from './words.ts'

/** A factor, or the workloads: what varies, with its levels in order, the baseline first. */
export interface Factor {
  /** As study.yaml names it. */
  id: string
  label: string
  /** Label of each level by its id. */
  levels: { [id: string]: string }
  /** The id of a unit’s level. */
  of(unit: Unit): string
  /** Options of the load that go with it. */
  options: string[]
  /** The level that others are compared with. */
  baseline: string
  /** The part of the paths that tells it; of several that were joined, none. */
  column?: Column
}

/** The label of a factor by what it is called, where an option gave it its name. */
export const factorLabels: { [id: string]: string } = Object.fromEntries(Object.values(factorNames))

/** A factor of a part of the paths, under a name that none has yet. */
export function toFactor({ column, options }: Role, taken: readonly string[]): Factor {
  const values = sortLevels(column.values)
  const [id, label] = nameFactor(column, options, taken)
  const isBare = column.word !== '' && options.length === 0
  return {
    id,
    label,
    levels: Object.fromEntries(
      values.map(value => [value, isBare ? `${column.word}${value}` : value]),
    ),
    of: column.of,
    options,
    baseline: values[0] ?? '',
    column,
  }
}

/** Several factors as one, whose levels are the combinations that are there: `sata-native`. */
export function joinFactors(factors: readonly Factor[], units: readonly Unit[]): Factor {
  const levelOf = (unit: Unit) => factors.map(factor => factor.of(unit)).join('-')
  const labelOf = (unit: Unit) =>
    factors.map(factor => factor.levels[factor.of(unit)] ?? factor.of(unit)).join(', ')
  const labels = new Map(units.map(unit => [levelOf(unit), labelOf(unit)]))
  const values = sortLevels([...labels.keys()])
  const baseline = factors.map(factor => factor.baseline).join('-')
  return {
    id: 'setup',
    label: 'Setup',
    levels: Object.fromEntries(values.map(value => [value, labels.get(value) ?? value])),
    of: levelOf,
    options: distinct(factors.flatMap(({ options }) => options)),
    baseline: labels.has(baseline) ? baseline : (values[0] ?? ''),
  }
}

/** By its option, by the word before its number, by what its values look like. */
function nameFactor(
  column: Column,
  [option]: string[],
  taken: readonly string[],
): [id: string, label: string] {
  const kind = kindOfAll(column.values)
  const named =
    option === undefined ? undefined : (factorNames[option] ?? [option, upperFirst(option)])
  const [id, label] = named ??
    (/^[a-z][a-z]+$/.test(column.word) ? [column.word, upperFirst(column.word)] : undefined) ??
    (kind === 'version' ? ['version', 'Version'] : undefined) ??
    (kind === 'date' ? ['date', 'Date'] : undefined) ??
    (column.values.some(value => rankOf(value) !== 1) ? ['variant', 'Variant'] : undefined) ?? [
      'factor',
      'Factor',
    ]
  if (!taken.includes(id)) return [id, label]
  let count = 2
  while (taken.includes(`${id}-${count}`)) count += 1
  return [`${id}-${count}`, `${label} ${count}`]
}

const first =
  /^(before|old|prev|previous|base|baseline|basis|bare|vanilla|stock|orig|original|default|defaults|control|ref|reference|unpatched|unmodified|without|off|no|none|disabled|mainline|upstream|master|main|plain|normal)$/
const later =
  /^(after|new|next|patch|patched|patches|fix|fixed|test|tested|modified|mod|with|on|yes|enabled|exp|experiment|experimental|opt|optimized|optimised|tuned|improved|feature|dev|devel|proposed)$/

/** 0 of what others are compared with (`before`), 2 of what is compared (`patched`), 1 of the rest. */
function rankOf(value: string): 0 | 1 | 2 {
  if (/^[ab]$/i.test(value)) return value.toLowerCase() === 'a' ? 0 : 2
  const words = value.toLowerCase().split(/[^a-z]+/)
  // `no-patch` and `before_fix` are what was there without them.
  if (words.some(word => first.test(word))) return 0
  return words.some(word => later.test(word)) ? 2 : 1
}

/** Numbers and versions by size, `before` before `after`: the first is the baseline. */
export function sortLevels(values: readonly string[]): string[] {
  return [...values].sort((a, b) => rankOf(a) - rankOf(b) || compareNatural(a, b))
}
