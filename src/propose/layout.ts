import { compileTemplate } from '../study/match/template.ts'
import { columnsOf, findForm } from './columns.ts'
import { findHidden } from './hidden.ts'
import { workloadOptions } from './known-options.ts'
import { type Factor, joinFactors, toFactor } from './levels.ts'
import type { Counted } from './measured.ts'
import type { OwnSheet } from './own-sheet.ts'
import { type Plan, toOrder, toSheet, toTemplate } from './place-runs.ts'
import { findRoles, type Role } from './roles.ts'
import { findTurns } from './turns.ts'
import { groupBy, type Unit } from './units.ts'
import { distinct, repeatWords } from './words.ts'

/** How runs lie, and which of them are what. */
export interface Layout extends Plan {
  units: Unit[]
  /** Reports that are of no run, as their paths have another form. */
  others: Unit[]
  roles: Role[]
  /** What study.yaml says as `runs`. */
  runs: string | { sheet: string }
  /** A sheet that has to be written. */
  sheet?: string
  /** The path of each line of a sheet with the run that it is of. */
  lines?: ReadonlyMap<string, string>
  /** Parts of the paths that tell which events a run was counted with. */
  turns: Role[]
}

export const sheetName = 'run-sheet.csv'

/** A level as study.yaml may name one. */
const isId = /^\w[\w.+-]*$/

/**
 * Find factors, workload and repeats in the paths of the runs, and write them as a template; where
 * no template can tell them, as a sheet.
 *
 * @param paths of all files
 */
export function findLayout(
  units: readonly Unit[],
  hasJobs: boolean,
  counted: readonly Counted[],
  paths: readonly string[],
  own?: OwnSheet,
): Layout {
  if (own) return bySheet(own, units, paths)
  if (units.length === 1) return alone(units)
  const form = findForm(units)
  const found = findRoles(columnsOf(form), form.units)
  const isRegular =
    form.units.length >= 0.8 * units.length && found.some(({ role }) => role !== 'same')
  if (!isRegular) return irregular(units, paths)
  const turns = findTurns(found, form.units, counted)
  const hidden = findHidden(found, form.units)
  const roles = [
    ...found.map(role =>
      turns.includes(role) || hidden.moments.includes(role)
        ? { ...role, role: 'repeat' as const, options: [] }
        : role,
    ),
    ...hidden.levels,
  ]
  const told = toPlan(roles, form.units, hasJobs)
  const plan = hidden.moments.length > 0 ? { ...told, repeatOf: toOrder(told, form.units) } : told
  const base = { ...plan, units: form.units, others: form.others, roles, turns }
  const candidates = [false, true].flatMap(isLoose => toTemplate(form, roles, plan, isLoose) ?? [])
  const checked = candidates.map(template => ({ template, ...check(template, base, paths) }))
  const best = checked.filter(({ isRight }) => isRight).sort((a, b) => b.matched - a.matched)[0]
  return best ? { ...base, runs: best.template } : withSheet(base, paths)
}

/** As somebody wrote it down; where study.yaml cannot take that as it is, as a sheet like it. */
function bySheet(
  { name, lines, isWhole, ...plan }: OwnSheet,
  units: readonly Unit[],
  paths: readonly string[],
): Layout {
  const others = units.filter(unit => !plan.units.includes(unit))
  const base = { ...plan, others, roles: [], turns: [] }
  return isWhole ? { ...base, runs: { sheet: name }, lines } : withSheet(base, paths)
}

/** A single run: whatever lies there is of it. */
function alone(units: readonly Unit[]): Layout {
  return {
    factors: [],
    repeatOf: () => '1',
    units: [...units],
    others: [],
    roles: [],
    turns: [],
    runs: '*',
  }
}

function toPlan(roles: readonly Role[], units: readonly Unit[], hasJobs: boolean): Plan {
  const levels = roles.filter(({ role }) => role === 'level')
  const shaping = levels.filter(({ options }) =>
    options.some(option => workloadOptions.includes(option)),
  )
  const patterns = shaping.filter(({ options }) =>
    options.some(option => /^(rw|readwrite)$/.test(option)),
  )
  const isOther = levels.length > shaping.length
  const single = shaping.length === 1 && (isOther || patterns.length === 1) ? shaping : patterns
  const workload = single.length === 1 && !hasJobs ? single[0] : undefined
  const factors: Factor[] = []
  for (const role of levels.filter(role => role !== workload)) {
    factors.push(toFactor(role, ['workload', 'repeat', ...factors.map(({ id }) => id)]))
  }
  const counting = roles.filter(({ role }) => role === 'repeat').map(({ column }) => column)
  return {
    factors: isSparse(factors, units) ? [joinFactors(factors, units)] : factors,
    ...(workload && { workload: { ...toFactor(workload, []), id: 'workload' } }),
    repeatOf: unit => counting.map(column => column.of(unit)).join('-') || '1',
  }
}

