import * as v from 'valibot'
import { toCommonName } from '../counters/counts.ts'
import type { CostPart } from './cost-parts.ts'
import { type GateName, gateNames } from './gates.ts'
import { areNumbers, numberUnits, toNumbered } from './numeric.ts'
import { type ParsedUnit, parseUnitValue } from './unit-value.ts'
import { workUnit } from './work-unit.ts'

const text = v.pipe(v.string(), v.minLength(1, 'text'))
/** By whichever of its names perf knows it, it is one event: `cs` is `context-switches`. */
const event = v.pipe(text, v.transform(toCommonName))
const id = v.pipe(
  v.string(),
  v.regex(/^[\w][\w.+-]*$/, 'a name of letters, digits, `.`, `+`, `-` or `_`'),
)
/** `psync: psync` for short, or an object. */
const labelled = v.union([
  v.pipe(
    text,
    v.transform(label => ({ label })),
  ),
  v.strictObject({ label: text, description: v.optional(text) }),
])
/** What is varied; levels that are numbers are ordered by them. */
const factor = v.pipe(
  v.strictObject({
    label: text,
    /** Whether levels are numbers; by themselves they are where all names are, such as 1, 4k. */
    numeric: v.optional(v.boolean()),
    /** What these count; with `B`, `4k` reads `4 KiB`. */
    unit: v.optional(v.picklist(numberUnits)),
    levels: v.record(id, labelled),
  }),
  v.check(
    factor => factor.numeric !== true || areNumbers(factor),
    'two levels or more that are numbers, such as `1` or `4k`, or `numeric: false`',
  ),
)
const target = quantity(['IO/s', 'B/s'], 'a rate such as `4000 IO/s` or `200 MiB/s`')
const share = quantity(['1'], 'a share such as `3 %`')

/** A number with a unit, in base units: `200 MiB/s` is `{value: 209715200, unit: 'B/s'}`. */
function quantity<U extends ParsedUnit>(allowed: U[], expected: string) {
  const parse = (value: string) => parseUnitValue(value)
  return v.pipe(
    v.string(expected),
    v.check(value => allowed.includes(parse(value)?.unit as U), expected),
    v.transform(value => parse(value) as { value: number; unit: U }),
  )
}

const limit = v.optional(v.union([v.number(), v.literal('off')]))

/** What no capture of a host holds, and findings about it need. */
export const declaredSchema = v.strictObject({
  /** CPUs that the counters looked at, as the kernel writes lists: `0-7,64-71`. */
  'measured-cpus': v.optional(text),
  /** CPUs that the measured process or VM was bound to. */
  'pinned-cpus': v.optional(text),
  /** Disks, interfaces and cards that the measured I/O goes through, by the names that the host gives them. */
  'measured-devices': v.optional(v.array(text)),
  /** How long the text says that a run took, as fio would read it: `10m`. */
  'run-time': v.optional(text),
})

const aLadder = 'loads such as `{ loads: [0 IO/s, 250 IO/s] }`, or a factor whose levels are loads'

const workload = v.pipe(
  v.strictObject({
    label: text,
    description: text,
    /** The unit of work that costs are divided by: `IO`, `B`, or its own, `{ page: 16 KiB }`. */
    per: workUnit,
    target: v.optional(target),
    tolerance: v.optional(share, '3 %'),
    /**
     * Name of the tool's job, where its report holds several that ran one after another; `*` is all of
     * them as one work, which has costs only. Where each workload has one, `runs` need not tell
     * the workload: a report is a run of each.
     */
    job: v.optional(text),
    /** The same job at several loads, rates or names of workloads and references; or a factor. */
    ladder: v.optional(v.union([id, v.strictObject({ loads: v.array(text) })], aLadder)),
  }),
  // Wherever a workload is described, so is the unit that only it has.
  v.transform(({ description, ...rest }) => ({
    ...rest,
    description: [description, ...(rest.per.meaning ? [rest.per.meaning] : [])].join('; '),
  })),
)

