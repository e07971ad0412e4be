import { upperFirst } from '../format/upper-first.ts'
import { parseFioSize } from '../parse/fio/fio-option.ts'
import { allowedDepth } from '../study/fio/queue-depth.ts'
import { everyJob } from '../study/manifest/manifest.ts'
import type { Factor } from './levels.ts'
import type { Unit } from './units.ts'
import { distinct } from './words.ts'

type Options = Unit['options']

/** What each workload asks of fio, of all its runs; `job` where a report has one of each. */
interface Asked {
  id: string
  label: string
  job?: string
  options: Options[]
}

/** The workloads that a part of the paths tells apart; one of all where none does. */
export function toWorkloads(factor: Factor | undefined, units: readonly Unit[]) {
  const levels = factor?.levels ?? { all: 'all' }
  return describeAll(
    Object.entries(levels).map(([id, label]) => ({
      id,
      label,
      options: units
        .filter(unit => factor === undefined || factor.of(unit) === id)
        .map(({ options }) => options),
    })),
  )
}

/**
 * A workload for each job that every report has.
 *
 * @param isTogether whether their costs are known together only, which is a workload of its own
 */
export function toJobWorkloads(
  jobs: readonly string[],
  units: readonly Unit[],
  isTogether: boolean,
) {
  const workloads = describeAll(
    jobs.map((job, index) => ({
      id: job,
      label: job,
      job,
      options: units.map(unit => unit.phases[index]?.options ?? {}),
    })),
  )
  const [first] = Object.values(workloads)
  const id = jobs.includes('together') ? 'all-together' : 'together'
  const together = {
    label: upperFirst(id.replace('-', ' ')),
    description: `${jobs.join(', then ')}, counted as one work`,
    job: everyJob,
    per: first?.per ?? 'IO',
  }
  return isTogether ? { ...workloads, [id]: together } : workloads
}

/** In one unit of cost, so that the workloads compare: by the byte where all blocks are large. */
function describeAll(workloads: Asked[]) {
  const sizes = workloads.flatMap(({ options }) =>
    options.map(({ bs, blocksize }) => parseFioSize(toBlockSize(bs ?? blocksize ?? '4k')) ?? 0),
  )
  const per = sizes.length > 0 && Math.min(...sizes) >= 65_536 ? 'B' : 'IO'
  return Object.fromEntries(workloads.map(asked => [asked.id, { ...describe(asked), per }]))
}

/** What fio was asked for, in words. */
function describe({ id, label, job, options }: Asked) {
  const shared = toShared(options)
  const { numjobs = '1' } = shared
  const rw = shared.rw ?? shared.readwrite ?? 'read'
  const bs = toBlockSize(shared.bs ?? shared.blocksize ?? '4k')
  const several = numjobs === varied ? 'several numbers of' : numjobs
  const jobs = numjobs === varied || Number(numjobs) > 1 ? `, ${several} jobs` : ''
  const directions = /rw$|^readwrite|^(rand)?trimwrite/.test(rw) ? 2 : 1
  const rate = Number(shared.rate_iops) * Number(numjobs) * directions
  const asked = [
    rw === varied ? 'I/O of several kinds' : (patterns[rw] ?? rw),
    bs === varied ? 'blocks of several sizes' : `blocks of ${bs}`,
    describeDepth(options) + jobs,
  ]
  return {
    label: id === 'iops' ? 'IOPS' : upperFirst(label),
    description:
      Object.keys(shared).length > 0
        ? asked.join(', ')
        : 'what fio was asked for, which its reports do not say',
    // rate_iops holds for each direction of each job, not for all of them.
    ...(rw !== varied && Number.isFinite(rate) && rate > 0 && { target: `${rate} IO/s` }),
    ...(job !== undefined && { job }),
  }
}

/** The depth that can have run, which is 1 of an engine that blocks. */
function describeDepth(options: Options[]): string {
  const asked = distinct(options.map(({ iodepth = '1' }) => iodepth))
  const ran = distinct(options.map(each => String(allowedDepth(each) ?? each.iodepth)))
  const [depth = '1'] = ran
  if (ran.length === 1) return `queue depth ${depth}`
  return asked.length === 1
    ? `queue depth ${asked[0]}, where the engine does not wait for each I/O`
    : 'several queue depths'
}

/** The options on which all of them agree; what varies between configurations is no workload's. */
function toShared(options: Options[]): Options {
  const told = distinct(options.flatMap(Object.keys)).map(
    name => [name, distinct(options.map(at => at[name]))] as const,
  )
  return Object.fromEntries(
    told.map(([name, [value, ...others]]) => [
      name,
      value === undefined || others.length > 0 ? varied : value,
    ]),
  )
}

const varied = 'varied'

/** What `rw` asks for. */
const patterns: { [rw: string]: string } = {
  read: 'sequential reads',
  write: 'sequential writes',
  rw: 'sequential reads and writes',
  readwrite: 'sequential reads and writes',
  randread: 'random reads',
  randwrite: 'random writes',
  randrw: 'random reads and writes',
}

/**
 * As options have it, where fio's text gives each direction a range:
 * `(R) 4096B-4096B, (W) 4096B-4096B, (T) 4096B-4096B` and `4K-4K/4K-4K/4K-4K` => `4k`
 */
function toBlockSize(bs: string): string {
  const ends = [...bs.matchAll(/(\d+[kmg]?)b?-(\d+[kmg]?)b?(?=$|[,/])/gi)].flatMap(
    ([, first = '', last = '']) => [first, last],
  )
  const bytes = distinct(ends).map(end => parseFioSize(end) ?? Number.NaN)
  const [size = Number.NaN] = bytes
  if (bytes.length !== 1 || Number.isNaN(size)) return bs
  return size % 1024 === 0 ? `${size / 1024}k` : String(size)
}
