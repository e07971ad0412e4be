import type { Manifest } from './manifest/manifest.ts'
import type { Configuration } from './study.ts'

/** All combinations of levels; the first factor varies slowest. */
export function toConfigurations(manifest: Manifest): Configuration[] {
  let combinations: Configuration['levels'][] = [{}]
  for (const [factor, { levels }] of Object.entries(manifest.factors)) {
    combinations = combinations.flatMap(combination =>
      Object.keys(levels).map(level => ({ ...combination, [factor]: level })),
    )
  }
  return combinations.map(levels => ({
    id: toConfigurationId(manifest, levels),
    label: Object.entries(levels)
      .map(([factor, level]) => manifest.factors[factor]?.levels[level]?.label ?? level)
      .join(' · '),
    levels,
  }))
}

/** `virtio-blk.native.on` */
export function toConfigurationId(
  manifest: Manifest,
  levels: { [factor: string]: string },
): string {
  return Object.keys(manifest.factors)
    .map(factor => levels[factor] ?? '')
    .join('.')
}

/** Why the manifest says that a cell cannot be; nothing where it can. */
export function whyImpossible(
  manifest: Manifest,
  levels: { [factor: string]: string },
  workload: string,
): { reason: string } | undefined {
  const ladder = manifest.workloads[workload]?.rungOf
  const cell: { [factor: string]: string } = { ...levels, workload }
  return manifest.impossible.find(({ when }) =>
    Object.entries(when).every(
      ([factor, level]) => cell[factor] === level || (factor === 'workload' && level === ladder),
    ),
  )
}
