import type { LinesLayout } from '../../charts/figures/lines.ts'
import type { Efficiency } from '../../efficiency/efficiency.ts'
import { type Attributes, BindError, expect } from './bind.ts'

/** Colours and shapes that tell lines apart. */
const mostLines = 4

/**
 * `along=iodepth colour=numjobs`; without them, the first factor whose levels are numbers along the axis, and
 * the last other one with few levels as lines.
 */
export function bindLines({ study }: Efficiency, attributes: Attributes): LinesLayout {
  const { factors } = study.manifest
  const numeric = Object.keys(factors).filter(name => factors[name]?.numbers)
  if (numeric.length === 0) {
    throw new BindError(
      'no-numeric-factor',
      'Unexpected lines of a study without a factor whose levels are numbers, expected one such as `depth: { levels: { "1": "1", "32": "32" } }`; use kind=dots',
    )
  }
  const along = attributes.along ? expect(attributes, 'along', numeric) : (numeric[0] ?? '')
  const few = Object.keys(factors).filter(name => {
    const count = Object.keys(factors[name]?.levels ?? {}).length
    return name !== along && count > 1 && count <= mostLines
  })
  const colour = attributes.colour ? expect(attributes, 'colour', few) : few.at(-1)
  return { along, ...(colour !== undefined && { colour }) }
}
