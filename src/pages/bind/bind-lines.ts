import type { CurveMeasures } from '../../charts/figures/curve.ts'
import type { LinesLayout } from '../../charts/plot/planes.ts'
import type { Efficiency } from '../../efficiency/efficiency.ts'
import { parseAmount } from '../../study/manifest/unit-value.ts'
import { type Attributes, BindError, bindMetric, expect } from './bind.ts'

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

/** `throughput=iops latency=latency-p99 limit="1 ms"`; IOPS and the mean latency where none are named. */
export function bindCurve(efficiency: Efficiency, attributes: Attributes): CurveMeasures {
  const throughput = bindMetric(efficiency, { metric: attributes.throughput ?? 'iops' })
  const latency = bindMetric(efficiency, { metric: attributes.latency ?? 'latency' })
  if (throughput.better !== 'higher' || !latency.isLatency) {
    throw new BindError(
      'curve-metrics',
      `Unexpected curve of \`${latency.id}\` over \`${throughput.id}\`, expected a latency over a throughput, such as latency=latency-p99 throughput=iops`,
    )
  }
  const limit = attributes.limit ? bindLimit(attributes.limit) : undefined
  return { throughput, latency, ...(limit !== undefined && { limit }) }
}

/** A time, in s. */
export function bindLimit(text: string): number {
  const amount = parseAmount(text)
  if (amount?.unit === 's' && amount.value > 0) return amount.value
  throw new BindError('limit', `Unexpected limit \`${text}\`, expected a time such as \`1 ms\``)
}
