import { stringify } from 'yaml'
import { joinPath } from '../message/path-in-archive.ts'
import type { Digest } from '../parse/digest.ts'
import { areNumbers } from '../study/manifest/numeric.ts'
import { compileTemplate } from '../study/match/template.ts'
import { proposeCaptures } from './captures.ts'
import { sizeOptions } from './known-options.ts'
import { findLayout, type Layout, sheetName } from './layout.ts'
import { type Counted, findCounted } from './measured.ts'
import { findUnproposed, toMetrics, toScores } from './metrics.ts'
import {
  type IsPrivate,
  type Stand,
  toNeutral,
  toNeutralCaptures,
  toNeutralScopes,
} from './neutral.ts'
import { findOwnSheet } from './own-sheet.ts'
import { toQuestions } from './questions.ts'
import { findScopes, type Placed, type Scope } from './scopes.ts'
import { isCountedTogether } from './together.ts'
import { findUnits, folderOf, nameTools, type Unit } from './units.ts'
import { createCutter, distinct } from './words.ts'
import { toJobWorkloads, toWorkloads } from './workloads.ts'

/** A `study.yaml` for archives that have none, and what it could not make sense of. */
export interface Proposal {
  yaml: string
  /** Runs line by line, where `runs` names a sheet. */
  sheet?: { name: string; csv: string }
  workloads: string[]
  metrics: string[]
  /** What a person should look at first. */
  doubts: string[]
}

interface Known {
  /** Paths of the files that were recognised as what a host says of itself. */
  captured: readonly string[]
  /** Whether a name of a folder or file may be somebody's, so that nothing is called by it. */
  isPrivate: IsPrivate
  /** Where the data lie, if not beside study.yaml. */
  data?: string
}

/**
 * Propose a study from what lies there: runs are where reports of load generators are, factors what varies in
 * their paths, named after the option that varies with it. What counts up and no option
 * explains is the repeat; what may be read in two ways is not pooled, and asked.
 */
export function proposeStudy(
  title: string,
  digests: readonly Digest[],
  { captured = [], isPrivate = () => false, data }: Partial<Known> = {},
): Proposal | undefined {
  const units = findUnits(digests)
  if (units.length === 0) return undefined
  const counted = findCounted(digests)
  const jobs = findJobs(units)
  const paths = digests.flatMap(({ archive, entries }) =>
    entries.map(({ path }) => joinPath(archive.path, path)),
  )
  const found = findLayout(units, jobs.length > 0, counted, paths, findOwnSheet(digests, units))
  const { layout, stands } = toNeutral(found, paths, isPrivate)
  const named = findScopes(
    place(layout, counted),
    paths.some(path => path.includes('mpstat')),
  )
  const { scopes, left: patterns } = toNeutralScopes(named, isPrivate)
  const metrics = toMetrics(scopes)
  const hosts = proposeCaptures([...captured], toRunTemplate(layout), isPrivate)
  const { captures, left: folders } = toNeutralCaptures(hosts.captures, paths, isPrivate)
  const left = [...jobs.filter(isPrivate), ...patterns, ...folders]
  const { factors, workload } = layout
  const repeats = countRepeats(layout)
  const scores = factors.length > 0 ? toScores(metrics) : undefined
  const manifest = {
    title,
    description: `Runs of ${nameTools(units)} under ${title}, as they were found.`,
    measured: toDates(units),
    ...(data !== undefined && { data }),
    factors: toFactors(layout),
    workloads:
      jobs.length > 0
        ? toJobWorkloads(jobs, layout.units, isCountedTogether(digests))
        : toWorkloads(workload, layout.units),
    baseline:
      factors.length === 0
        ? { setup: 'only' }
        : Object.fromEntries(factors.map(({ id, baseline }) => [id, baseline])),
    ...(repeats > 1 && { repeats }),
    runs: layout.runs,
    ...(Object.keys(captures).length > 0 && { captures }),
    scopes: Object.fromEntries(scopes.map(scope => [scope.id, toDeclared(scope)])),
    metrics: Object.fromEntries(metrics.map(({ id, count, scope }) => [id, { count, scope }])),
    ...(scores && { scores }),
    // Each count has its own runs, so that no cell has all of them in all.
    ...(layout.turns.length > 0 && { gates: { 'missing-count': 'off' } }),
  }
  return {
    yaml: comment(stringify(manifest, { lineWidth: 96 }), stands.length > 0),
    ...(layout.sheet !== undefined && { sheet: { name: sheetName, csv: layout.sheet } }),
    workloads: Object.keys(manifest.workloads),
    metrics: metrics.map(({ id }) => id),
    doubts: [
      ...toQuestions({ ...layout, scopes, unproposed: findUnproposed(scopes) }),
      ...doubtLoose(hosts.loose),
      ...doubtStands(stands),
      ...doubtLeft(left),
    ],
  }
}

/** The jobs of every report, where these are several and in all of them the same. */
function findJobs(units: readonly Unit[]): string[] {
  const [first = [], ...others] = units.map(({ phases }) => phases.map(({ name }) => name))
  const isSame = others.every(names => names.join('\0') === first.join('\0'))
  return isSame && first.length > 1 && first.every(name => /^\w[\w.+-]*$/.test(name)) ? first : []
}

