/** One run: a covariate and what is explained by it. */
export type Pair = { x: number; y: number }

/**
 * Slope of y on x inside groups, the same one in all of them: the regression of an analysis of
 * covariance. Groups may differ in level; only what happens inside them counts.
 *
 * `pooledSlope([[{ x: 0, y: 1 }, { x: 1, y: 3 }], [{ x: 5, y: 0 }, { x: 6, y: 2 }]]).slope // => 2`
 *
 * @param groups of two pairs or more each
 * @returns `slope`, y per x; `explained`, the share of y's squares inside groups that goes with
 *   x, of 1 (the squared partial correlation). Nothing where x or y never moves inside a group.
 */
export function pooledSlope(
  groups: readonly (readonly Pair[])[],
): { slope: number; explained: number } | undefined {
  let [xx, xy, yy] = [0, 0, 0]
  for (const group of groups) {
    const middle = {
      x: group.reduce((sum, { x }) => sum + x, 0) / group.length,
      y: group.reduce((sum, { y }) => sum + y, 0) / group.length,
    }
    for (const { x, y } of group) {
      xx += (x - middle.x) ** 2
      xy += (x - middle.x) * (y - middle.y)
      yy += (y - middle.y) ** 2
    }
  }
  if (xx === 0 || yy === 0) return undefined
  return { slope: xy / xx, explained: xy ** 2 / (xx * yy) }
}
