import { expect } from 'vitest'

/** Equal to a relative error of 1e-9, or both as good as zero. */
export function expectClose(actual: number, expected: number, name: string): void {
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-300)
  expect(
    Math.abs(actual - expected) < 1e-14 || error < 1e-9,
    `${name}: ${actual} ≠ ${expected}`,
  ).toBe(true)
}