const aKind = '`within FACTOR`, such as `within controller-kind`'
const within = v.pipe(
  v.string(),
  v.regex(/^within\s+\S+$/, aKind),
  v.transform((words): Kinds => ({ within: words.replace(/^within\s+/, '') })),
)
const compare = v.union(
  [
    within,
    v.pipe(
      v.strictObject({
        within: id,
        /** By level of that factor, the levels of its baseline that are not those of `baseline`. */
        baselines: v.optional(v.record(id, v.record(id, text))),
      }),
      v.transform((kinds): Kinds => kinds),
    ),
  ],
  aKind,
)

/** Within which levels of a factor configurations are compared. */
export interface Kinds {
  within: string
  baselines?: { [kind: string]: { [factor: string]: string } } | undefined
}

/** What a person says of a study: `study.yaml`. */
export const manifestSchema = v.strictObject({
  title: text,
  description: text,
  /** The day or days of measurement, as text. */
  measured: text,
  licence: v.optional(text),
  /** The folder where the data lie, from that of study.yaml, where they do not lie beside it. */
  data: v.optional(text),
  factors: v.pipe(
    v.record(id, factor),
    v.transform(factors =>
      Object.fromEntries(
        Object.entries(factors).map(([name, of]) => [name, toNumbered(name, of)] as const),
      ),
    ),
  ),
  workloads: v.record(id, workload),
  /** A level of each factor: the configuration that all others are compared with. */
  baseline: v.record(id, text),
  /** How many repeats each cell should have. */
  repeats: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /**
   * What is assumed of the runs of a cell: the logs are normal; they are, about a level that
   * drifts from round to round and that all runs of a round share; or nothing at all.
   */
  assume: v.optional(v.picklist(['log-normal', 'round-drift', 'nothing']), 'log-normal'),
  /**
   * Two names of configurations, `*` for any level, that are one device: what is measured between
   * them is noise, and printed beside comparisons.
   */
  same: v.optional(v.tuple([text, text], 'two names of configurations, such as `[a.*, b.*]`')),
  /**
   * `within FACTOR`: configurations are compared with those of the same level of it alone. Each such
   * kind has a baseline: levels that differ from the study's own are in `baselines`.
   */
  compare: v.optional(compare),
  /** A metric that tells why runs of a cell differ, such as how fast the machine was meanwhile. */
  covariate: v.optional(id),
  /** Where runs lie: a template such as `round-{repeat}.tar.gz/{engine}/{workload}`, or a sheet. */
  runs: v.union([text, v.strictObject({ sheet: text })]),
  /** Runs that belong to no configuration, such as an idle machine. */
  references: v.optional(
    v.record(
      id,
      v.strictObject({
        label: text,
        path: text,
        /** The workloads that it holds for; all where none are named. */
        workloads: v.optional(v.array(id)),
      }),
    ),
    {},
  ),
  /** Where hosts say what they are. */
  captures: v.optional(
    v.record(id, v.strictObject({ label: text, path: text, ...declaredSchema.entries })),
    {},
  ),
  /** What each set of counters looked at. */
  scopes: v.record(
    id,
    v.strictObject({
      label: text,
      description: text,
      /** Names of the files of a run that hold these counters; `*` stands for anything. */
      files: v.array(text),
      /** How many CPUs were counted, where the scope is CPUs. */
      cpus: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
      /** Of `perf stat --per-thread`, the threads by name; `*` stands for anything. */
      threads: v.optional(v.array(text)),
      /** Files of the run whose elapsed time holds for these too. */
      window: v.optional(text),
      /**
       * With `several`, a run may count the same event in several files, blocks or intervals, one
       * after another. They are added up; n does not count windows inside a run.
       */
      windows: v.optional(v.picklist(['one', 'several']), 'one'),
      /**
       * Whether perf counted all of the load generator, from its start to its end, or was there for a
       * while, where its files do not tell that.
       */
      perf: v.optional(
        v.pipe(
          v.picklist(['starts-load', 'beside-load', 'starts-fio', 'beside-fio']),
          v.transform(word => (/^starts/.test(word) ? 'starts-load' : 'beside-load')),
        ),
      ),
      /** Of perf's text, blocks whose heading says this (`system wide`, `process id *`); or a cgroup. */
      target: v.optional(text),
      /** When perf began, after the first job of the load, where perf does not say it: `5 s`, `-1 s`. */
      begins: v.optional(quantity(['s'], 'a time such as `5 s` or `-1 s`')),
    }),
  ),
  metrics: v.record(
    id,
    v.strictObject({
      /** A perf event as perf spells it, `user-time`, `system-time`, `busy-time`, or `block-reads`. */
      count: event,
      scope: id,
      label: v.optional(text),
      /** Another count of the scope to divide by, in place of the work: cycles per instruction. */
      per: v.optional(event),
      /** Work per count in place of count per work: I/Os per CPU-second. */
      inverse: v.optional(v.boolean(), false),
      /** Less what a reference costs a second; `false` where nothing is subtracted. */
      net: v.optional(
        v.union([
          v.literal(false),
          v.strictObject({ reference: id, workloads: v.optional(v.array(id)) }),
        ]),
      ),
    }),
  ),
  /** Limits of the quality gates by name, or `off`. */
  gates: v.optional(
    v.pipe(
      v.strictObject({
        ...(Object.fromEntries(gateNames.map(name => [name, limit])) as {
          [name in GateName]: typeof limit
        }),
        'fio-error': limit,
      }),
      v.transform(({ 'fio-error': older, ...gates }) =>
        older === undefined ? gates : { 'load-error': older, ...gates },
      ),
    ),
    {},
  ),
  /** Named sums of metrics: weights by metric, of which only the proportions matter. */
  scores: v.optional(
    v.record(
      id,
      v.strictObject({
        label: text,
        weights: v.record(id, v.pipe(v.number(), v.gtValue(0))),
        /** Levels of the configuration that has 100, where they are not those of the baseline. */
        reference: v.optional(v.record(id, text)),
      }),
    ),
    {},
  ),
  impossible: v.optional(v.array(v.strictObject({ when: v.record(id, text), reason: text })), []),
  /** Files of the study that say how it was measured. */
  method: v.optional(v.array(text), []),
  limits: v.optional(v.array(text), []),
})

