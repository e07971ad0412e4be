import type { Message } from '../../message/message.ts'
import { whyImpossible } from '../configurations.ts'
import type { Manifest } from './manifest.ts'
import type { At } from './yaml.ts'

type Levels = { [factor: string]: string }

/**
 * The level of the factor within which study.yaml compares (`compare: within FACTOR`): what has another
 * one is compared with nothing of this. The same of all configurations where study.yaml names none.
 */
export function kindOf({ compare }: Pick<Manifest, 'compare'>, levels: Levels): string {
  return compare ? (levels[compare.within] ?? '') : ''
}

/** The levels of the baseline of its kind: the study's own, but for what tells the kind. */
export function baselineOf(
  { baseline, compare }: Pick<Manifest, 'baseline' | 'compare'>,
  kind: string,
): Levels {
  if (!compare) return baseline
  return { ...baseline, ...compare.baselines?.[kind], [compare.within]: kind }
}

/** The factor must be there, each kind a level of it, and the baseline of each a possible configuration. */
export function checkKinds(manifest: Manifest, at: At): Message[] {
  const { compare, factors } = manifest
  if (!compare) return []
  const { within, baselines = {} } = compare
  const levels = factors[within]?.levels
  if (!levels) return [at.unknown(within, Object.keys(factors), 'factor', ['compare'])]
  const strangers = Object.keys(baselines).filter(kind => !(kind in levels))
  const kinds = Object.keys(levels)
  return [
    ...strangers.map(kind => at.unknown(kind, kinds, 'level', ['compare', 'baselines', kind])),
    ...kinds
      .filter(kind => whyImpossible(manifest, baselineOf(manifest, kind), '') !== undefined)
      .map(kind =>
        at.missing(
          `baseline of \`${kind}\` that is possible, such as \`compare: { within: ${within}, baselines: { ${kind}: { FACTOR: LEVEL } } }\`,`,
          ['compare'],
        ),
      ),
  ]
}
