import type { NamedUnit, Unit } from '../../model/quantity.ts'
import { type BaseUnit, baseUnits } from '../../model/units.ts'

export type ParsedUnit = 'IO/s' | 'B/s' | 'IO' | 'B' | '1' | 's'

const units: { [unit: string]: { factor: number; unit: ParsedUnit } } = {
  'IO/s': { factor: 1, unit: 'IO/s' },
  IOPS: { factor: 1, unit: 'IO/s' },
  'B/s': { factor: 1, unit: 'B/s' },
  'kB/s': { factor: 1e3, unit: 'B/s' },
  'MB/s': { factor: 1e6, unit: 'B/s' },
  'GB/s': { factor: 1e9, unit: 'B/s' },
  'KiB/s': { factor: 2 ** 10, unit: 'B/s' },
  'MiB/s': { factor: 2 ** 20, unit: 'B/s' },
  'GiB/s': { factor: 2 ** 30, unit: 'B/s' },
  IO: { factor: 1, unit: 'IO' },
  B: { factor: 1, unit: 'B' },
  kB: { factor: 1e3, unit: 'B' },
  MB: { factor: 1e6, unit: 'B' },
  GB: { factor: 1e9, unit: 'B' },
  KiB: { factor: 2 ** 10, unit: 'B' },
  MiB: { factor: 2 ** 20, unit: 'B' },
  GiB: { factor: 2 ** 30, unit: 'B' },
  '%': { factor: 0.01, unit: '1' },
  s: { factor: 1, unit: 's' },
}

/** `parseUnitValue('200 MiB/s') // => {value: 209715200, unit: 'B/s'}` */
export function parseUnitValue(text: string): { value: number; unit: ParsedUnit } | undefined {
  const [, number, name = ''] = /^\s*(-?[\d.]+)\s*([^\s\d]\S*)\s*$/.exec(text) ?? []
  const unit = units[name]
  return number === undefined || unit === undefined || Number.isNaN(Number(number))
    ? undefined
    : { value: Number(number) * unit.factor, unit: unit.unit }
}

/** What a cost is counted in, by any of its names. */
const counted: { [name: string]: { unit: BaseUnit; factor: number } } = {
  ...Object.fromEntries(
    Object.entries(baseUnits)
      .filter(([unit]) => unit !== '1')
      .flatMap(([unit, { many = unit, also = [] }]) =>
        [unit, many, ...also].map(name => [name, { unit: unit as BaseUnit, factor: 1 }]),
      ),
  ),
  mJ: { unit: 'J', factor: 1e-3 },
  ms: { unit: 's', factor: 1e-3 },
  µs: { unit: 's', factor: 1e-6 },
  us: { unit: 's', factor: 1e-6 },
  ns: { unit: 's', factor: 1e-9 },
}

/**
 * An amount in the unit of a metric, in base units: `1 switch/IO`, `20 switches/GiB`, `1.5 µs/IO`,
 * `10 %`, `500 IO/s`; `{page}` is a unit that a study names.
 *
 * `parseAmount('1.5 µs/IO') // => {value: 0.0000015, unit: 's/IO'}`
 */
export function parseAmount(text: string): { value: number; unit: Unit } | undefined {
  const [, number, name = ''] = /^\s*([\d.]+)\s*([^\s\d]\S*)\s*$/.exec(text) ?? []
  if (number === undefined || Number.isNaN(Number(number))) return undefined
  const simple = parseUnitValue(text)
  if (simple) return simple
  const parts = name.replace('I/O', 'IO').split('/').map(toCounted)
  const [above, below] = parts
  if (!above || parts.length > 2 || (parts.length === 2 && !below)) return undefined
  const unit: Unit = below ? `${above.unit}/${below.unit}` : (above.unit as BaseUnit)
  return { value: (Number(number) * above.factor) / (below?.factor ?? 1), unit }
}

function toCounted(name: string): { unit: BaseUnit | NamedUnit; factor: number } | undefined {
  const found = Object.hasOwn(counted, name) ? counted[name] : undefined
  if (found) return found
  if (/^\{[a-z][a-z-]+\}$/.test(name)) return { unit: name as NamedUnit, factor: 1 }
  const known = units[name]
  return known && known.unit !== 'IO/s' && known.unit !== 'B/s'
    ? { unit: known.unit, factor: known.factor }
    : undefined
}
