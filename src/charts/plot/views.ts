import type { TopLevelSpec } from 'vega-lite'

/** Parts that specs are put together from: a view of its own, and a layer in one. */
export type View = Extract<TopLevelSpec, { hconcat: unknown }>['hconcat'][number]
export type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number]

export const schema = 'https://vega.github.io/schema/vega-lite/v6.json'

/** Numbers of an axis as `format/` prints them: 8462, and thin spaces from 10 000 on. */
export const axisLabel =
  "length(datum.label) < 6 ? replace(datum.label, ',', '') : replace(datum.label, /,/g, '\u2009')"
