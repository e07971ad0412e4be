import type { Unit } from '../model/quantity.ts'
import { decimalsFor, formatNumber, formatPercent, magnitude } from './number.ts'
import { open, type Printed, print } from './printed.ts'
import { type Scale, scaleFor, withUnit } from './scale.ts'

interface Limits {
  value: number
  lower: number
  upper: number
}

/** Decimals that all rows of a column share: as many as the most precise row supports. */
export function decimalsOf(
  intervals: readonly Limits[],
  { divisor }: Pick<Scale, 'divisor'>,
): number {
  const each = intervals.map(({ value, lower, upper }) =>
    decimalsWithin({ value: value / divisor, lower: lower / divisor, upper: upper / divisor }),
  )
  return each.length === 0 ? 2 : Math.max(...each)
}

/**
 * Decimals of an estimate that stands alone, in a sentence: where its interval's half width begins
 * with up to 3.54, the second digit is told too, since without it rounding could move the number by
 * up to half of that (Particle Data Group, Review of Particle Physics, Introduction, section 5.3).
 * In a column the most precise row gives digits enough.
 */
export function decimalsAlone(interval: Limits, scale: Pick<Scale, 'divisor'>): number {
  const { value, lower, upper } = interval
  const halfWidth = (upper - lower) / 2 / scale.divisor
  const first = halfWidth / 10 ** magnitude(halfWidth)
  const decimals = decimalsOf([interval], scale)
  return first < 3.545 ? Math.min(decimals + 1, decimalsFor(value / scale.divisor)) : decimals
}

/** Of an interval that reaches far to one side, more than its width says, lest rounding leave it. */
function decimalsWithin({ value, lower, upper }: Limits): number {
  const most = decimalsFor(value)
  let decimals = decimalsFor(value, (upper - lower) / 2)
  const isInside = () => {
    const rounded = Math.round(value * 10 ** decimals) / 10 ** decimals
    return lower <= rounded && rounded <= upper
  }
  while (decimals < most && !isInside()) decimals += 1
  return decimals
}

/** `10.9–11.5` */
export function formatRange(
  { lower, upper }: { lower: number; upper: number },
  scale: Scale,
  decimals: number,
): Printed {
  const part = (value: number) => formatNumber(value / scale.divisor, decimals)
  return print(`${part(lower)}–${part(upper)}`)
}

/** A ratio as change: `+17.0 %` */
export function formatChange(ratio: number): Printed {
  return formatPercent(ratio - 1, changeDecimals(ratio), true)
}

/** `[+12.1, +22.0]`, in percent. */
export function formatChangeRange({ value, lower, upper }: Limits): Printed {
  const decimals = changeDecimals(value)
  const part = (ratio: number) => {
    const text = formatNumber((ratio - 1) * 100, decimals)
    return ratio > 1 ? `+${text}` : text
  }
  return print(`[${part(lower)}, ${part(upper)}]`)
}

function changeDecimals(ratio: number): number {
  return Math.abs(ratio - 1) >= 1 ? 0 : 1
}

/** How far one side lies above the other: in its unit, and as a ratio where there is one. */
interface Contrast {
  difference: Limits
  ratio?: Limits
}

/** `+17.0 %`, or `+2.31 switches per I/O` where no ratio can be given. */
export function formatContrast({ difference, ratio }: Contrast, unit: Unit): Printed {
  return ratio ? formatChange(ratio.value) : formatDifference(difference, unit)
}

/** `[+12.1, +22.0]`, in percent, or in the unit of the difference. */
export function formatContrastRange({ difference, ratio }: Contrast, unit: Unit): Printed {
  return ratio ? formatChangeRange(ratio) : formatDifferenceRange(difference, unit)
}

/**
 * `+50.6 % to +126 %`, the least and the most of several; `+1.33 to +2.45 switches per I/O` where one
 * of them has no ratio.
 */
export function formatContrastSpan(
  contrasts: readonly Contrast[],
  unit: Unit,
  beside?: Contrast,
): Printed {
  const ratios = contrasts.flatMap(({ ratio }) => ratio?.value ?? [])
  if (ratios.length === contrasts.length) {
    return print(`${formatChange(Math.min(...ratios))} to ${formatChange(Math.max(...ratios))}`)
  }
  const values = contrasts.map(({ difference }) => difference.value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const scale = scaleFor([least, most], unit)
  const decimals = decimalsOf(
    contrasts.map(({ difference }) => difference),
    scale,
  )
  const last = formatSigned(most, scale, decimals)
  const isSaid = beside && scaleForLimits(beside.difference, unit).label === scale.label
  return print(
    `${formatSigned(least, scale, decimals)} to ${isSaid ? last : withUnit(last, scale)}`,
  )
}

/** `+2.31 switches per I/O` */
export function formatDifference(difference: Limits, unit: Unit): Printed {
  const scale = scaleForLimits(difference, unit)
  return withUnit(formatSigned(difference.value, scale, decimalsAlone(difference, scale)), scale)
}

/** `[+1.30, +3.32]`, in the scale of `formatDifference` */
export function formatDifferenceRange(difference: Limits, unit: Unit): Printed {
  const scale = scaleForLimits(difference, unit)
  const decimals = decimalsAlone(difference, scale)
  const [lower, upper] = [difference.lower, difference.upper].map(value =>
    formatSigned(value, scale, decimals),
  )
  return print(`[${lower}, ${upper}]`)
}

/** `+2.31`, `−0.40`, and `0.00` without a sign */
export function formatSigned(
  value: number,
  { divisor }: Pick<Scale, 'divisor'>,
  decimals: number,
): Printed {
  const text = formatNumber(value / divisor, decimals)
  return value > 0 && /[1-9]/.test(open(text)) ? print(`+${text}`) : text
}

/** A difference about zero is told in the scale of its limits. */
function scaleForLimits({ value, lower, upper }: Limits, unit: Unit): Scale {
  return scaleFor([value, lower, upper], unit)
}
