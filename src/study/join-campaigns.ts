import { toConfigurations } from './configurations.ts'
import type { Manifest } from './manifest/manifest.ts'
import type { Study } from './study.ts'

/** A study as one level of a factor: what was measured before, or after, something changed. */
export interface Campaign {
  /** `old`: the level, as the joined study names it. */
  level: string
  label: string
  study: Study
}

/** The factor whose levels are studies. */
export interface CampaignFactor {
  id: string
  label: string
  /** Whether runs of one repeat were measured side by side, whichever campaign they are of. */
  isPaired: boolean
  assume: Manifest['assume']
}

/** Campaigns that cannot be one study, as each has factors of its own. */
export interface Unlike {
  factor: string
  /** Levels of it by campaign; none where a campaign does not have it. */
  levels: { [campaign: string]: string[] }
}

/**
 * Several studies as one, in which the study is the first factor: cells are matched by their levels, and
 * what only one of them has is a cell that was not run in the others. A factor that has one level in
 * each campaign tells nothing apart, whatever this level is called, and falls out.
 *
 * @param campaigns the baseline first: where several declare a thing, its declaration counts
 * @returns the first factor that one has and another lacks, where they cannot be joined
 */
export function joinCampaigns(
  campaigns: readonly [Campaign, ...Campaign[]],
  by: CampaignFactor,
): Study | Unlike {
  const shared = findShared(campaigns)
  if (!Array.isArray(shared)) return shared
  const [{ study: first }] = campaigns
  const manifest = joinManifests(campaigns, by, shared)
  const place = createPlaces(shared)
  const each = campaigns.map(campaign => ({ campaign, at: place(campaign) }))
  const repeatOf = (level: string, repeat: string) => (by.isPaired ? repeat : `${level}-${repeat}`)
  return {
    ...first,
    manifest,
    configurations: toConfigurations(manifest),
    runs: each.flatMap(({ campaign: { level, study }, at }) =>
      study.runs.map(run => ({
        ...run,
        id: `${level}.${run.id}`,
        configuration: at(run.configuration),
        repeat: repeatOf(level, run.repeat),
      })),
    ),
    // One of no configuration is of each of its own campaign, and of none of another.
    references: each.flatMap(({ campaign: { level, study }, at }) =>
      study.references.flatMap(reference =>
        (reference.configuration === undefined
          ? study.configurations.map(({ id }) => id)
          : [reference.configuration]
        ).map(id => ({
          ...reference,
          configuration: at(id),
          repeat: repeatOf(level, reference.repeat),
        })),
      ),
    ),
    captures: [],
    jobFiles: [],
    archives: campaigns.flatMap(({ study }) => study.archives),
    ingest: campaigns.flatMap(({ study }) => study.ingest),
    messages: [],
  }
}

/** Factors that cells are matched by: all that any campaign has in several levels, if all have them. */
function findShared(campaigns: readonly Campaign[]): string[] | Unlike {
  const all = [...new Set(campaigns.flatMap(({ study }) => Object.keys(study.manifest.factors)))]
  const telling = all.filter(factor => campaigns.some(of => levelsOf(of, factor).length > 1))
  const lacking = telling.find(factor => campaigns.some(of => levelsOf(of, factor).length === 0))
  if (lacking === undefined) return telling
  const levels = campaigns.map(of => [of.label, levelsOf(of, lacking)] as const)
  return { factor: lacking, levels: Object.fromEntries(levels) }
}

function levelsOf({ study }: Campaign, factor: string): string[] {
  return Object.keys(study.manifest.factors[factor]?.levels ?? {})
}

/** How a configuration of a campaign is called in the joined study. */
function createPlaces(shared: readonly string[]) {
  return ({ level, study }: Campaign) => {
    const ids = new Map(
      study.configurations.map(({ id, levels }) => [
        id,
        [level, ...shared.map(factor => levels[factor] ?? '')].join('.'),
      ]),
    )
    return (configuration: string) => ids.get(configuration) ?? configuration
  }
}

function joinManifests(
  campaigns: readonly [Campaign, ...Campaign[]],
  { id, label, assume }: CampaignFactor,
  shared: readonly string[],
): Manifest {
  const [{ study: first, level: baseline }] = campaigns
  const { same: _, covariate: __, repeats: ___, compare: ____, ...own } = first.manifest
  const declared = <K extends 'workloads' | 'scopes' | 'metrics' | 'references'>(key: K) =>
    merge(campaigns.map(({ study }) => study.manifest[key]))
  const factors = shared.map(factor => {
    const levels = merge(campaigns.map(({ study }) => study.manifest.factors[factor]?.levels ?? {}))
    return [factor, { label: first.manifest.factors[factor]?.label ?? factor, levels }] as const
  })
  const kept = Object.entries(own.baseline).filter(([factor]) => shared.includes(factor))
  return {
    ...own,
    assume,
    factors: {
      [id]: {
        label,
        levels: Object.fromEntries(campaigns.map(of => [of.level, { label: of.label }])),
      },
      ...Object.fromEntries(factors),
    },
    workloads: declared('workloads'),
    scopes: declared('scopes'),
    metrics: declared('metrics'),
    references: declared('references'),
    baseline: { [id]: baseline, ...Object.fromEntries(kept) },
    captures: {},
    scores: {},
    impossible: campaigns.flatMap(({ level, study }) =>
      study.manifest.impossible
        .filter(({ when }) =>
          Object.keys(when).every(on => on === 'workload' || shared.includes(on)),
        )
        .map(({ when, reason }) => ({ when: { [id]: level, ...when }, reason })),
    ),
  }
}

/** All that any of them has, in their order; what several have is as the first of them has it. */
function merge<T extends object>(parts: readonly T[]): T {
  return Object.assign({}, ...parts, ...[...parts].reverse())
}
