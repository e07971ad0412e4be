import type { Fact } from '../parse/host/facts/fact.ts'
import type { Change, HostCapture, Study } from '../study/study.ts'
import { type Difference, findDifferences } from './differences.ts'
import { createFactReader } from './fact-reader.ts'

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
  const read = createFactReader(toName)
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

function toName({ file }: HostCapture): string {
  return file.entry.split('/').slice(-2).join('/')
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
