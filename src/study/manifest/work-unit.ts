import * as v from 'valibot'
import type { NamedUnit } from '../../model/quantity.ts'
import { parseUnitValue } from './unit-value.ts'

/** What costs are divided by: I/Os, bytes, or so many of them under a name of their own. */
export interface WorkUnit {
  unit: 'IO' | 'B' | NamedUnit
  size: { value: number; unit: 'IO' | 'B' }
  /** `a page is 16 KiB`, of a unit that nobody knows otherwise. */
  meaning?: string
}

const aUnit = '`IO`, `B`, or one unit of its own, such as `{ page: 16 KiB }` or `{ batch: 12 IO }`'

/** The unit of work of a workload, as study.yaml has it. */
export const workUnit = v.union(
  [
    v.pipe(
      v.picklist(['IO', 'B']),
      v.transform((unit): WorkUnit => ({ unit, size: { value: 1, unit } })),
    ),
    v.pipe(
      v.record(
        v.pipe(v.string(), v.regex(/^[a-z][a-z-]+$/, 'a name of small letters, such as `page`')),
        v.pipe(
          v.string(),
          v.check(size => toWork(size) !== undefined, 'an amount such as `16 KiB` or `12 IO`'),
        ),
      ),
      v.check(named => Object.keys(named).length === 1, aUnit),
      v.transform((named): WorkUnit => {
        const [[name = '', size = ''] = []] = Object.entries(named)
        return {
          unit: `{${name}}`,
          size: toWork(size) ?? { value: 1, unit: 'IO' },
          meaning: `a ${name} is ${size.replace(/IO$/, 'I/Os')}`,
        }
      }),
    ),
  ],
  aUnit,
)

/** `16 KiB` in bytes, `12 IO`; undefined of anything else. */
function toWork(size: string): WorkUnit['size'] | undefined {
  const { value = 0, unit } = parseUnitValue(size) ?? {}
  return value > 0 && (unit === 'IO' || unit === 'B') ? { value, unit } : undefined
}
