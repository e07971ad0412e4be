/**
 * fio sorts latencies into groups of 64 bins. The first two groups have bins of 1; each
 * further group has bins twice as wide, so that a bin is never wider than 1/64 of its value.
 * fio names a bin by its middle. (fio, stat.h: FIO_IO_U_PLAT_BITS is 6.)
 */
const bits = 6
const perGroup = 2 ** bits

/** How many bins fio 3 has. */
export const binCount = 29 * perGroup

/** Which bin a latency falls into, in a histogram of so many groups. */
export function toBinIndex(value: number, groups = 29): number {
  if (value < 2 * perGroup) return Math.floor(value)
  if (value < 2 ** 31) {
    const group = 31 - bits - Math.clz32(value)
    return Math.min(group * perGroup + (value >>> group), groups * perGroup - 1)
  }
  let group = 1
  while (value >= 2 * perGroup * 2 ** group) group += 1
  const index = group * perGroup + Math.floor(value / 2 ** group)
  return Math.min(index, groups * perGroup - 1)
}

/** The middle of a bin, as fio names it. */
export function binMiddle(index: number): number {
  if (index < 2 * perGroup) return index
  const group = Math.floor(index / perGroup) - 1
  const width = 2 ** group
  return ((index % perGroup) + perGroup + 0.5) * width
}
