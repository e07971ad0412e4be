import { splitCaptures } from '../parse/host/captures/split.ts'
import type { Fact } from '../parse/host/facts/fact.ts'
import { toFacts } from '../parse/host/facts/to-facts.ts'
import type { Change, HostCapture, Study } from '../study/study.ts'
import { type Difference, findDifferences } from './differences.ts'

/**
 * What hosts said of themselves in one repeat and not in another: a kernel, an option of its
 * command line, a version of a tool. Captures of one configuration are compared with their own
 * kind only: that configurations differ is what a study is about.
 */
export function findRepeatDrift({ captures, manifest }: Study): Change[] {
  const groups = new Map<string, HostCapture[]>()
  for (const capture of captures) {
    const key = `${capture.host}\0${capture.configuration ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), capture])
  }
  const read = createFactReader()
  return [...groups.values()].flatMap(own => {
    const [first] = own
    const host = manifest.captures[first?.host ?? '']?.label ?? first?.host ?? ''
    const repeats = [...new Set(own.map(({ repeat }) => repeat ?? ''))]
    return findDifferences(
      repeats.map(repeat => ({ label: repeat, facts: factsOf(own, repeat, read) })),
    ).map(difference => toChange(difference, repeats, host, first?.configuration))
  })
}

function factsOf(captures: HostCapture[], repeat: string, read: FactReader) {
  return captures.filter(capture => (capture.repeat ?? '') === repeat).flatMap(read)
}

type FactReader = (capture: HostCapture) => Fact[]

/** Most captures say in each repeat the same: a text is read once, of files that are called alike. */
function createFactReader(): FactReader {
  const known = new Map<string, Fact[]>()
  return ({ file, text }) => {
    const name = file.entry.split('/').slice(-2).join('/')
    const key = `${name}\0${text}`
    const facts = known.get(key) ?? splitCaptures(file, text).flatMap(toFacts)
    known.set(key, facts)
    return facts
  }
}

function toChange(
  { label, subject, values }: Difference,
  repeats: string[],
  host: string,
  configuration: string | undefined,
): Change {
  return {
    what: [`${label} of ${host.replace(/^The /, 'the ')}`, subject].filter(Boolean).join(', '),
    ...(configuration !== undefined && { configuration }),
    values: values.flatMap((value, index) => {
      const repeat = repeats[index] ?? ''
      if (value.is === 'silent' || value.is === 'not-captured') return []
      return { repeat, value: value.is === 'value' ? value.value : 'missing' }
    }),
  }
}