/** Whether far fewer cells are there than levels have combinations. */
function isSparse(factors: readonly Factor[], units: readonly Unit[]): boolean {
  const combinations = factors.reduce(
    (product, { levels }) => product * Object.keys(levels).length,
    1,
  )
  const cells = distinct(units.map(unit => factors.map(factor => factor.of(unit)).join('\0')))
  return factors.length > 1 && combinations > Math.max(24, 3 * cells.length)
}

/** Whether a template tells of each report what the plan does, and how many files it leads to. */
export function check(template: string, plan: Plan & { units: Unit[] }, paths: readonly string[]) {
  const parts = [...plan.factors, ...(plan.workload ? [plan.workload] : [])]
  const known = Object.fromEntries(parts.map(({ id, levels }) => [id, Object.keys(levels)]))
  if (
    Object.values(known)
      .flat()
      .some(level => !isId.test(level))
  )
    return { isRight: false, matched: 0 }
  const match = compileTemplate(template, known)
  const isRight = plan.units.every(unit => {
    const values = match(unit.report)?.values
    return (
      values !== undefined &&
      parts.every(({ id, of }) => values[id] === of(unit)) &&
      (values.repeat ?? '1') === plan.repeatOf(unit)
    )
  })
  return { isRight, matched: paths.filter(path => match(path) !== undefined).length }
}

/** A layout whose runs a sheet lists. */
export function withSheet(
  plan: Omit<Layout, 'runs' | 'sheet' | 'lines'>,
  paths: readonly string[],
): Layout {
  const named = {
    ...plan,
    factors: plan.factors.map(withIds),
    ...(plan.workload && { workload: withIds(plan.workload) }),
  }
  const { csv, lines } = toSheet(named.units, named, paths)
  return { ...named, runs: { sheet: sheetName }, sheet: csv, lines }
}

/** Levels under names that study.yaml can hold, labelled as they were. */
function withIds(factor: Factor): Factor {
  const ids = new Map<string, string>()
  for (const level of Object.keys(factor.levels)) {
    const base = toPlain(level) || 'level'
    let [id, count] = [base, 2]
    while ([...ids.values()].includes(id)) id = `${base}-${count++}`
    ids.set(level, id)
  }
  const toId = (level: string) => ids.get(level) ?? level
  return {
    ...factor,
    id: toPlain(factor.id) || 'factor',
    levels: Object.fromEntries(
      Object.entries(factor.levels).map(([level, label]) => [toId(level), label]),
    ),
    of: unit => toId(factor.of(unit)),
    baseline: toId(factor.baseline),
  }
}

/** `ähm psync` as study.yaml can name it: `a-hm-psync`. */
function toPlain(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[^\w.+-]+/g, '-')
    .replace(/^[^\w]+/, '')
    .replaceAll(/-+/g, '-')
    .replace(/-$/, '')
}

/**
 * Paths that have nothing in common: each is a setup of its own, but for what a word for repeats
 * and a number at its end tell apart.
 */
function irregular(units: readonly Unit[], paths: readonly string[]): Layout {
  const cuts = new Map(units.map(unit => [unit, cutRepeat(unit.path)]))
  const shared = groupBy(units, unit => `${cuts.get(unit)?.base}\0${JSON.stringify(unit.options)}`)
  const isShared = (unit: Unit) => {
    const { base = '' } = cuts.get(unit) ?? {}
    return (shared.get(`${base}\0${JSON.stringify(unit.options)}`)?.length ?? 0) > 1
  }
  const setupOf = (unit: Unit) => (isShared(unit) ? (cuts.get(unit)?.base ?? '') : unit.path)
  const names = distinct(units.map(setupOf)).sort()
  const setup: Factor = {
    id: 'setup',
    label: 'Setup',
    levels: Object.fromEntries(names.map(name => [name, name])),
    of: setupOf,
    options: [],
    baseline: names[0] ?? '',
  }
  const repeatOf = (unit: Unit) => (isShared(unit) ? (cuts.get(unit)?.number ?? '1') : '1')
  const plan = { factors: [setup], repeatOf, units: [...units], others: [], roles: [], turns: [] }
  return withSheet(plan, paths)
}

/** `some/where-3` and `some/run3` are the third of their kind; `some/disk3` is one by itself. */
function cutRepeat(path: string): { base: string; number: string } {
  const [, before = '', number] = /^(.*?)(\d+)$/.exec(path) ?? []
  const [, base = '', word = ''] = /^(.*?)([A-Za-z]*)$/.exec(before.replace(/[-_./ #]$/, '')) ?? []
  if (number === undefined || before === '') return { base: path, number: '1' }
  const isNamed = repeatWords.test(word.toLowerCase())
  const isApart = /[-_./ #]$/.test(before)
  if (isNamed) return { base: base.replace(/[-_./ #]$/, ''), number }
  return isApart ? { base: base + word, number } : { base: path, number: '1' }
}
