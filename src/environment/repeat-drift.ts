import { splitCaptures } from '../parse/host/captures/split.ts'
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
  return [...groups.values()].flatMap(own => {
    const [first] = own
    const host = manifest.captures[first?.host ?? '']?.label ?? first?.host ?? ''
    const repeats = [...new Set(own.map(({ repeat }) => repeat ?? ''))]
    return findDifferences(
      repeats.map(repeat => ({ label: repeat, facts: factsOf(own, repeat) })),
    ).map(difference => toChange(difference, repeats, host, first?.configuration))
  })
}

function factsOf(captures: HostCapture[], repeat: string) {
  return captures
    .filter(capture => (capture.repeat ?? '') === repeat)
    .flatMap(({ file, text }) => splitCaptures(file, text).flatMap(toFacts))
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
      if (value.is === 'not-captured') return []
      return { repeat, value: value.is === 'value' ? value.value : 'missing' }
    }),
  }
}
