import type { Role } from './roles.ts'
import type { Unit } from './units.ts'
import { distinct, kindOfAll } from './words.ts'

/**
 * What was varied where paths have nothing but moments, or numbers that go on: options of the load that
 * several runs share.
 */
export function findHidden(
  roles: readonly Role[],
  units: readonly Unit[],
): { moments: Role[]; levels: Role[] } {
  const moments = roles.filter(
    ({ role, column, options }) =>
      role === 'level' &&
      options.length > 0 &&
      column.values.length === units.length &&
      ['date', 'number'].includes(kindOfAll(column.values)),
  )
  const options = distinct(moments.flatMap(role => role.options))
  const optionOf = (option: string) => (unit: Unit) => unit.options[option] ?? 'default'
  const cells = distinct(
    units.map(unit => options.map(option => optionOf(option)(unit)).join('\0')),
  )
  if (options.length === 0 || cells.length === units.length) return { moments: [], levels: [] }
  const levels = options.flatMap((option, at): Role[] => {
    const of = optionOf(option)
    const values = distinct(units.map(of))
    const isSaid = options
      .slice(0, at)
      .some(
        other =>
          distinct(units.map(unit => optionOf(other)(unit) + of(unit))).length <= values.length,
      )
    const column = { values, word: '', isLast: false, of }
    return isSaid ? [] : [{ column, role: 'level', options: [option] }]
  })
  return { moments, levels }
}
