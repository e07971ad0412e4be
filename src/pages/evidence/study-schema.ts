import * as v from 'valibot'

const { array, boolean, number, optional, picklist, record, strictObject, string } = v

/** With words for who reads the published schema. */
function described<S extends v.GenericSchema>(schema: S, words: string) {
  return v.pipe(schema, v.description(words))
}

/** A place in one of the lists of the file, counted from 0. */
const place = (list: string) =>
  v.pipe(number(), v.integer(), v.minValue(0), v.description(`position in \`${list}\`, from 0`))
const count = v.pipe(number(), v.integer(), v.minValue(0))
const share = v.pipe(number(), v.minValue(0), v.maxValue(1))
const hash = v.pipe(string(), v.regex(/^[0-9a-f]{64}$/))

const interval = strictObject({
  value: number(),
  lower: number(),
  upper: number(),
  level: described(share, 'confidence level really reached'),
})
const levels = described(record(string(), string()), 'a level of each factor')
const pValue = described(share, 'two-sided, adjusted by Holm')

const archive = strictObject({
  path: string(),
  bytes: count,
  sha256: hash,
  isRedacted: described(
    optional(v.literal(true)),
    'where private values were taken out: size and hash are then those of the file on this site',
  ),
})

const kind = strictObject({
  name: described(string(), 'the tool’s own name for the value'),
  unit: described(optional(string()), 'the tool’s unit; missing of a plain count'),
  line: described(optional(v.pipe(number(), v.integer(), v.minValue(1))), 'from 1'),
  pointer: described(optional(string()), 'JSON pointer (RFC 6901); `*` is every item of an array'),
})

const source = v.strictTuple([
  place('files'),
  place('kinds'),
  described(number(), 'as the tool wrote it, in the tool’s unit'),
])

const origin = described(
  array(v.union([place('sources'), v.strictTuple([place('sources'), place('sources')])])),
  'positions in `sources`, rising; a pair is all from the first to the last',
)

const metric = strictObject({
  id: string(),
  label: string(),
  better: picklist(['lower', 'higher']),
  formula: string(),
  scope: optional(string()),
})

const workload = strictObject({
  id: string(),
  label: string(),
  description: string(),
  per: strictObject({
    unit: described(string(), '`IO`, `B`, or a name in braces: what costs are divided by'),
    size: number(),
    of: described(picklist(['IO', 'B']), 'what `size` is counted in'),
  }),
})

const load = strictObject({
  state: picklist(['no-target', 'not-measured', 'held', 'missed']),
  target: optional(strictObject({ value: number(), unit: picklist(['IO/s', 'B/s']) })),
  tolerance: described(optional(number()), 'share of the target'),
  worstRun: described(optional(number()), 'largest deviation of a run, as a share of the target'),
  worstInterval: described(
    optional(number()),
    'the same of the intervals that the load generator logged',
  ),
  insideShare: described(optional(number()), 'share of these intervals inside the tolerance'),
  worstLog: described(
    optional(number()),
    'largest deviation of the mean of a log from the total of its run, as a share of that',
  ),
  worstIntervals: optional(
    array(
      strictObject({
        run: string(),
        deviation: number(),
        source: place('sources'),
        inside: described(count, 'intervals inside the tolerance'),
        all: described(count, 'intervals but the first and the last'),
        againstTotal: described(number(), 'mean of the log against the total of the run'),
      }),
    ),
  ),
  missedRuns: array(string()),
})

const bounds = described(
  strictObject({ lower: number(), upper: number() }),
  'least and most that it can be, as perf’s seconds leave open; no interval of statistics',
)

const run = strictObject({
  repeat: string(),
  value: number(),
  counts: described(boolean(), 'whether it is in the estimate'),
  bounds: optional(bounds),
  holdsRun: described(
    optional(boolean()),
    'whether perf counted the load generator from its start to its end, so that a cost is count ÷ work',
  ),
  windows: described(
    optional(array(number())),
    'of each window inside the run, where it was counted in several',
  ),
  origin: described(place('origins'), 'what the value was computed from'),
})

