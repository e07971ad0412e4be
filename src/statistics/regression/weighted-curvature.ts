import { type WeightedPoint, weightedLine } from './weighted-line.ts'

/**
 * Coefficient of x² in the parabola with the smallest weighted sum of squares: what is left of x²
 * when a line is taken out of it, against y (Draper & Smith 1998, *Applied Regression Analysis*,
 * 6.2: adding a variable). Half of it is how fast the slope changes.
 *
 * `weightedCurvature([{ x: 0, y: 0, weight: 1 }, { x: 1, y: 1, weight: 1 }, { x: 2, y: 4, weight: 1 }]) // => 1`
 *
 * @param points weights above zero
 * @returns undefined of fewer than three different x
 */
export function weightedCurvature(points: readonly WeightedPoint[]): number | undefined {
  const line = weightedLine(points.map(point => ({ ...point, y: point.x ** 2 })))
  if (!line) return undefined
  const left = points.map(({ x }) => x ** 2 - line.intercept - line.slope * x)
  const sum = (of: (left: number, point: WeightedPoint) => number) =>
    points.reduce((total, point, at) => total + point.weight * of(left[at] ?? 0, point), 0)
  const squares = sum(left => left ** 2)
  const scale = sum((_, { x }) => x ** 4)
  return squares > 1e-20 * scale ? sum((left, { y }) => left * y) / squares : undefined
}
