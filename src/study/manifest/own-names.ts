import type { Manifest } from './manifest.ts'

/**
 * Whether a word is a name that the program joined from words of studies, such as the
 * configuration `psync.local`, which looks like the name of a machine. A level that looks like
 * one by itself is no such name.
 */
export function createOwnNames(manifests: readonly Manifest[]): (name: string) => boolean {
  const words = new Set(['effect', ...manifests.flatMap(toWords)].map(word => word.toLowerCase()))
  const isJoined = (parts: readonly string[]): boolean =>
    parts.length === 0 ||
    parts.some((_, index) => {
      const word = parts.slice(0, index + 1).join('.')
      return (words.has(word) || /^r\d+$/.test(word)) && isJoined(parts.slice(index + 1))
    })
  return name => {
    // In a single file, an id has its page before it: `x-ledger-iops--psync.local`.
    const lower = name.toLowerCase().replace(/^.*--/, '')
    return !words.has(lower) && isJoined(lower.split('.'))
  }
}

/** What ids of configurations, cells, runs and effects are joined from. */
function toWords({ factors, workloads, metrics, scores }: Manifest): string[] {
  const levels = Object.entries(factors).flatMap(([factor, { levels }]) => [
    factor,
    ...Object.keys(levels),
  ])
  return [...levels, ...[workloads, metrics, scores].flatMap(Object.keys)]
}
