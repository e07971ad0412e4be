/** A factor as study.yaml writes it. */
export interface WrittenFactor {
  label: string
  numeric?: boolean | undefined
  unit?: NumberUnit | undefined
  levels: { [level: string]: { label: string; description?: string | undefined } }
}

/** A factor, with the number of each of its levels where they are numbers. */
export interface NumberedFactor extends WrittenFactor {
  numbers?: { [level: string]: number }
}

/** What a level that is a number counts. */
export const numberUnits = ['B', '%', 's', 'IO', 'IO/s'] as const

type NumberUnit = (typeof numberUnits)[number]

/**
 * The number that a name of a level is: `4k` is 4096, as fio has it.
 *
 * `toNumber('4k') // => 4096`, `toNumber('0.5') // => 0.5`, `toNumber('psync') // => undefined`
 */
export function toNumber(level: string): number | undefined {
  const [, digits, prefix = ''] = /^(\d+(?:\.\d+)?)([kmgt]?)(?:i?b)?$/i.exec(level) ?? []
  if (digits === undefined) return undefined
  return Number(digits) * 1024 ** ' kmgt'.indexOf(prefix.toLowerCase() || ' ')
}

/** Whether all levels are numbers, and at least two. */
export function areNumbers({ levels }: { levels: object }): boolean {
  const ids = Object.keys(levels)
  return ids.length > 1 && ids.every(level => toNumber(level) !== undefined)
}

/**
 * Levels that are numbers are ordered by them, unless study.yaml says `numeric: false`. A label that is a bare
 * number says nothing in a row or a sentence: it is given the name of its factor (`depth 32`), or its unit
 * (`4 KiB`).
 */
export function toNumbered(name: string, factor: WrittenFactor): NumberedFactor {
  if (factor.numeric === false || !areNumbers(factor)) return factor
  const sorted = Object.entries(factor.levels)
    .map(([id, level]) => ({ id, level, number: toNumber(id) ?? Number.NaN }))
    .sort((a, b) => a.number - b.number)
  return {
    ...factor,
    levels: Object.fromEntries(
      sorted.map(({ id, level, number }) => {
        const isBare = level.label === id
        return [id, isBare ? { ...level, label: toLabel(name, id, number, factor.unit) } : level]
      }),
    ),
    numbers: Object.fromEntries(sorted.map(({ id, number }) => [id, number])),
  }
}

function toLabel(name: string, id: string, number: number, unit: NumberUnit | undefined): string {
  if (unit === 'B') return toBytes(number)
  const amount = unit === undefined ? id : `${number} ${unit}`
  const isSaid = unit !== undefined && unit !== '%'
  return isSaid ? amount : `${name.replaceAll('-', ' ')} ${amount}`
}

/** `4 KiB` of 4096, in the largest unit that leaves a whole number. */
function toBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  const whole = units.flatMap((_, at) => {
    const amount = bytes / 1024 ** at
    return amount >= 1 && Number.isInteger(amount) ? at : []
  })
  const at = Math.max(0, ...whole)
  return `${bytes / 1024 ** at} ${units[at]}`
}

/** Whether numbers are powers of one base, as 1, 2, 4 and 4 KiB, 64 KiB are: then an axis is one of logs. */
export function arePowers(numbers: readonly number[]): boolean {
  const [least = 0] = numbers
  if (!(least > 0) || numbers.length < 3) return false
  return numbers.every(number => Number.isInteger(Math.log2(number / least)))
}
