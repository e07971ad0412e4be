import { type Difference, findDifferences } from './differences.ts'
import type { Host, Source } from './environment.ts'

/** Hosts side by side: those of one study, or those of one role in several. */
export interface HostComparison {
  /** `Differences between the hosts`, `Differences between the studies: The host` */
  title: string
  sides: { label: string; host: Host }[]
  differences: Difference[]
}

/**
 * Hosts are compared with those beside them, and with what stands in their place in another
 * study. Where names do not match, the first hosts of the studies are each other's counterparts.
 */
export function toComparisons(sources: readonly Source[]): HostComparison[] {
  const told = sources
    .map(source => ({ ...source, hosts: source.hosts.filter(({ facts }) => facts.length > 0) }))
    .filter(({ hosts }) => hosts.length > 0)
  const within = told
    .filter(({ hosts }) => hosts.length > 1)
    .map(({ title, hosts }) =>
      compare(
        told.length > 1 ? `${between}: ${title}` : between,
        hosts.map(host => ({ label: host.label, host })),
      ),
    )
  return [...toAcross(told), ...within]
}

const between = 'Differences between the hosts'

function toAcross(sources: readonly Source[]): HostComparison[] {
  if (sources.length < 2) return []
  if (sources.every(({ hosts }) => hosts.length === 1)) {
    const sides = sources.flatMap(({ title, hosts }) =>
      hosts.map(host => ({ label: nameOf(host, title, sources), host })),
    )
    return [compare('Differences between the studies', sides)]
  }
  const roles = new Set(sources.flatMap(({ hosts }) => hosts.map(({ role }) => role)))
  const alike = [...roles].flatMap(role => {
    const sides = sources.flatMap(({ title, hosts }) =>
      hosts.filter(host => host.role === role).map(host => ({ label: title, host })),
    )
    const label = sides[0]?.host.label ?? role
    return sides.length > 1 ? [compare(`Differences between the studies: ${label}`, sides)] : []
  })
  if (alike.length > 0) return alike
  const first = sources.flatMap(({ title, hosts }) =>
    hosts.slice(0, 1).map(host => ({ label: nameOf(host, title, sources), host })),
  )
  return [compare('Differences between the studies: the first host of each', first)]
}

/** The host's own name, unless another study uses the same. */
function nameOf({ label }: Host, title: string, sources: readonly Source[]): string {
  const isShared =
    sources.filter(({ hosts }) => hosts.some(host => host.label === label)).length > 1
  return isShared ? `${label}: ${title}` : label
}

/** Without the sides that were asked nothing of all this. */
function compare(title: string, sides: HostComparison['sides']): HostComparison {
  const all = findDifferences(sides.map(({ label, host }) => ({ label, facts: host.facts })))
  const isTold = sides.map((_, index) =>
    all.some(({ values }) => /^(?:value|missing)$/.test(values[index]?.is ?? '')),
  )
  const keep = <T>(items: T[]) => items.filter((_, index) => all.length === 0 || isTold[index])
  return {
    title,
    sides: keep(sides),
    differences: all.map(difference => ({ ...difference, values: keep(difference.values) })),
  }
}
