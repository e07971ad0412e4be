import { type Printed, print } from './printed.ts'

/** Between a number and its unit, and between groups of thousands. */
export const thinSpace = '\u2009'
/** A space that does not break; the fonts lack it, and browsers draw half a space for it. */
export const narrowSpace = '\u202f'
const minus = '\u2212'
/** Behind a number of per cents. */
export const percentSign = `${thinSpace}%`

/**
 * `formatNumber(-12345.678, 1) // => '−12 345.7'`, `formatNumber(1234, 0) // => '1234'`; the only
 * place where numbers are rounded.
 */
export function formatNumber(value: number, decimals: number): Printed {
  // toFixed rounds the decimal expansion of the double; digits below 1 are cut by hand.
  const power = 10 ** Math.max(0, -decimals)
  const rounded = (Math.round(Math.abs(value) / power) * power).toFixed(0)
  const text = decimals > 0 ? Math.abs(value).toFixed(decimals) : rounded
  const [whole = '', fraction] = text.split('.')
  const grouped = whole.length > 4 ? whole.replaceAll(/\B(?=(\d{3})+$)/g, thinSpace) : whole
  const isZero = Number(text) === 0
  const sign = value < 0 && !isZero ? minus : ''
  return print(`${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`)
}

/**
 * Decimals for a value: three significant digits, and none beyond the first digit of the
 * interval's half width. Negative decimals stand for tens and hundreds.
 *
 * `decimalsFor(10.92, 0.3) // => 1`, `decimalsFor(8462) // => -1`
 */
export function decimalsFor(value: number, halfWidth?: number): number {
  const significant = value === 0 ? 0 : 2 - magnitude(value)
  if (halfWidth === undefined || halfWidth === 0) return significant
  return Math.min(significant, -magnitude(halfWidth))
}

/** The power of ten of the first digit: 2 of 115. */
export function magnitude(value: number): number {
  return Math.floor(Math.log10(Math.abs(value)))
}

/** `formatPercent(0.1234) // => '12.3 %'`, with a sign on request. */
export function formatPercent(share: number, decimals = 1, signed = false): Printed {
  const sign = signed && Number((share * 100).toFixed(decimals)) > 0 ? '+' : ''
  return print(`${sign}${formatNumber(share * 100, decimals)}${percentSign}`)
}

/** Stands where a change is not significant: neither the change nor its p says anything more. */
export const notSignificant = 'n.s.'

/** `formatPValue(0.00002) // => 'p < 0.001'` */
export function formatPValue(pValue: number): Printed {
  return print(isSmall(pValue) ? `p ${formatBareP(pValue)}` : `p = ${formatBareP(pValue)}`)
}

/** In a column of p: `formatBareP(0.02) // => '0.020'` */
export function formatBareP(pValue: number): Printed {
  return isSmall(pValue) ? print('< 0.001') : formatNumber(pValue, pValue < 0.1 ? 3 : 2)
}

const isSmall = (pValue: number) => pValue < 0.001

/** Sizes of files: `formatBytes(24300) // => '24.3 kB'` */
export function formatBytes(bytes: number): Printed {
  const units = ['B', 'kB', 'MB', 'GB']
  const step = Math.min(3, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const value = bytes / 1000 ** step
  const number = formatNumber(value, step === 0 ? 0 : decimalsFor(value))
  return print(`${number}${thinSpace}${units[step]}`)
}

/** For tables of data: five significant digits, no grouping. */
export function formatPlain(value: number): Printed {
  return print(String(Number(value.toPrecision(5))))
}
