import * as v from 'valibot'
import type { Efficiency } from '../../efficiency/efficiency.ts'

const text = v.pipe(v.string(), v.minLength(1))

/** What changed when, the newest first. */
export const revisionsSchema = v.array(
  v.strictObject({
    revision: text,
    date: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/, 'a date such as `2026-11-25`')),
    changed: text,
  }),
)

export type Revision = v.InferOutput<typeof revisionsSchema>[number]

/** What a page says of its own age. */
interface Revised {
  revision?: string
  revisions?: Revision[]
}

/** The newest of the list, unless `revision` alone is given. */
export function currentRevision({ revision, revisions }: Revised): string | undefined {
  return revisions?.[0]?.revision ?? revision
}

/** When a page was last changed: its newest revision, else the last day of its measurements. */
export function dateOf({
  revisions = [],
  efficiencies,
}: Revised & { efficiencies: Efficiency[] }): string | undefined {
  const days = efficiencies.flatMap(
    ({ study }) => study.manifest.measured.match(/\d{4}-\d\d-\d\d/g) ?? [],
  )
  return revisions[0]?.date ?? days.sort().at(-1)
}
