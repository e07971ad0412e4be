import type { Efficiency } from '../../src/efficiency/efficiency.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import type { Bin } from '../../src/statistics/percentile/histogram.ts'
import { percentileOfBins } from '../../src/statistics/percentile/percentile-of-bins.ts'
import { toConfigurations, whyImpossible } from '../../src/study/configurations.ts'
import { fio } from '../../src/study/fio/tool.ts'
import type { Run, Study } from '../../src/study/study.ts'
import { type LadderTruth, makeLadder } from '../helpers/ladder.ts'
import { manifestOf, quantity, studyOf } from '../helpers/synthetic.ts'

/** Studies that nobody measured, to draw: every number is made up by a formula below. */
export const studies: { [name: string]: () => Efficiency } = {
  engines: once(() => makeStudy(engines, 6)),
  controllers: once(() => makeStudy(controllers, 6)),
  'controllers-once': once(() => makeStudy(controllers, 1)),
  sweep: once(() => makeStudy(sweep, 4)),
  saturating: once(() => saturate(makeStudy(saturating, 4))),
  ladder: once(() => makeLadder(ladder)),
}

/** Its results are computed when they are first asked for. */
function once(make: () => Study): () => Efficiency {
  let known: Efficiency | undefined
  return () => {
    known ??= toEfficiency(make())
    return known
  }
}

/** 36 cells, nothing missing: the part that the budgets of pages speak of. */
export function makeReferenceStudy(): Study {
  return makeStudy(reference, 3)
}

const common = `description: d
measured: never
runs: { sheet: runs.csv }
scopes:
  all: { label: all, description: the process with all its threads, files: ['*'] }
  backend: { label: back end, description: the threads behind the controller, files: ['*'], threads: [main, IO *] }
  vcpu: { label: vCPU, description: the thread of the guest’s CPU, files: ['*'], threads: [CPU *] }
metrics:
  switches: { count: context-switches, scope: all }
  user-time: { count: user-time, scope: all }
  system-time: { count: system-time, scope: all }
  cpu-time: { count: task-clock, scope: all }
  backend-cycles: { count: msr/tsc/, scope: backend, label: Reference cycles of the back end }
  vcpu-cycles: { count: msr/tsc/, scope: vcpu, label: Reference cycles of the vCPU }
scores: { efficiency: { label: Efficiency, weights: { switches: 1, cpu-time: 1 } } }
workloads:
  iops: { label: Fixed IOPS, description: 512 B random read at 1 000 IO/s, per: IO, target: 1000 IO/s }
`

const engines = `title: Engines
factors: { engine: { label: Engine, levels: { psync: psync, libaio: libaio, io_uring: io_uring, posixaio: posixaio } } }
baseline: { engine: psync }
${common}`

/** A sweep over numbers. */
const sweep = `title: Sweep
factors:
  bs: { label: Block size, unit: B, levels: { 4k: 4k, 64k: 64k, 1m: 1m } }
  depth: { label: Queue depth, levels: { 1: '1', 2: '2', 4: '4', 8: '8', 16: '16' } }
  numjobs: { label: Jobs, levels: { 1: '1', 2: '2' } }
baseline: { bs: 4k, depth: '1', numjobs: '1' }
${common}`

/** One job saturates at 8 in flight, two at 16. */
const saturating = `title: Saturating
factors:
  depth: { label: Queue depth, levels: { 1: '1', 2: '2', 4: '4', 8: '8', 16: '16', 32: '32' } }
  numjobs: { label: Jobs, levels: { 1: '1', 2: '2' } }
baseline: { depth: '1', numjobs: '1' }
${common.replace(', target: 1000 IO/s', '')}`

/** An I/O takes 100 µs until the storage has as many as it serves at a time. */
function saturate(study: Study): Study {
  const runs = study.runs.map((run, at) => {
    const [depth = 1, jobs = 1] = run.configuration.split('.').map(Number)
    const rate = (Math.min(depth, 8 * jobs) / 100e-6) * noise(at, 1, depth)
    const { bins: _, percentiles: __, ...load } = run.load ?? {}
    const measured = {
      ...load,
      completed: quantity(rate * 10, 'IO'),
      latency: quantity(depth / rate, 's'),
    }
    return { ...run, load: measured } as Run
  })
  return { ...study, runs }
}

const controllers = `title: Controllers
factors:
  controller: { label: Controller, levels: { virtio-blk: virtio-blk, virtio-scsi: virtio-scsi, virtio-scsi-single: virtio-scsi-single, pvscsi: pvscsi, sata: sata, ide: ide, megasas: megasas, lsi53c895a: lsi53c895a, lsi53c810: lsi53c810 } }
  aio: { label: AIO mode, levels: { native: native, io_uring: io_uring, threads: threads } }
  iothread: { label: IOThread, levels: { off: without IOThread, on: with IOThread } }
baseline: { controller: virtio-scsi, aio: io_uring, iothread: off }
impossible:
${['virtio-scsi', 'pvscsi', 'sata', 'ide', 'megasas', 'lsi53c895a', 'lsi53c810']
  .map(name => `  - { when: { controller: ${name}, iothread: on }, reason: it has no IOThread }`)
  .join('\n')}
${common}`

