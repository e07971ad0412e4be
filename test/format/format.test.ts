import { describe, expect, test } from 'vitest'
import {
  decimalsAlone,
  decimalsOf,
  formatChange,
  formatChangeRange,
  formatContrastSpan,
} from '../../src/format/estimate.ts'
import {
  decimalsFor,
  formatBytes,
  formatNumber,
  formatPercent,
  formatPValue,
} from '../../src/format/number.ts'
import { print } from '../../src/format/printed.ts'
import { scaleFor, withSymbol } from '../../src/format/scale.ts'

const thin = '\u2009'

describe('numbers', () => {
  test.each([
    [12345.678, 1, `12${thin}345.7`],
    [1234.5, 0, '1235'],
    [-0.04, 1, '0.0'],
    [-3, 0, '\u22123'],
    [8462, -1, '8460'],
    [123456, -3, `123${thin}000`],
    [0, 2, '0.00'],
  ])('%d with %d decimals is %s', (value, decimals, expected) => {
    expect(formatNumber(value, decimals)).toBe(expected)
  })

  test('three significant digits, and none that the interval does not support', () => {
    expect(decimalsFor(10.92, 0.3)).toBe(1)
    expect(decimalsFor(2.0131, 0.0002)).toBe(2)
    expect(decimalsFor(0.0871, 0.0009)).toBe(4)
    expect(decimalsFor(8462)).toBe(-1)
    expect(decimalsFor(1234, 300)).toBe(-2)
    expect(decimalsFor(5, 0)).toBe(2)
  })

  test('percent, p, bytes', () => {
    expect(formatPercent(0.1234, 1, true)).toBe(`+12.3${thin}%`)
    expect(formatPercent(-0.0001, 1, true)).toBe(`0.0${thin}%`)
    expect(formatPValue(0.0001)).toBe('p < 0.001')
    expect(formatPValue(0.0312)).toBe('p = 0.031')
    expect(formatPValue(1)).toBe('p = 1.00')
    expect(formatBytes(24_312)).toBe(`24.3${thin}kB`)
    expect(formatBytes(999)).toBe(`999${thin}B`)
    expect(formatBytes(0)).toBe(`0${thin}B`)
  })

  test('changes', () => {
    expect(formatChange(0.227)).toBe(`\u221277.3${thin}%`)
    expect(formatChange(2.5)).toBe(`+150${thin}%`)
    expect(formatChangeRange({ value: 1.17, lower: 1.121, upper: 1.22 })).toBe('[+12.1, +22.0]')
    expect(formatChangeRange({ value: 0.9, lower: 0.7, upper: 1.1 })).toBe('[\u221230.0, +10.0]')
  })
})

describe('scales', () => {
  test.each([
    [[5e-5, 1e-5], 's/IO', 1e-6, 'µs per I/O', 'µs'],
    [[2e-9], 's/B', 1 / 2 ** 30, 's per GiB', 's'],
    [[2e-10], 's/B', 1e-3 / 2 ** 30, 'ms per GiB', 'ms'],
    [[1.02, 0.09], 'switch/IO', 1, 'switches per I/O', ''],
    [[8e-6], 'switch/B', 1 / 2 ** 30, 'switches per GiB', ''],
    [[8e-5], 'switch/B', 1e3 / 2 ** 30, 'thousand switches per GiB', 'thousand'],
    [[128_000], 'cycle/IO', 1e3, 'thousand cycles per I/O', 'thousand'],
    [[5e7], 'cycle/IO', 1e6, 'million cycles per I/O', 'million'],
    [[0.025], 'J/IO', 1e-3, 'mJ per I/O', 'mJ'],
    [[2e-8], 'J/B', 1 / 2 ** 30, 'J per GiB', 'J'],
    [[4000], 'IO/s', 1, 'IO/s', 'IO/s'],
    [[2e8], 'B/s', 2 ** 20, 'MiB/s', 'MiB/s'],
    [[523_000], 'IO/CPU-s', 1, 'I/Os per CPU-second', 'IO/CPU-s'],
    [[4e9], 'B/CPU-s', 2 ** 20, 'MiB per CPU-second', 'MiB/CPU-s'],
    [[40], 'switch/{page}', 1, 'switches per page', ''],
    [[40], '{page}/CPU-s', 1, 'page per CPU-second', 'page/CPU-s'],
    [[5_000_000], 'switch/CPU-s', 1e3, 'thousand switches per CPU-second', 'thousand'],
    [[], 's/IO', 1, 's per I/O', 's'],
  ] as const)('%j %s', (values, unit, divisor, label, symbol) => {
    const scale = scaleFor(values, unit)
    expect(scale.divisor).toBeCloseTo(divisor, 15)
    expect(scale).toMatchObject({ label, symbol })
  })
})

test('an interval that reaches far to one side is not left by rounding', () => {
  // Half of 2110 to 8730 is some thousands, by which 8590 would become 9000.
  expect(decimalsOf([{ value: 8590, lower: 2110, upper: 8730 }], { divisor: 1 })).toBe(-2)
  expect(decimalsOf([{ value: 8590, lower: 8450, upper: 12_000 }], { divisor: 1 })).toBe(-3)
  // A median that is one of the ends of its interval, to three digits and no more.
  expect(decimalsOf([{ value: 8604, lower: 8604, upper: 9900 }], { divisor: 1 })).toBe(-1)
})

test.each([
  // The Particle Data Group's own examples: 0.827 ± 0.119 is 0.83 ± 0.12, 0.827 ± 0.367 is 0.8 ± 0.4.
  [0.827, 0.119, 2],
  [0.827, 0.367, 1],
  [1.46, 1.4, 1],
  [115, 30, 0],
  [115, 40, -1],
  // Three digits at most.
  [10.92, 0.012, 1],
  [5, 0, 2],
])('an estimate alone of %d ± %d has %d decimals', (value, half, decimals) => {
  const interval = { value, lower: value - half, upper: value + half }
  expect(decimalsAlone(interval, { divisor: 1 })).toBe(decimals)
  const thousandfold = {
    value: value * 1e3,
    lower: (value - half) * 1e3,
    upper: (value + half) * 1e3,
  }
  expect(decimalsAlone(thousandfold, { divisor: 1e3 })).toBe(decimals)
})

test('a word behind a number has a whole space, a unit a thin one', () => {
  expect(withSymbol(print('29.3'), scaleFor([29_300], 'switch'))).toBe('29.3\u00a0thousand')
  expect(withSymbol(print('3.2'), scaleFor([3.2e-6], 's/IO'))).toBe('3.2\u2009µs')
  expect(withSymbol(print('3.2'), scaleFor([3.2], 'switch/IO'))).toBe('3.2')
})

test('the least and the most of several contrasts, with their unit once', () => {
  const at = (value: number) => ({ value, lower: value * 0.99, upper: value * 1.01 })
  const [small, large] = [
    { difference: at(1.334), ratio: at(1.506) },
    { difference: at(2.449), ratio: at(2.263) },
  ]
  expect(formatContrastSpan([large, small], 'switch/IO')).toBe('+50.6\u2009% to +126\u2009%')
  expect(formatContrastSpan([large, { difference: small.difference }], 'switch/IO')).toBe(
    '+1.33 to +2.45\u00a0switches per I/O',
  )
  const beside = { difference: at(1.9) }
  expect(formatContrastSpan([large, { difference: small.difference }], 'switch/IO', beside)).toBe(
    '+1.33 to +2.45',
  )
})
