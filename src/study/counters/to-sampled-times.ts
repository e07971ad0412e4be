import { type Missing, mergeSources, type Quantity } from '../../model/quantity.ts'
import type { CpuSamples } from '../../parse/record.ts'
import { matchesName } from '../match/template.ts'
import type { Counted, Counters } from '../study.ts'
import { type Located, toQuantity } from '../to-quantity.ts'
import type { ScopeLimits } from './scope-limits.ts'

/** perf's task clock, split by where samples of its running time found it. */
export function toSampledTimes(
  profiles: Located<CpuSamples>[],
  clock: Counted | Missing | undefined,
  { threads }: ScopeLimits,
): Counters {
  if (!clock || 'missing' in clock) return {}
  const readings = (mode: 'user' | 'kernel') =>
    profiles.flatMap(({ file, record }) =>
      record.threads
        .filter(({ name }) => threads?.some(pattern => matchesName(pattern, name)) ?? true)
        .map(thread => toQuantity(thread[mode], '1', file)),
    )
  const user = readings('user')
  const kernel = readings('kernel')
  const total = [...user, ...kernel].reduce((count, quantity) => count + quantity.value, 0)
  if (total === 0) return {}
  const { windows: _, threads: __, ...whole } = clock
  const share = (part: Quantity<'1'>[]): Counted => ({
    ...whole,
    amount: {
      value: (clock.amount.value * part.reduce((n, quantity) => n + quantity.value, 0)) / total,
      unit: 's',
      sources: mergeSources(clock.amount, ...user, ...kernel),
    },
  })
  return { 'user-time': share(user), 'system-time': share(kernel) }
}