const reference = `title: Reference
factors:
  controller: { label: Controller, levels: { ${Array.from({ length: 12 }, (_, index) => `c${index}: controller ${index}`).join(', ')} } }
  aio: { label: AIO mode, levels: { native: native, io_uring: io_uring, threads: threads } }
baseline: { controller: c0, aio: io_uring }
captures: { host: { label: The host, path: '*' } }
${common}`

/** Some cells lack something, so that every word is drawn. */
const faults: { [configuration: string]: 'not-run' | 'missed' | 'few' | 'one-missed' } = {
  'ide.threads.off': 'not-run',
  'lsi53c810.native.off': 'missed',
  'megasas.io_uring.off': 'few',
  'virtio-blk.native.on': 'one-missed',
  posixaio: 'one-missed',
}

function makeStudy(yaml: string, repeats: number): Study {
  const manifest = manifestOf(yaml)
  const runs = toConfigurations(manifest).flatMap(({ id, levels }, number) => {
    const fault = repeats > 1 ? faults[id] : undefined
    if (whyImpossible(manifest, levels, 'iops') || fault === 'not-run') return []
    const count = fault === 'few' ? 2 : repeats
    return Array.from({ length: count }, (_, index) => makeRun(id, number, index + 1, fault))
  })
  return studyOf(manifest, runs)
}

/** Noise of a few percent that is the same everywhere: sums of products of whole numbers. */
function noise(a: number, b: number, c: number): number {
  return 1 + ((((a + 3) * 7919 + (b + 1) * 104_729 + (c + 5) * 1_299_709) % 1009) / 1009 - 0.5) / 12
}

/** Two that end close to each other, and one that is no line. */
const ladder: LadderTruth = {
  levels: ['native', 'io_uring', 'threads'],
  rounds: 6,
  rate: (level, load, round) =>
    (2200 + (ladderSlopes[level] ?? 0) * load - (level === 'threads' ? load ** 2 / 800 : 0)) *
    noise(load / 250, round, level.length),
}
const ladderSlopes: { [level: string]: number } = { native: 0.8, io_uring: 0.85, threads: 4 }

const cost = (configuration: number) => 1 + ((configuration * 37) % 23) / 5

function makeRun(id: string, number: number, repeat: number, fault?: string): Run {
  const misses = fault === 'missed' || (fault === 'one-missed' && repeat === 2)
  const rate = 1000 * (misses ? 0.9 : 1 + (noise(number, repeat, 0) - 1) / 8)
  const completed = Math.round(rate * 10)
  const counted = (amount: number, unit: 'switch' | 's' | 'cycle') => ({
    amount: quantity(amount * completed, unit),
    window: quantity(10, 's'),
    running: 1,
  })
  const per = (which: number) => cost(number) * noise(number, repeat, which)
  const user = per(2) * 11e-6
  const system = per(3) * 23e-6
  const bins = makeBins(number, repeat)
  const at = (percent: number) => quantity(percentileOfBins(bins, percent) ?? 0, 's')
  return {
    id: `${id}.iops.r${repeat}`,
    configuration: id,
    workload: 'iops',
    repeat: String(repeat),
    generator: fio,
    load: {
      tool: 'fio-3.36',
      options: {},
      completed: quantity(completed, 'IO'),
      transferred: quantity(completed * 512, 'B'),
      duration: quantity(10, 's'),
      latency: quantity(meanOf(bins), 's'),
      percentiles: Object.fromEntries([50, 99, 99.9].map(percent => [`p${percent}`, at(percent)])),
      bins,
      intervals: makeIntervals(rate, number, repeat),
    },
    counters: {
      all: {
        'context-switches': counted(per(1), 'switch'),
        'user-time': counted(user, 's'),
        'system-time': counted(system, 's'),
        'task-clock': counted(user + system, 's'),
      },
      backend: { 'msr/tsc/': counted(per(4) * 42_000, 'cycle') },
      vcpu: { 'msr/tsc/': counted(per(5) * 160_000, 'cycle') },
    },
    files: [],
  }
}

/** Latencies in bins of 3 %, with a tail: counts fall by a constant factor a bin. */
function makeBins(number: number, repeat: number): Bin[] {
  const first = 80e-6 * (1 + ((number * 13) % 17) / 17) * noise(number, repeat, 6)
  return Array.from({ length: 240 }, (_, index): Bin => {
    const rise = Math.min(1, (index + 1) / 12)
    return [first * 1.03 ** index, Math.round(3000 * rise * 0.955 ** index)]
  }).filter(([, count]) => count > 0)
}

function meanOf(bins: Bin[]): number {
  const total = bins.reduce((sum, [, count]) => sum + count, 0)
  return bins.reduce((sum, [value, count]) => sum + value * count, 0) / total
}

/** A minute of tenths of a second, with one short dip. */
function makeIntervals(rate: number, number: number, repeat: number) {
  const values = Array.from({ length: 600 }, (_, index) =>
    index === 137 * repeat ? rate * 0.7 : rate * (1 + (noise(number, repeat, index) - 1) / 3),
  )
  const file = { archive: 'a.tar.gz', sha256: '0', entry: 'fio_iops.1.log' }
  const source = { file, place: { line: 1 }, name: 'iops log', value: 600, unit: 'interval' }
  return {
    unit: 'IO/s' as const,
    seconds: 0.1,
    values,
    source,
    written: { log: 'iops log', unit: 'IO/s', size: 1 },
    logs: 1,
  }
}
