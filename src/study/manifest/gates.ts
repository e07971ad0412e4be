import type { ToolWords } from '../load-tool.ts'

export interface GateRow {
  /** Whether it judges each metric, or all of the cell at once. */
  touches: 'metric' | 'cell'
  /** What the rule asks, for the page, in the words of the tool that made the load. */
  asks(words: ToolWords): string
  /** Used where study.yaml sets no other; what it means stands in `asks`. */
  limit: number
}

const rows = {
  multiplexing: {
    touches: 'metric',
    asks: () =>
      'Did the counter run for at least this share of the time? Below, the count is perf’s estimate.',
    limit: 1,
  },
  window: {
    touches: 'metric',
    asks: ({ tool }) =>
      `Does at least this share of the time of counting lie inside ${tool}’s, to the second? A count of which none does is left out; one that holds all of ${tool}’s run is divided by all its work.`,
    limit: 0.95,
  },
  'start-up': {
    touches: 'metric',
    asks: ({ tool }) =>
      `Where perf counted ${tool} from its start to its end, the cost is count ÷ work. What ${tool} did before and after is in it: if that cost as much a second as the run itself, how much lower is the cost without it, at most? I/Os of a ramp, which ${tool} does not report, are taken to come as fast as the others, and always doubted.`,
    limit: 0.03,
  },
  'rounded-window': {
    touches: 'metric',
    asks: () =>
      'Does perf tell how long it counted at least this closely? Its CSV has three decimals of the CPUs that a process used, from which its time follows.',
    limit: 0.03,
  },
  'same-window': {
    touches: 'metric',
    asks: () =>
      'Were a count and the count that it is divided by taken in the same windows? Above this many runs where not, the load may have differed between them.',
    limit: 0,
  },
  spread: {
    touches: 'metric',
    asks: () => 'Is the coefficient of variation over runs at most this?',
    limit: 0.1,
  },
  outlier: {
    touches: 'metric',
    asks: () =>
      'Is every run within this many scaled median absolute deviations of the median? (Iglewicz and Hoaglin 1993: 3.5)',
    limit: 3.5,
  },
  'two-speeds': {
    touches: 'metric',
    asks: () =>
      'Are all runs in one group? Not where the widest gap between them is more than this many times what the closer half of a cell’s runs spans (median over the workload’s cells), three times what either group spans, and a twentieth of the middle run; values about zero are not asked. Where more than one run in 20 lies in a second group, cells with fewer than 12 runs may not have met it. An interval of such runs covers less than it says.',
    limit: 10,
  },
  drift: {
    touches: 'metric',
    asks: () => 'Is the rank correlation with the order of repeats without meaning (p above this)?',
    limit: 0.01,
  },
  'not-linear': {
    touches: 'metric',
    asks: () =>
      'Does a count go with the load in a straight line? A load that lies off it, or a slope that changes, with p below this (Student’s t over rounds, Holm) is no such line: then the cost of one more I/O depends on the load, and the one at the top of the ladder stands beside.',
    limit: 0.05,
  },
  'missing-load': {
    touches: 'metric',
    asks: () =>
      'Were all loads of the ladder held and counted? At most this many may not be; the line is through the others, and comparisons are over loads that both sides held.',
    limit: 0,
  },
  'busy-polling': {
    touches: 'metric',
    asks: () =>
      'Does the count depend on the load? Not CPU time and cycles where the CPUs that were looked at, or a thread, ran for this share of the time; nor what was counted to this share at rest (where a metric says what that is), or under two other workloads with half or twice the IOPS. Such a cost per I/O merely mirrors IOPS.',
    limit: 0.95,
  },
  'clock-ratio': {
    touches: 'metric',
    asks: () =>
      'Does the time stamp counter (msr/tsc/) go as fast against perf’s task-clock as in the other runs of the study, to this share? Asked where nearly all runs of a scope agree: they are of one machine.',
    limit: 0.25,
  },
  'hidden-factor': {
    touches: 'cell',
    asks: ({ tool }) =>
      `Do all runs of a cell have the same options of ${tool}, at most this many differing?`,
    limit: 0,
  },
  'unequal-load': {
    touches: 'cell',
    asks: ({ tool }) =>
      `Did ${tool} do the same as under the baseline: kind, size and number of its I/Os, and the version of ${tool}? At most this many differences may be that no factor stands for.`,
    limit: 0,
  },
  'io-size': {
    touches: 'cell',
    asks: ({ tool, sizeOption }) =>
      `Did ${tool} move as many bytes an I/O as its option ${sizeOption} says, to this share? Where not, jobs of several sizes were added up, or its report contradicts itself.`,
    limit: 0.01,
  },
  'queue-depth': {
    touches: 'cell',
    asks: ({ tool }) =>
      `By Little’s law, IOPS × mean latency is how many I/Os were in flight: no more than ${tool}’s options allow, and this share? Where it is, rate and latency are not of one run.`,
    limit: 0.05,
  },
  'steady-state': {
    touches: 'cell',
    asks: ({ tool }) =>
      `Was ${tool}’s rate level while it ran? SNIA’s rule, of five equal parts of ${tool}’s log without its first and last interval: they lie at most this share of their mean apart, and a line through them rises by at most half of it. And ${tool}’s own verdict, where it was asked for one.`,
    limit: 0.2,
  },
  'short-run': {
    touches: 'cell',
    asks: ({ tool }) =>
      `Did ${tool} run for at least this share of the runtime that it was asked for? Below, it was interrupted, or came to the end of its size.`,
    limit: 0.95,
  },
  'changed-environment': {
    touches: 'cell',
    asks: () =>
      'Did machines say the same of themselves in every repeat: kernel, its options, versions of tools? At most this many facts may change.',
    limit: 0,
  },
  'load-error': {
    touches: 'cell',
    asks: ({ tool }) =>
      `Did ${tool} end without an error? A run that did not is left out; at most this many may be.`,
    limit: 0,
  },
  'missing-count': {
    touches: 'metric',
    asks: () => 'Was it recorded in every usable run? At most this many may lack it.',
    limit: 0,
  },
  'missing-repeat': {
    touches: 'cell',
    asks: () =>
      'Has the cell as many usable runs as study.yaml expects, and as the fullest cell of its workload has? At most this many may be missing.',
    limit: 0,
  },
} satisfies { [name: string]: GateRow }

export type GateName = keyof typeof rows

/**
 * The rules that raise doubts, in the order of the page. study.yaml may set another limit of each, or
 * `off`; `efficiency` judges by them.
 */
export const gateTable: { [name in GateName]: GateRow } = rows

/** Their names, in the same order. */
export const gateNames = Object.keys(rows) as GateName[]
