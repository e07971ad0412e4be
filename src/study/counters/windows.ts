import type { FileRef } from '../../model/place.ts'
import { mergeSources, type Quantity, sum } from '../../model/quantity.ts'
import type { PerfCount, PerfStat } from '../../parse/record.ts'
import type { Counted, CountedWindow } from '../study.ts'
import { toQuantity } from '../to-quantity.ts'
import { toIntervalEnds } from './interval-ends.ts'

/**
 * A run that was counted in several windows, one after another: files, blocks or intervals of
 * perf in each of which an event may have been counted once more. What such a run tells is its
 * rate over all of its windows together; each of them is kept, to be shown, and none is a repeat.
 */
export function joinWindows(first: Counted, next: Counted): Counted {
  const windows = [...toWindows(first), ...toWindows(next)]
  const edge = (at: 0 | 1) =>
    windows.reduce((total, { window, between }) => total + (between?.[at] ?? window.value), 0)
  return {
    amount: sum(
      windows.map(({ amount }) => amount),
      first.amount.unit,
    ),
    window: sum(
      windows.map(({ window }) => window),
      's',
    ),
    ...(windows.some(({ between }) => between) && { between: [edge(0), edge(1)] }),
    running: Math.min(first.running, next.running),
    windows,
  }
}

export function toWindows(counted: Counted): CountedWindow[] {
  const { amount, window, between, span, threads, windows } = counted
  const told = { ...(between && { between }), ...(span && { span }), ...(threads && { threads }) }
  return windows ?? [{ amount, window, ...told }]
}

/** Whether two events were counted at the same time: perf says how long at the same places. */
export function areSameWindows(a: Counted, b: Counted): boolean {
  const [ours, theirs] = [a, b].map(counted => toWindows(counted).map(placeOf).sort().join('\n'))
  return ours === theirs
}

/** The window in which another event was counted at the same time. */
export function findSameWindow(window: CountedWindow, counted: Counted): CountedWindow | undefined {
  return toWindows(counted).find(other => placeOf(other) === placeOf(window))
}

function placeOf({ window }: CountedWindow): string {
  const sources = mergeSources(window).map(({ file, place }) => {
    return [file.archive, file.entry, place.line, place.pointer].join('\0')
  })
  return sources.join('\n')
}

/** perf's intervals (`-I`), each with its rows and with how long it was. */
export function splitIntervals(
  block: PerfStat,
  file: FileRef,
): { rows: PerfCount[]; window: Quantity<'s'> }[] {
  const { counts, elapsed } = block
  const { ends, begin: first } = toIntervalEnds(block)
  const begin = elapsed ? (ends.at(-1) ?? 0) - elapsed.value : first
  return ends.map((end, index) => {
    const rows = counts.filter(({ interval }) => interval === end)
    const place = rows[0]?.count.place ?? {}
    const { sources } = toQuantity({ name: 'interval', value: end, unit: 's', place }, 's', file)
    return { rows, window: { value: end - (ends[index - 1] ?? begin), unit: 's', sources } }
  })
}
