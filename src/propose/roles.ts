import type { Column } from './columns.ts'
import { isNaming, tellingOptions } from './known-options.ts'
import { groupBy, ranTogether, type Unit } from './units.ts'
import { distinct, kindOfAll, levelWords, repeatWords } from './words.ts'

/** What a part of the paths stands for. */
export interface Role {
  column: Column
  /** `same`: it says again, in its own words, what another part says. */
  role: 'repeat' | 'level' | 'same'
  /** Options of the load that have another value for each of the column's, the most telling first. */
  options: string[]
  /** Why it may be read otherwise. */
  question?: Question
}

/**
 * `counts`: it counts up, and nothing says what. `dates`: days on which nothing else differs.
 * `at-once`: its runs were made at the same time. `repeats`: it was taken for repeats on that alone.
 */
export type Question = 'counts' | 'dates' | 'at-once' | 'repeats'

/** What each part of the paths stands for: options of the load decide, then words, then how it counts. */
export function findRoles(columns: readonly Column[], units: readonly Unit[]): Role[] {
  const keys = new Map(columns.map(column => [column, units.map(column.of)]))
  const first = (column: Column) =>
    columns.find(other => isOneToOne(keys.get(other) ?? [], keys.get(column) ?? [])) ?? column
  const own = columns.filter(column => first(column) === column)
  const explained = explain(own, units)
  return columns.map(column => {
    const options = explained.get(first(column)) ?? []
    if (first(column) !== column) return { column, role: 'same', options }
    return { column, ...judge(column, own, units, options), options }
  })
}

/** Whether each value of one goes with one value of the other, as `libaio/libaio-run1` says it twice. */
function isOneToOne(a: readonly string[], b: readonly string[]): boolean {
  const pairs = distinct(a.map((value, index) => `${value}\0${b[index]}`)).length
  return pairs === distinct(a).length && pairs === distinct(b).length
}

/**
 * Options that change with a column: they are the same wherever it is the same, or change along
 * it where all other parts stay the same. An option is the column's that has fewer values.
 */
function explain(columns: readonly Column[], units: readonly Unit[]): Map<Column, string[]> {
  const names = distinct(units.flatMap(({ options }) => Object.keys(options)))
  const telling = tellingOptions.filter(name => names.includes(name))
  const varying = distinct([...telling, ...names]).filter(
    name => !isNaming(name) && distinct(units.map(({ options }) => options[name] ?? '')).length > 1,
  )
  const found = new Map<Column, string[]>(columns.map(column => [column, []]))
  for (const name of varying) {
    const owners = columns.filter(column => isFunctionOf(name, column, units))
    const fewest = Math.min(...owners.map(({ values }) => values.length))
    const least = owners.filter(({ values }) => values.length === fewest)
    // An engine without `iodepth` has none, whatever the name of its folder says.
    const set = units.filter(({ options }) => options[name] !== undefined)
    const along = columns.filter(
      column => variesAlong(name, column, columns, units) && isFunctionOf(name, column, set),
    )
    const both = least.filter(column => along.includes(column))
    const chosen = [both, least, along].find(list => list.length > 0) ?? []
    for (const column of chosen) found.get(column)?.push(name)
  }
  return found
}

function isFunctionOf(option: string, column: Column, units: readonly Unit[]): boolean {
  const values = new Map<string, string>()
  return units.every(unit => {
    const value = unit.options[option] ?? ''
    const known = values.get(column.of(unit)) ?? value
    values.set(column.of(unit), known)
    return known === value
  })
}

/** Whether it changes along a column in at least half of the cells of the others. */
function variesAlong(
  option: string,
  column: Column,
  columns: readonly Column[],
  units: readonly Unit[],
): boolean {
  const groups = cellsWithout(column, columns, units).filter(group => group.length > 1)
  const varying = groups.filter(
    group => distinct(group.map(({ options }) => options[option] ?? '')).length > 1,
  )
  return groups.length > 0 && varying.length * 2 >= groups.length
}

/** Units that differ in one column alone; what is of each unit alone, as a moment, tells no cells. */
function cellsWithout(
  column: Column,
  columns: readonly Column[],
  units: readonly Unit[],
): Unit[][] {
  const others = columns.filter(other => other !== column && other.values.length < units.length)
  return [...groupBy(units, unit => others.map(other => other.of(unit)).join('\0')).values()]
}

