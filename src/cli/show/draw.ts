const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']

/**
 * Bars of text, from nothing to the largest value: what is above zero has at least the lowest.
 *
 * `drawBars([0, 1, 4, 8]) // => ' ▁▄█'`
 */
export function drawBars(values: readonly number[]): string {
  const most = Math.max(...values)
  return values
    .map(value => {
      if (!(value > 0)) return ' '
      return blocks[Math.max(0, Math.ceil((value / most) * blocks.length) - 1)]
    })
    .join('')
}

/** As many values as there is room for, each the mean of those that it stands for. */
export function compress(values: readonly number[], width: number): number[] {
  if (values.length <= width) return [...values]
  return Array.from({ length: width }, (_, at) => {
    const [start, end] = [at, at + 1].map(edge => Math.floor((edge * values.length) / width))
    const own = values.slice(start, end)
    return own.reduce((sum, value) => sum + value, 0) / own.length
  })
}

/** A drawing on an axis of logarithms, which has this least and this most value. */
export interface LogDrawing {
  least: number
  most: number
  bars: string
  /** Names below the bars, each where its value is. */
  marks: string
}

/** How often values are between two: both are the same where they are told that exactly. */
export type Step = readonly [above: number, upTo: number, count: number]

/**
 * How often values are: each column is as wide as any other on a scale of logarithms. What is known by a
 * step alone is the same in all of its columns.
 *
 * @param steps values above zero
 * @param marks names of some values, such as of percentiles
 */
export function drawDistribution(
  steps: readonly Step[],
  marks: readonly (readonly [name: string, value: number])[],
  width: number,
): LogDrawing | undefined {
  const known = steps.filter(([above, , count]) => above > 0 && count > 0)
  const all = [...known.flatMap(step => step.slice(0, 2)), ...marks.map(([, value]) => value)]
  const [least, most] = [Math.min(...all), Math.max(...all)]
  if (known.length === 0 || !(most > least)) return undefined
  const columnOf = (value: number) =>
    Math.min(width - 1, Math.floor((Math.log(value / least) / Math.log(most / least)) * width))
  const counts = new Array<number>(width).fill(0)
  for (const [above, upTo, count] of known) {
    const [first, last] = [columnOf(above), columnOf(upTo)]
    const columns = Math.max(1, last - first)
    for (let at = first; at < first + columns; at += 1)
      counts[at] = (counts[at] ?? 0) + count / columns
  }
  return { least, most, bars: drawBars(counts), marks: place(marks, columnOf, width) }
}

/** Each name where its value is; one for which there is no room is left out. */
function place(
  marks: readonly (readonly [name: string, value: number])[],
  columnOf: (value: number) => number,
  width: number,
): string {
  let line = ''
  for (const [name, value] of marks) {
    const at = Math.min(columnOf(value), width - name.length)
    if (at >= line.length + (line === '' ? 0 : 1)) line = line.padEnd(at) + name
  }
  return line
}
