import { count } from '../format/count.ts'
import type { Layout } from './layout.ts'
import type { Question, Role } from './roles.ts'
import type { Scope } from './scopes.ts'
import { nameTools } from './units.ts'

/** More scopes than people look at. */
const mostScopes = 8

interface Proposed extends Layout {
  scopes: readonly Scope[]
  /** Events that were counted and of which no metric is made. */
  unproposed: readonly string[]
}

/** What a person should look at first: what may be read otherwise, with what follows from each. */
export function toQuestions(proposed: Proposed): string[] {
  return [
    ...proposed.roles.flatMap(role => askOf(role, proposed)),
    ...rules.flatMap(rule => rule(proposed) ?? []),
  ]
}

const rules: readonly ((proposed: Proposed) => string | string[] | undefined)[] = [
  ({ roles, runs }) =>
    typeof runs === 'string' && !roles.some(({ role }) => role === 'repeat')
      ? 'No part of the paths counts repeats, so every cell has one run and no interval.'
      : undefined,
  ({ factors, roles, units }) =>
    factors
      .filter(({ options, id }) => options.length === 0 && /^(factor|variant|version)/.test(id))
      .filter(({ column }) => !roles.some(role => role.column === column && role.question))
      .map(
        ({ id, levels }) =>
          `\`${id}\` varies in the paths (${shorten(Object.keys(levels))}), and no option of ${nameTools(units)} says what it is: give it a name.`,
      ),
  ({ turns, units }) =>
    turns.length > 0
      ? `${nameTools(units)} ran anew for each of ${turns.map(({ column }) => shorten(column.values)).join(' × ')}, and perf counted something else in each: they are told apart as repeats, and each count has the runs in which it was taken.`
      : undefined,
  ({ runs, sheet }) =>
    typeof runs !== 'string' && sheet === undefined
      ? `The runs are as ${runs.sheet} lists them.`
      : undefined,
  ({ runs, units, sheet }) =>
    typeof runs === 'string' || sheet === undefined
      ? undefined
      : `No template can tell the paths of these ${units.length} runs, so ${runs.sheet} lists them: correct it where a run is taken for another.`,
  ({ others, units }) =>
    others.length > 0
      ? `${count(others.length, 'report')} ${others.length === 1 ? 'has a path' : 'have paths'} of another form than the other ${units.length} (${shorten(others.map(({ report }) => report))}) and ${others.length === 1 ? 'is' : 'are'} of no run.`
      : undefined,
  ({ units }) =>
    units.length < 3
      ? `Only ${units.length === 1 ? 'one report' : 'two reports'} of ${nameTools(units)} ${units.length === 1 ? 'was' : 'were'} found.`
      : undefined,
  ({ units, factors, workload }) =>
    units.length > 2 && factors.length === 0 && workload === undefined
      ? 'Nothing varies in the paths but the repeats, so there is one configuration and nothing to compare.'
      : undefined,
  ({ scopes }) =>
    scopes.length > mostScopes
      ? `${scopes.length} scopes were made of the names of perf’s files, as nothing says which of them looked at the same: where several did, one after another, put their names into \`files\` of one scope with \`windows: several\`.`
      : undefined,
  ({ unproposed }) =>
    unproposed.length > 0
      ? `perf also counted ${shorten(unproposed, 8)}: a metric can be made of each, see \`count\` in technote help study.`
      : undefined,
]

/** A part that can be read in two ways: both, and what follows from each. */
function askOf({ column, role, question }: Role, { factors, units }: Layout): string[] {
  if (question === undefined) return []
  const id = factors.find(factor => factor.column === column)?.id ?? 'factor'
  const values = shorten(column.values.map(value => column.word + value))
  const levels = column.values.length
  const each = Math.round(units.length / levels)
  const asLevels = `${levels} levels that are compared, each with ${count(each, 'run')} over all other parts`
  const asRepeats = `${levels} repeats of each configuration, which are averaged and have intervals`
  const { why, other = asRepeats, place = '{repeat}' } = reasons[question]
  return [
    role === 'repeat'
      ? `${values} ${why}. Read as repeats: ${asRepeats}. The other reading: ${asLevels}; for that, name a factor in place of {repeat} in \`runs\`, with these levels.`
      : `${values} ${why}. Read as a factor, \`${id}\`: ${asLevels}. The other reading: ${other}; for that, take the factor \`${id}\` away and put ${place} in its place in \`runs\`.`,
  ]
}

/** Why it is not clear, and what the other reading is where it is not repeats. */
const reasons: { [question in Question]: { why: string; other?: string; place?: string } } = {
  counts: {
    why: 'count up, and nothing says whether they are repeats or something that was varied',
  },
  repeats: { why: 'count up in all cells, and their reports agree in all options' },
  dates: { why: 'are days on which the same was done, perhaps before and after a change' },
  'at-once': {
    why: 'ran at the same time with the same options',
    other: 'parts of one load, whose I/Os are added up',
    place: '`*`',
  },
}

function shorten(names: readonly string[], most = 4): string {
  return names.length > most ? `${names.slice(0, most).join(', ')}, …` : names.join(', ')
}
