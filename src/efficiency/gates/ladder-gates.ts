import { formatPercent } from '../../format/number.ts'
import { type Linearity, toLinearity } from '../ladder/linearity.ts'
import { heldRungs } from '../ladder/rungs.ts'
import type { Judges } from './gate.ts'

/** Rules about lines through the loads of a ladder. */
export const ladderGates = {
  'not-linear': ({ result, limit }) => {
    const linearity = result.ladder?.part === 'slope' ? toLinearity(result.ladder) : undefined
    return linearity && linearity.pValue < limit ? describeBend(linearity) : undefined
  },
  'missing-load': ({ cell, result, study, limit }) => {
    if (!result.ladder || !cell.rungs) return undefined
    const held = heldRungs(result.ladder)
    const lacking = cell.rungs.filter(id => !held.includes(id))
    const { rungs = [] } = study.manifest.workloads[cell.workload]?.ladder ?? {}
    const labels = lacking.map(id => rungs.find(rung => rung.id === id)?.label ?? id)
    return lacking.length > limit ? `without ${labels.join(', ')}` : undefined
  },
} satisfies Judges

/** `the slope falls by 31 % over the ladder; 500 IO/s lies 4 % below the line` */
function describeBend({ rungs, change }: Linearity): string {
  const share = (value: number) => formatPercent(Math.abs(value), 0)
  const furthest = [...rungs].sort((a, b) => a.distance.pValue - b.distance.pValue)[0]
  const off = furthest?.distance.value ?? 0
  const words = [
    `the slope ${change.value < 0 ? 'falls' : 'rises'} by ${share(change.value)} over the ladder`,
    ...(furthest
      ? [`${furthest.label} lies ${share(off)} ${off < 0 ? 'below' : 'above'} the line`]
      : []),
  ]
  return words.join('; ')
}