/** The `job` of a workload that is all jobs of its reports, one after another, as one work. */
export const everyJob = '*'

/** `study.yaml` as it is written. */
export type WrittenManifest = v.InferOutput<typeof manifestSchema>

/** What `study.yaml` says, with each load of a ladder as a workload of its own. */
export interface Manifest extends Omit<WrittenManifest, 'workloads' | 'references' | 'metrics'> {
  workloads: { [id: string]: Workload }
  references: { [id: string]: ReferenceSpec }
  metrics: { [id: string]: MetricSpec }
}

export interface Workload extends Omit<WrittenManifest['workloads'][string], 'ladder'> {
  ladder?: {
    /** What a template of runs may call the load. */
    placeholder: string
    rungs: Rung[]
  }
  /** The ladder of which it is a load, where only that ladder declares it. */
  rungOf?: string
}

/** Without a path where it is the idle load of a ladder, whose runs are found as others are. */
export interface ReferenceSpec {
  label: string
  path?: string
  workloads?: string[]
}

export interface MetricSpec extends Omit<WrittenManifest['metrics'][string], 'net'> {
  /** By workload, the reference of which it is net; under others it is gross. */
  net?: { [workload: string]: string }
  /** Whether it is nothing under others, since another metric is gross. */
  isOnlyNet?: true
  /** Whether it is gross though there are references. */
  isGross?: true
  /** What of another cost it is, by its id. */
  part?: { name: CostPart; of: string }
}

export type Target = v.InferOutput<typeof target>

/** One load of a ladder: a workload, or a reference where nothing is asked of the storage. */
export interface Rung {
  /** Of the workload or the reference. */
  id: string
  /** What paths say where they tell the load: `250` of `250 IO/s`, or the level of the factor. */
  name: string
  isIdle: boolean
  /** `250 IO/s`, or what the workload or the reference is called. */
  label: string
}
