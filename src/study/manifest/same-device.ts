import type { Message } from '../../message/message.ts'
import type { Manifest } from './manifest.ts'
import type { At } from './yaml.ts'

type Factors = Manifest['factors']

/**
 * What a name of configurations with `*` for any level selects: levels by factor, where it names one.
 * Levels may hold dots, so each factor takes one that the name goes on with.
 *
 * `toSelection('virtio-scsi.*.off', factors) // => {controller: ['virtio-scsi'], iothread: ['off']}`
 *
 * @returns undefined where it is no name of configurations
 */
export function toSelection(
  pattern: string,
  factors: Factors,
): { [factor: string]: string[] } | undefined {
  const [[factor, { levels }] = ['', { levels: {} }], ...more] = Object.entries(factors)
  const others = Object.fromEntries(more)
  for (const level of ['*', ...Object.keys(levels)]) {
    const own = more.length > 0 ? `${level}.` : level
    const isOwn = more.length > 0 ? pattern.startsWith(own) : pattern === own
    const rest = isOwn && (more.length > 0 ? toSelection(pattern.slice(own.length), others) : {})
    if (rest) return level === '*' ? rest : { [factor]: [level], ...rest }
  }
  return undefined
}

/** Both names must be of configurations, and of other ones than the other. */
export function checkSame({ same, factors }: Manifest, at: At): Message[] {
  if (!same) return []
  const examples = [Object.values(factors).map(({ levels }) => Object.keys(levels)[0] ?? '*')]
  const known = [...examples, examples[0]?.map(() => '*') ?? []].map(parts => parts.join('.'))
  return same.flatMap((pattern, index) =>
    toSelection(pattern, factors) && same.indexOf(pattern) === index
      ? []
      : at.unknown(pattern, known, 'name of configurations', ['same', index]),
  )
}
