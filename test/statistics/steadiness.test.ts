import { expect, test } from 'vitest'
import { toSteadiness } from '../../src/statistics/summary/steadiness.ts'

/** numpy 2.4.6 and scipy 1.17.1: means of five parts, `ptp`, and 4 × `linregress(range(5), parts).slope` */
test.each([
  [[8, 8, 9, 9, 10, 10, 11, 11, 12, 12], 0.4, 0.4],
  // Of thirteen, the first three are left out.
  [
    [100, 120, 90, 110, 95, 105, 130, 99, 101, 97, 103, 108, 94],
    0.16794625719769674,
    -0.07869481765834933,
  ],
  [[5.1, 5.3, 4.9, 5.2, 5, 5.6, 4.7, 5.1, 5.2, 5.3], 0.07782101167315164, -0.0038910505836575043],
])('%j', (values, range, rise) => {
  const found = toSteadiness(values)
  expect(found?.range).toBeCloseTo(range, 12)
  expect(found?.rise).toBeCloseTo(rise, 12)
})
