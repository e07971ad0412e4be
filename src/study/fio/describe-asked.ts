import { parseFioSize } from '../../parse/fio/fio-option.ts'
import { type Options, toShared, varied } from '../load-survey.ts'
import { allowedDepth } from './queue-depth.ts'

/** Bytes of an I/O, which are 4 KiB where fio is not told; 0 where they are of several sizes. */
export function blockSizeOf({ bs, blocksize }: Options): number {
  return parseFioSize(toBlockSize(bs ?? blocksize ?? '4k')) ?? 0
}

/** `random reads, blocks of 4k, queue depth 8`: what fio was asked for in all of these runs. */
export function describeAsked(options: readonly Options[]): { words: string; target?: string } {
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
    words:
      Object.keys(shared).length > 0
        ? asked.join(', ')
        : 'what fio was asked for, which its reports do not say',
    // rate_iops holds for each direction of each job, not for all of them.
    ...(rw !== varied && Number.isFinite(rate) && rate > 0 && { target: `${rate} IO/s` }),
  }
}

/** The depth that can have run, which is 1 of an engine that blocks. */
function describeDepth(options: readonly Options[]): string {
  const asked = distinct(options.map(({ iodepth = '1' }) => iodepth))
  const ran = distinct(options.map(each => String(allowedDepth(each) ?? each.iodepth)))
  const [depth = '1'] = ran
  if (ran.length === 1) return `queue depth ${depth}`
  return asked.length === 1
    ? `queue depth ${asked[0]}, where the engine does not wait for each I/O`
    : 'several queue depths'
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
  const bytes = distinct(ends).map(end => parseFioSize(end) ?? Number.NaN)
  const [size = Number.NaN] = bytes
  if (bytes.length !== 1 || Number.isNaN(size)) return bs
  return size % 1024 === 0 ? `${size / 1024}k` : String(size)
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
