/** As many values as there are, each drawn from all of them. */
export function resample<T>(values: readonly T[], random: () => number): T[] {
  return values.map(() => values[Math.floor(random() * values.length)] as T)
}