const result = strictObject({
  metric: string(),
  unit: string(),
  state: picklist(['estimated', 'one-run', 'too-few-runs', 'not-recorded']),
  reason: optional(string()),
  n: optional(count),
  value: described(optional(number()), 'of the only run, of which there is no interval'),
  kind: described(
    optional(picklist(['geometric mean', 'arithmetic mean', 'median', 'pooled percentile'])),
    'what the estimate is; arithmetic where a run is not above zero',
  ),
  estimate: optional(interval),
  bounds: optional(bounds),
  coefficientOfVariation: described(
    optional(number()),
    'standard deviation ÷ mean over the runs that count, of three at least',
  ),
  differenceToBaseline: described(optional(interval), 'in the unit of the metric'),
  ratioToBaseline: described(optional(interval), 'missing where the baseline is not clear of zero'),
  pValue: optional(pValue),
  runs: array(run),
})

const cell = strictObject({
  configuration: string(),
  levels,
  workload: string(),
  baseline: boolean(),
  state: picklist(['measured', 'impossible', 'not-run']),
  reason: optional(string()),
  load,
  doubts: array(strictObject({ gate: string(), metric: optional(string()), text: string() })),
  excluded: array(strictObject({ run: string(), rule: string(), reason: string() })),
  results: described(array(result), 'none of a cell that was not measured'),
})

const contrast = {
  difference: interval,
  ratio: described(optional(interval), 'missing where the side below is not clear of zero'),
}

const effect = strictObject({
  metric: string(),
  workload: string(),
  factor: string(),
  from: string(),
  to: string(),
  unit: described(string(), 'of differences'),
  ...contrast,
  pValue: described(pValue, 'two-sided, adjusted by Holm over the metric under the workload'),
  heterogeneity: described(
    optional(share),
    'p of “all pairs have one effect”; the average hides where they differ',
  ),
  reversedBy: described(
    array(string()),
    'factors whose level decides in which direction the effect goes; `a × b` for two together',
  ),
  pairs: array(strictObject({ levels, ...contrast })),
  leftOut: array(strictObject({ levels, reason: string() })),
})

const score = strictObject({
  score: string(),
  label: string(),
  workload: string(),
  kind: described(optional(string()), 'where study.yaml compares within kinds alone'),
  formula: string(),
  weights: record(string(), number()),
  reference: described(optional(string()), 'the configuration that has 100'),
  ranked: described(
    array(
      strictObject({
        configuration: string(),
        score: described(interval, '100 is the reference, and higher is better'),
        ranks: described(
          strictObject({ lower: count, upper: count }),
          'that it can have, 1 is best; with 95 % the intervals of all configurations hold at once',
        ),
        components: described(record(string(), interval), 'the score by each metric alone'),
      }),
    ),
    'highest score first, which is no ranking',
  ),
  without: array(strictObject({ configuration: string(), reason: string() })),
})

/** What `study.json` holds; published beside it as JSON Schema. Units are base units. */
export const studySchema = v.pipe(
  strictObject({
    study: string(),
    title: string(),
    measured: string(),
    assume: picklist(['log-normal', 'round-drift', 'nothing']),
    workloads: array(workload),
    metrics: array(metric),
    gates: described(
      array(
        strictObject({
          name: string(),
          asks: string(),
          limit: v.union([number(), v.literal('off')]),
        }),
      ),
      'rules that raise doubts',
    ),
    cells: array(cell),
    effects: described(array(effect), 'what switching one factor does, all else equal'),
    scores: array(score),
    archives: array(archive),
    files: described(
      array(strictObject({ archive: place('archives'), entry: string() })),
      'files of the archives that sources lie in; `entry` is the path inside the archive',
    ),
    kinds: described(array(kind), 'what tools write, and at which place of a file'),
    sources: described(
      array(source),
      'every value that a number was computed from, each once: file, kind, value',
    ),
    origins: described(array(origin), 'the sources that numbers have in common, each once'),
  }),
  v.title('A study of technote'),
  v.description(
    'All numbers of a study in base units (s, B, IO, cycle, …), unrounded. From a run, `origin` leads to `origins`, `sources`, `kinds`, `files` and `archives`: the byte that the number came from.',
  ),
)

export type StudyJson = v.InferOutput<typeof studySchema>
