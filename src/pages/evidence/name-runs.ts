/** How a group of runs is called on a page. */
export interface RunsName {
  /** What a shell matches them by: `round-1/{ide,sata}.native.*`. */
  pattern?: string
  /** `1, 2, 3`; beside a pattern, how many these are. */
  runs: string
}

/** More than these are not listed. */
const few = 3

/**
 * Say which runs are in each of some groups, which are all runs together: by their names where
 * these are few, by a pattern where one matches these and no other. The one group that has neither
 * is what remains.
 */
export function nameRuns(groups: readonly string[][]): RunsName[] {
  const all = groups.flat()
  const names = groups.map(group =>
    group.length > few ? toPattern(group, all) : { runs: group.join(', ') },
  )
  const isClear = names.filter(name => name === undefined).length === 1
  return groups.map((group, index) => {
    const some = `${group.slice(0, few).join(', ')} and ${group.length - few} more`
    return names[index] ?? { runs: isClear ? `the other ${group.length}` : some }
  })
}

/**
 * A name has parts, `round-1/ide.native.off` four. Where a group is all runs whose parts have some
 * values, these make the pattern.
 */
function toPattern(group: string[], all: string[]): RunsName | undefined {
  const [shape = '', ...others] = new Set(all.map(name => name.replaceAll(/[^./]+/g, '*')))
  if (others.length > 0) return undefined
  const columns = toColumns(group)
  const isExact = (bound: number[]) =>
    all.filter(name => bound.every(at => columns[at]?.has(toParts(name)[at] ?? ''))).length ===
    group.length
  let bound = [...columns.keys()]
  if (!isExact(bound)) return undefined
  // What says nothing that the others do not is left open.
  for (const at of columns.keys()) {
    const fewer = bound.filter(other => other !== at)
    if (isExact(fewer)) bound = fewer
  }
  if (bound.some(at => (columns[at]?.size ?? 0) > few)) return undefined
  let at = 0
  const pattern = shape.replaceAll('*', () => {
    const values = [...(columns[at] ?? [])]
    const text = values.length === 1 ? values.join() : `{${values.join()}}`
    return bound.includes(at++) ? text : '*'
  })
  return { pattern: pattern.replace(/(?:\*[./])+\*$/, '*'), runs: String(group.length) }
}

function toParts(name: string): string[] {
  return name.split(/[./]/)
}

/** The values that each part has. */
function toColumns(names: string[]): Set<string>[] {
  const count = toParts(names[0] ?? '').length
  return Array.from(
    { length: count },
    (_, index) => new Set(names.map(name => toParts(name)[index] ?? '')),
  )
}