type Judged = Pick<Role, 'role' | 'question'>

const level: Judged = { role: 'level' }

function judge(
  column: Column,
  columns: readonly Column[],
  units: readonly Unit[],
  options: readonly string[],
): Judged {
  const kind = kindOfAll(column.values)
  if (options.length > 0 || kind === 'version' || kind === 'size') return level
  const cells = cellsWithout(column, columns, units)
  if (kind === 'date') return judgeDates(column, cells)
  const { word, numbers } = toNumbers(column)
  if (!numbers) return level
  if (repeatWords.test(word)) return { role: 'repeat' }
  if (levelWords.test(word) || !agree(cells)) return level
  if (areAtOnce(cells, units)) return { role: 'level', question: 'at-once' }
  // A number that each run has for itself, over all cells.
  if (column.values.length === units.length && columns.length > 1) return { role: 'repeat' }
  const isSequence = !isPowersOfTwo(numbers) && cells.every(cell => countsUp(cell.map(column.of)))
  return isSequence ? judgeSequence(column, word, columns.length === 1) : level
}

/** What counts up in every cell, with reports that agree: a last number is that of the repeat. */
function judgeSequence({ values, isLast }: Column, word: string, isOnly: boolean): Judged {
  if (word !== '') return { role: 'level', question: 'counts' }
  if (isLast || isOnly) return { role: 'repeat' }
  return values.length > 2
    ? { role: 'repeat', question: 'repeats' }
    : { role: 'level', question: 'counts' }
}

/** Whether some ran at the same time; where all seem to have, their times tell nothing. */
function areAtOnce(cells: Unit[][], units: readonly Unit[]): boolean {
  return (
    units.some(unit => !ranTogether(unit, units[0])) &&
    cells.some(cell => cell.slice(1).some(unit => ranTogether(unit, cell[0])))
  )
}

/**
 * Moments are repeats where nothing else differs between them: of one day, or of three days and
 * more. Two days may as well be before and after something that nobody wrote down.
 */
function judgeDates(column: Column, cells: Unit[][]): Judged {
  if (!agree(cells)) return { role: 'level' }
  const days = distinct(column.values.map(value => value.replaceAll(/\D/g, '').slice(0, 8)))
  const fewest = Math.min(...cells.map(cell => cell.length))
  if (days.length === 1 || (days.length > 2 && fewest > 2)) return { role: 'repeat' }
  return { role: 'level', question: 'dates' }
}

/** Whether the reports of each cell say the same of what was asked, and by which tool. */
function agree(cells: Unit[][]): boolean {
  return cells.every(cell => {
    const names = distinct(cell.flatMap(({ options }) => Object.keys(options))).filter(
      name => !isNaming(name),
    )
    return (
      distinct(cell.map(({ tool }) => tool)).length === 1 &&
      names.every(name => distinct(cell.map(({ options }) => options[name] ?? '')).length === 1)
    )
  })
}

/** `run`, `run2`, `run3`: the first may have no number, where two others have. */
function toNumbers({ values, word }: Column): { word: string; numbers?: number[] } {
  if (values.every(value => /^\d+$/.test(value))) return { word, numbers: values.map(Number) }
  const words = distinct(values.map(value => value.replace(/[-_. #]?\d+$/, '')))
  const plain = values.filter(value => !/\d$/.test(value)).length
  const [own = ''] = words
  const isCounted = words.length === 1 && plain <= 1 && (plain === 0 || values.length > 2)
  return isCounted && own !== ''
    ? {
        word: own.toLowerCase(),
        numbers: values.map(value => Number(/\d+$/.exec(value)?.[0] ?? 1)),
      }
    : { word: own }
}

/** From 0 or 1, each number once; one may be missing. */
function countsUp(values: readonly string[]): boolean {
  const numbers = distinct(values.map(value => Number(/\d+$/.exec(value)?.[0] ?? 1))).sort(
    (a, b) => a - b,
  )
  const [first = 0] = numbers
  const last = numbers.at(-1) ?? 0
  return first <= 1 && last - first - (numbers.length - 1) <= 1
}

/** 1, 2, 4: as many as two may be a count as well. */
function isPowersOfTwo(numbers: readonly number[]): boolean {
  return numbers.length > 2 && numbers.every(number => Number.isInteger(Math.log2(number)))
}
