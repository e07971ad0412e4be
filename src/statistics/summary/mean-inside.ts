/** A point of a curve that only rises: what was done up to a time. */
export type Knot = readonly [time: number, done: number]

/**
 * How much of what was done lies in a window of known length, where of its start only the range is
 * known in which it lies: the mean over that range. Between its knots the curve is straight, so the
 * integral is exact.
 *
 * `meanInside([[0, 0], [10, 100]], 2, [3, 4]) // => 20`
 *
 * @param curve at least two knots, in the order of time; beyond its ends nothing was done
 * @param length of the window
 * @param start from the earliest to the latest
 */
export function meanInside(
  curve: readonly Knot[],
  length: number,
  [from, to]: readonly [from: number, to: number],
): number {
  if (!(to - from > 1e-9)) return doneUntil(curve, from + length) - doneUntil(curve, from)
  const over = (a: number, b: number) => integralUntil(curve, b) - integralUntil(curve, a)
  return (over(from + length, to + length) - over(from, to)) / (to - from)
}

/** What was done up to a time. */
function doneUntil(curve: readonly Knot[], time: number): number {
  let before = curve[0] ?? [0, 0]
  for (const knot of curve) {
    if (time <= knot[0]) {
      const passed = knot[0] - before[0]
      return passed > 0
        ? before[1] + ((knot[1] - before[1]) * (time - before[0])) / passed
        : knot[1]
    }
    before = knot
  }
  return before[1]
}

/** The integral of what was done, from the first knot to a time. */
function integralUntil(curve: readonly Knot[], time: number): number {
  let sum = 0
  let before = curve[0] ?? [0, 0]
  for (const knot of curve) {
    const end = Math.min(time, knot[0])
    if (end <= before[0]) continue
    sum += ((end - before[0]) * (before[1] + doneUntil(curve, end))) / 2
    if (time <= knot[0]) return sum
    before = knot
  }
  return sum + Math.max(0, time - before[0]) * before[1]
}
