import { decimalsFor, formatNumber, formatPercent } from '../../format/number.ts'
import type { Printed } from '../../format/printed.ts'
import { placeToString } from '../../model/place.ts'
import type { FioDirection } from '../../parse/record.ts'
import { type Located, toQuantity } from '../to-quantity.ts'

/** JSON has six decimals; text has three digits and a suffix. */
const tolerances = { json: 0.005, text: 0.02 }
/** Old reports cut the decimals off. */
const wholeIo = 1

/**
 * A report that tells I/Os, seconds and I/Os a second, of which one is not as the others say: its
 * rate is not known, whichever is wrong.
 */
export function findWrongRate(directions: readonly Located<FioDirection>[]): string | undefined {
  for (const { file, record } of directions) {
    const { completed, iops, runtime } = record
    const seconds = toQuantity(runtime, 's', file).value
    if (!completed || !iops || !(seconds > 0)) continue
    const rate = completed.value / seconds
    const tolerance = iops.place.pointer === undefined ? tolerances.text : tolerances.json
    if (Math.abs(iops.value - rate) <= wholeIo + tolerance * rate) continue
    const at = placeToString('', runtime.place)
    return `Unexpected ${say(completed.value)} I/Os in ${say(seconds)} s${at === '' ? '' : ` (${at})`} at ${say(iops.value)} IO/s, expected I/Os ÷ seconds, which is ${formatPercent(rate / iops.value, 1)} of that; the report contradicts itself, so the run was left out: put back the report that fio wrote, or repeat the run`
  }
  return undefined
}

function say(value: number): Printed {
  return formatNumber(value, decimalsFor(value))
}
