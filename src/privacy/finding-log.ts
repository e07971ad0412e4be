import type { Finding } from './examine.ts'

/** Findings in their order, each value once. By which text they were found in is not kept. */
export interface FindingLog {
  add(finding: Finding): void
  list(): Finding[]
}

export function createFindingLog(): FindingLog {
  const seen = new Set<string>()
  const kept: Finding[] = []
  const isNew = (key: string) => !seen.has(key) && seen.add(key).has(key)
  return { add, list: () => kept }

  function add({ labelled = [], shaped = [], unknown = [], says = [], alike = [] }: Finding): void {
    const finding: Finding = {
      labelled: labelled.filter(pair => isNew(pair.join('\0'))),
      shaped: shaped.filter(pair => isNew(`shaped\0${pair.join('\0')}`)),
      unknown: unknown.filter(value => isNew(`unknown\0${value}`)),
      says: says.filter(value => isNew(`says\0${value}`)),
      alike: alike.filter(value => isNew(`alike\0${value}`)),
    }
    if (Object.values(finding).some(values => values.length > 0)) kept.push(finding)
  }
}
