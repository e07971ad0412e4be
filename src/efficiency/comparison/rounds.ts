import type { Study } from '../../study/study.ts'

/** The repeats of a study, in the order of its runs: the places of values in a series. */
export function toRounds({ runs }: Study): string[] {
  return [...new Set(runs.map(({ repeat }) => repeat))]
}
