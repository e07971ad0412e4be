import { splitCaptures } from '../parse/host/captures/split.ts'
import type { Fact } from '../parse/host/facts/fact.ts'
import { toFacts } from '../parse/host/facts/to-facts.ts'
import type { HostCapture } from '../study/study.ts'

/** What captures were read to say, for as long as they are kept: two steps ask for it. */
const read = new WeakMap<HostCapture, Fact[]>()

/**
 * Tells the facts of captures. Most say in each repeat the same: a text is read once, of files that
 * are called alike.
 *
 * @param nameOf what a file is called, besides its repeat
 */
export function createFactReader(
  nameOf: (capture: HostCapture) => string,
): (capture: HostCapture) => Fact[] {
  const known = new Map<string, Fact[]>()
  return capture => {
    const key = `${nameOf(capture)}\0${capture.text}`
    const facts = known.get(key) ?? factsOf(capture)
    known.set(key, facts)
    return facts
  }
}

function factsOf(capture: HostCapture): Fact[] {
  const facts = read.get(capture) ?? splitCaptures(capture.file, capture.text).flatMap(toFacts)
  read.set(capture, facts)
  return facts
}
