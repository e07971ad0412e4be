import type { Counted } from './measured.ts'
import type { Role } from './roles.ts'
import { createOwnerFinder, groupBy, type Unit } from './units.ts'
import { distinct, kindOfAll } from './words.ts'

/**
 * Parts of the paths along which the load was the same and perf counted something else: sets of events,
 * or what was looked at, in turn. These are no levels that could be compared.
 */
export function findTurns(
  roles: readonly Role[],
  units: readonly Unit[],
  counted: readonly Counted[],
): Role[] {
  const open = roles.filter(({ role, options }) => role === 'level' && options.length === 0)
  if (open.length === 0) return []
  const eventsOf = toEvents(units, counted)
  return open.filter(({ column }) => {
    if (kindOfAll(column.values) !== 'word') return false
    const others = roles.filter(role => role.column !== column && role.role !== 'same')
    const cells = groupBy(units, unit => others.map(other => other.column.of(unit)).join('\0'))
    const several = [...cells.values()].filter(cell => cell.length > 1)
    return several.length > 0 && several.every(cell => areApart(cell.map(eventsOf)))
  })
}

/** Whether each of them has events, and most of these none of the others has. */
function areApart(lists: string[][]): boolean {
  return lists.every((own, at) => {
    const others = new Set(lists.filter((_, index) => index !== at).flat())
    return own.length > 0 && own.filter(event => others.has(event)).length * 2 < own.length
  })
}

/** Which events were counted of what, with each unit. */
function toEvents(units: readonly Unit[], counted: readonly Counted[]): (unit: Unit) => string[] {
  const ownerOf = createOwnerFinder(units)
  const own = groupBy(counted, ({ path }) => ownerOf(path)?.path ?? '')
  return ({ path }) =>
    distinct(
      (own.get(path) ?? [])
        .flatMap(({ blocks }) => blocks)
        .flatMap(({ kind, events }) => events.map(event => `${kind} ${event}`)),
    )
}
