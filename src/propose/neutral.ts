import { upperFirst } from '../format/upper-first.ts'
import { compileTemplate } from '../study/match/template.ts'
import type { ProposedCaptures } from './captures.ts'
import { check, type Layout, withSheet } from './layout.ts'
import type { Factor } from './levels.ts'
import type { Scope } from './scopes.ts'
import { packed } from './units.ts'

/** Whether a name of a folder or a file may be somebody's. */
export type IsPrivate = (name: string) => boolean

/** A name that stands in place of one that may be private. */
export interface Stand {
  neutral: string
  name: string
}

/**
 * A layout in which no name stands that may be somebody's: levels are numbered, and a sheet, which
 * is not published as it is, tells which is which; a folder that all paths have becomes `*`.
 */
export function toNeutral(
  layout: Layout,
  paths: readonly string[],
  isPrivate: IsPrivate,
): { layout: Layout; stands: Stand[] } {
  const { runs, factors, workload } = layout
  const stands: Stand[] = []
  const rename = (factor: Factor) => nameLevels(factor, isPrivate, stands)
  const named = {
    ...layout,
    factors: factors.map(rename),
    ...(workload && { workload: rename(workload) }),
  }
  // What somebody wrote in a sheet of their own is what they want to say.
  const isOwn = typeof runs !== 'string' && layout.sheet === undefined
  if (isOwn) return { layout, stands: [] }
  if (stands.length > 0) return { layout: withSheet(named, paths), stands }
  if (typeof runs !== 'string') return { layout, stands }
  const open = openPath(runs, isPrivate)
  if (open === runs) return { layout, stands }
  const isSame = check(open, layout, paths).isRight
  return { layout: isSame ? { ...layout, runs: open } : withSheet(layout, paths), stands }
}

function openPath(path: string, isPrivate: IsPrivate): string {
  return path
    .split(/(\{[^}]*\})/)
    .map(part => openParts(part, isPrivate))
    .join('')
}

/** `acme/results` => `*`/`results`: a folder that may be somebody's is any, and of an archive the ending is left. */
function openParts(text: string, isPrivate: IsPrivate): string {
  if (text.startsWith('{')) return text
  return text
    .split('/')
    .map(part => (isPrivate(part) ? `*${packed.exec(part)?.[0] ?? ''}` : part))
    .join('/')
}

/** A factor of which the levels that may be somebody's are numbered: `variant-2`, `Variant 2`. */
function nameLevels(factor: Factor, isPrivate: IsPrivate, stands: Stand[]): Factor {
  const isNameOfOne = isPrivate(factor.id)
  const id = isNameOfOne ? 'factor' : factor.id
  const label = isNameOfOne ? 'Factor' : factor.label
  const ids = new Map<string, string>()
  for (const [index, [level, shown]] of Object.entries(factor.levels).entries()) {
    if (!isPrivate(level) && !isPrivate(shown)) continue
    const neutral = `${id}-${index + 1}`
    ids.set(level, neutral)
    stands.push({ neutral, name: shown })
  }
  if (ids.size === 0 && !isNameOfOne) return factor
  const toId = (level: string) => ids.get(level) ?? level
  const levels = Object.entries(factor.levels).map(([level, shown]) => {
    const neutral = ids.get(level)
    return [toId(level), neutral === undefined ? shown : upperFirst(neutral.replace('-', ' '))]
  })
  return {
    ...factor,
    id,
    label,
    levels: Object.fromEntries(levels),
    of: unit => toId(factor.of(unit)),
    baseline: toId(factor.baseline),
  }
}

/**
 * Captures in whose paths no name stands that may be somebody's: such a folder becomes `*` where
 * that leads to the same files.
 *
 * @param paths of all files
 * @returns also the paths in which such a name had to stay
 */
export function toNeutralCaptures(
  captures: ProposedCaptures['captures'],
  paths: readonly string[],
  isPrivate: IsPrivate,
): { captures: ProposedCaptures['captures']; left: string[] } {
  const left: string[] = []
  const leadsTo = (template: string) =>
    paths.filter(path => compileTemplate(template)(path) !== undefined).join('\0')
  const isPacked = (name: string) => packed.test(name)
  const opened = Object.entries(captures).map(([id, { label, path }]) => {
    const open = openPath(path, name => isPacked(name) || isPrivate(name))
    const forms = [open, openPath(path, isPacked), path]
    const same = forms.find(form => leadsTo(form) === leadsTo(path)) ?? path
    if (same !== open) left.push(same)
    return [id, { label, path: same }]
  })
  return { captures: Object.fromEntries(opened), left }
}

/** Scopes that are not called by what may be somebody's name. */
export function toNeutralScopes(
  scopes: readonly Scope[],
  isPrivate: IsPrivate,
): { scopes: Scope[]; left: string[] } {
  const taken = new Set(scopes.map(({ id }) => id))
  const named = scopes.map(scope => {
    if (!isPrivate(scope.id)) return scope
    let [id, count] = ['perf', 2]
    while (taken.has(id)) id = `perf-${count++}`
    taken.add(id)
    return { ...scope, id, label: id }
  })
  const left = scopes.flatMap(({ files }) => files.filter(isPrivate))
  return { scopes: named, left }
}
