import { upperFirst } from '../format/upper-first.ts'
import { parseFioSize } from '../parse/fio-option.ts'
import type { Column, Unit } from './propose-columns.ts'

/** The workloads that a part of the paths tells apart; one of all where none does. */
export function toWorkloads(column: Column | undefined, units: Unit[]) {
  const values = column?.values ?? ['all']
  return Object.fromEntries(
    values.map(value => {
      const own = units.filter(unit => column === undefined || column.of(unit) === value)
      return [value, describeWorkload(value, toShared(own))]
    }),
  )
}

/** A workload for each job that every report has. */
export function toJobWorkloads(jobs: string[], units: Unit[]) {
  return Object.fromEntries(
    jobs.map((job, index) => {
      const own = units.map(unit => ({ ...unit, options: unit.phases[index]?.options ?? {} }))
      return [job, { ...describeWorkload(job, toShared(own)), job }]
    }),
  )
}

/** The options on which all of them agree; what varies between configurations is no workload's. */
function toShared(units: Unit[]): Unit['options'] {
  const options = units.map(unit => unit.options)
  const names = new Set(options.flatMap(Object.keys))
  const told = [...names].map(name => [name, [...new Set(options.map(at => at[name]))]] as const)
  return Object.fromEntries(
    told.map(([name, [value, ...others]]) => [
      name,
      value === undefined || others.length > 0 ? varied : value,
    ]),
  )
}

const varied = 'varied'

/** What fio was asked for, in words; large blocks count by the byte. */
function describeWorkload(name: string, options: Unit['options']) {
  const { rw = options.readwrite ?? 'read', iodepth = '1', numjobs = '1' } = options
  const bs = toBlockSize(options.bs ?? '4k')
  const several = numjobs === varied ? 'several numbers of' : numjobs
  const jobs = numjobs === varied || Number(numjobs) > 1 ? `, ${several} jobs` : ''
  const directions = /rw$|^readwrite|^(rand)?trimwrite/.test(rw) ? 2 : 1
  const rate = Number(options.rate_iops) * Number(numjobs) * directions
  const asked = [
    rw === varied ? 'I/O of several kinds' : (patterns[rw] ?? rw),
    bs === varied ? 'blocks of several sizes' : `blocks of ${bs}`,
    (iodepth === varied ? 'several queue depths' : `queue depth ${iodepth}`) + jobs,
  ]
  return {
    label: name === 'iops' ? 'IOPS' : upperFirst(name),
    description:
      Object.keys(options).length > 0
        ? asked.join(', ')
        : 'what fio was asked for, which its reports do not say',
    per: (parseFioSize(bs) ?? 0) >= 65_536 ? 'B' : 'IO',
    // rate_iops holds for each direction of each job, not for all of them.
    ...(rw !== varied && Number.isFinite(rate) && rate > 0 && { target: `${rate} IO/s` }),
  }
}

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
  const bytes = [...new Set(ends)].map(end => parseFioSize(end) ?? Number.NaN)
  const [size = Number.NaN] = bytes
  if (bytes.length !== 1 || Number.isNaN(size)) return bs
  return size % 1024 === 0 ? `${size / 1024}k` : String(size)
}
