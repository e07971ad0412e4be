/** A point, and how much it counts: the inverse of its variance, but for a factor. */
export interface WeightedPoint {
  x: number
  y: number
  weight: number
}

/** `y = intercept + slope · x` */
export interface Line {
  intercept: number
  slope: number
}

/**
 * The straight line with the smallest weighted sum of squares (Draper & Smith 1998, *Applied
 * Regression Analysis*, 9.2). Nothing is asked of the points but that x is known: how uncertain
 * slope and intercept are is for several such lines to tell.
 *
 * `weightedLine([{ x: 0, y: 1, weight: 1 }, { x: 1, y: 3, weight: 4 }]) // => {intercept: 1, slope: 2}`
 *
 * @param points weights above zero
 * @returns undefined where x is the same in all of them
 */
export function weightedLine(points: readonly WeightedPoint[]): Line | undefined {
  const sum = (of: (point: WeightedPoint) => number) =>
    points.reduce((total, point) => total + point.weight * of(point), 0)
  const total = sum(() => 1)
  const x = sum(point => point.x) / total
  const y = sum(point => point.y) / total
  const squares = sum(point => (point.x - x) ** 2)
  if (!(squares > 0)) return undefined
  const slope = sum(point => (point.x - x) * (point.y - y)) / squares
  return { intercept: y - slope * x, slope }
}