/** Each file of perf with its run, as `runs` leads to it; what it leads to none is left out. */
function place(layout: Layout, counted: readonly Counted[]): Placed[] {
  const runOf = createRunFinder(layout)
  const cut = createCutter([])
  const wordsOf = new Map(
    layout.units.map(({ report, path, isFolder }) => {
      const name = path.slice(path.lastIndexOf('/') + 1)
      const own = isFolder ? [] : cut(name).words
      return [runOf(report), { own, above: cut(path.replaceAll('/', '-')).words }]
    }),
  )
  return counted.flatMap(file => {
    const run = runOf(file.path)
    const words = wordsOf.get(run)
    return run === undefined || words === undefined ? [] : { ...file, run, ...words }
  })
}

function createRunFinder({
  runs,
  lines,
  factors,
  workload,
}: Layout): (path: string) => string | undefined {
  if (typeof runs === 'string') {
    const parts = [...factors, ...(workload ? [workload] : [])]
    const known = Object.fromEntries(parts.map(({ id, levels }) => [id, Object.keys(levels)]))
    const match = compileTemplate(runs, known)
    return path => {
      const values = match(path)?.values
      return values && JSON.stringify(values)
    }
  }
  return path => {
    for (let at = path; at !== ''; at = folderOf(at)) {
      const run = lines?.get(at)
      if (run !== undefined) return run
    }
    return undefined
  }
}

/** The template with the values that its names stand for, for what lies along it. */
function toRunTemplate({ runs, factors, workload, units, repeatOf }: Layout) {
  if (typeof runs !== 'string') return { template: '', values: {} }
  const parts = [...factors, ...(workload ? [workload] : [])]
  return {
    template: runs,
    values: {
      ...Object.fromEntries(parts.map(({ id, levels }) => [id, Object.keys(levels)])),
      repeat: distinct(units.map(repeatOf)),
    },
  }
}

/** How many each cell has, where all have as many. */
function countRepeats({ units, factors, workload, repeatOf, turns }: Layout): number {
  if (turns.length > 0) return 0
  const parts = [...factors, ...(workload ? [workload] : [])]
  const cells = new Map<string, Set<string>>()
  for (const unit of units) {
    const cell = parts.map(({ of }) => of(unit)).join('\0')
    cells.set(cell, (cells.get(cell) ?? new Set()).add(repeatOf(unit)))
  }
  const counts = distinct([...cells.values()].map(({ size }) => size))
  return counts.length === 1 ? (counts[0] ?? 0) : 0
}

function toFactors({ factors }: Layout) {
  if (factors.length === 0) return { setup: { label: 'Setup', levels: { only: 'the only one' } } }
  return Object.fromEntries(
    factors.map(({ id, label, levels, options }) => {
      const isSize = options.some(option => sizeOptions.includes(option))
      const isNumeric = areNumbers({ levels })
      return [id, { label, ...(isSize && isNumeric && { unit: 'B' }), levels }]
    }),
  )
}

function toDeclared({ label, description, files, cpus, target, windows }: Scope) {
  return {
    label,
    description,
    files,
    ...(cpus !== undefined && { cpus }),
    ...(target !== undefined && { target }),
    ...(windows && { windows }),
  }
}

/** The days on which reports were written, as far as they tell. */
function toDates(units: readonly Unit[]): string {
  const days = units.flatMap(({ when }) => {
    const date = when === undefined ? Number.NaN : Date.parse(`${when} UTC`)
    return Number.isNaN(date) ? [] : [new Date(date).toISOString().slice(0, 10)]
  })
  const sorted = distinct(days).sort()
  const [first] = sorted
  const last = sorted.at(-1)
  if (first === undefined || last === undefined) return `unknown; ${nameTools(units)} did not say`
  return first === last ? first : `${first} to ${last}`
}

function doubtLoose(loose: string[]): string[] {
  const names = distinct(loose.map(path => path.slice(path.lastIndexOf('/') + 1)))
  if (names.length === 0) return []
  const shown = names.length > 4 ? `${names.slice(0, 4).join(', ')}, …` : names.join(', ')
  return [
    `${shown} ${names.length === 1 ? 'tells' : 'tell'} of the host and ${names.length === 1 ? 'lies' : 'lie'} among the runs: put what does into a folder of its own, such as host/, and name it under \`captures\` (technote init --print then proposes that).`,
  ]
}

/** What neutral names stand for; this is told on the terminal alone. */
function doubtStands(stands: readonly Stand[]): string[] {
  if (stands.length === 0) return []
  const shown = stands.slice(0, 4).map(({ neutral, name }) => `${neutral} for ${name}`)
  const more = stands.length > 4 ? ', …' : ''
  return [
    `Names that are not known words may be private, so study.yaml has ${shown.join(', ')}${more}: name them there, and in ${sheetName}, as readers may see them.`,
  ]
}

function doubtLeft(left: readonly string[]): string[] {
  if (left.length === 0) return []
  return [
    `${distinct(left).join(', ')}: study.yaml has to name ${left.length === 1 ? 'this' : 'these'}, and what it says is published. Rename the files first if a name is private.`,
  ]
}

function comment(yaml: string, hasStands: boolean): string {
  const stands = hasStands
    ? `# Numbered names stand for names of folders that may be private: ${sheetName} has these.\n# Review them, and name them as readers may see them; what you write here is published.\n`
    : ''
  return `# Proposed from the files found here; look at names, labels, baseline and targets.\n# technote help study tells all that can stand here.\n${stands}${yaml}`
}
