import type { Missing, Quantity } from '../../model/quantity.ts'
import type { PerfStat } from '../../parse/record.ts'
import type { LoadAround } from '../load-reader.ts'
import { loadReaders } from '../load-readers.ts'
import type { Counted, Load } from '../study.ts'
import type { Timed } from './perf-window.ts'

/** How a scope of study.yaml says that perf looked. */
export type Declared = 'starts-load' | 'beside-load'

/** A block of perf with its place in time. */
interface Seen {
  block: PerfStat
  /** Undefined where nothing tells how long perf counted. */
  timed?: Timed
  span?: Counted['span']
  declared?: Declared
}

/** perf tells its start to the second, and a tool writes its report a little after the end. */
const second = 1000
const quarterOfAnHour = 15 * 60 * second
/** A perf that ran along with one job may begin before it and end after it. */
const mostBeyond = 1.5

const together: Missing = {
  cause: 'several-jobs',
  missing: 'perf counted over several jobs together; a workload with `job: "*"` tells their cost',
}
const partOfAll = { missing: 'perf counted over a part of several jobs only' }

/**
 * Whether perf's window holds the whole measured run of the load, as where perf started it: its
 * count is then that of all the work, whatever the seconds. It is told, in this order, by
 * study.yaml, by the command in perf's heading, by their times of day, and by their seconds.
 *
 * @returns a reason where the count is not that of the work: of several jobs, or of a client
 */
export function relateToLoad(seen: Seen, around: LoadAround): { holdsRun: boolean } | Missing {
  const { load, inTurn } = around
  if (!load) return { holdsRun: false }
  if (inTurn !== undefined) {
    const isAll = tell(seen, { ...around, load: { ...load, duration: seconds(inTurn), ramp: 0 } })
    if (isAll || isTooLong(seen, load)) return together
  }
  const holdsRun = tell(seen, around)
  if (load.isInTurn && !holdsRun) return partOfAll
  const { elsewhere } = around
  return holdsRun && elsewhere !== undefined && !isElsewhere(seen.block)
    ? { cause: 'client', missing: elsewhere }
    : { holdsRun }
}

type Told = boolean | undefined

/** The first that knows says it. */
const evidence: readonly ((seen: Seen, load: Load) => Told)[] = [
  ({ declared }) => (declared === undefined ? undefined : declared === 'starts-load'),
  isTooShort,
  ({ block }) => byCommand(block),
  byTimeOfDay,
  bySeconds,
]

function tell(seen: Seen, { load }: LoadAround): boolean {
  for (const ask of evidence) {
    const told = load && ask(seen, load)
    if (told !== undefined) return told
  }
  return false
}

function isTooShort({ timed }: Seen, { duration, ramp = 0 }: Load): Told {
  if (!timed) return undefined
  const [, most] = timed.between ?? [0, timed.window.value]
  return most < duration.value + ramp ? false : undefined
}

function bySeconds({ timed }: Seen, { duration, ramp = 0 }: Load): Told {
  return timed && timed.window.value >= duration.value + ramp
}

/** `'fio --name=a'`, `'taskset -c 0 fio a.fio'`; perf before 3.13 names the command also under `-a`. */
function byCommand(block: PerfStat): Told {
  const words =
    commandOf(block)
      ?.split(/[\s'"]+/)
      .map(word => word.slice(word.lastIndexOf('/') + 1)) ?? []
  if (words.some(word => loadReaders.some(({ command }) => command.test(word)))) return true
  return words[0] === 'sleep' ? false : undefined
}

/** What perf started, by its heading: it quotes CPUs too. */
function commandOf({ target = '' }: PerfStat): string | undefined {
  return /^'(?!system wide'|CPU\(s\) )(.*)'$/.exec(target)?.[1]
}

/** That perf began after the load did, or ended before it: that it did not is told by the seconds. */
function byTimeOfDay({ span }: Seen, load: Load): Told {
  if (!span || !load.window) return undefined
  const [start, end] = load.window
  const shift = load.zone ?? Math.round((span[1] - end) / quarterOfAnHour) * quarterOfAnHour
  const isLate = span[0] - shift > start + second
  const isOver = span[1] - shift + second < end - second
  return isLate || isOver ? false : undefined
}

/** perf looked at CPUs or at processes that were there: what it counted is not the client's alone. */
function isElsewhere(block: PerfStat): boolean {
  return block.target !== undefined && commandOf(block) === undefined
}

function isTooLong({ timed, block }: Seen, { duration }: Load): boolean {
  const last = Math.max(
    timed?.window.value ?? 0,
    ...block.counts.map(({ interval }) => interval ?? 0),
  )
  return last > mostBeyond * duration.value
}

function seconds(value: number): Quantity<'s'> {
  return { value, unit: 's', sources: [] }
}
