import { lowerFirst } from '../../format/lower-first.ts'
import type { BaseUnit } from '../../model/quantity.ts'

/** What is known of an event of perf, or of a count of ours. */
interface KnownCount {
  /** Other names that perf gives to the same event. */
  also?: string[]
  /** Missing where perf says it, or where it is counted in events. */
  unit?: BaseUnit
  /** `Context switches`: what a metric of it is called, where study.yaml names none. */
  label?: string
  /** `context switch`: one of it, where something else is divided by it. */
  one?: string
  /** Whether it can be counted in user mode (`:u`) and in the kernel (`:k`) alone. */
  hasModes?: true
  /** Counts that are a part of it. */
  holds?: string[]
}

/** Every count that is known by name: a new one is added here, and nowhere else. */
const counts: { [name: string]: KnownCount } = {
  'context-switches': {
    also: ['cs'],
    unit: 'switch',
    label: 'Context switches',
    one: 'context switch',
  },
  'cpu-migrations': { also: ['migrations'], unit: 'migration', label: 'CPU migrations' },
  'page-faults': { also: ['faults'], unit: 'fault', label: 'Page faults', one: 'page fault' },
  'minor-faults': { unit: 'fault' },
  'major-faults': { unit: 'fault' },
  cycles: {
    also: ['cpu-cycles'],
    unit: 'cycle',
    label: 'CPU cycles',
    one: 'CPU cycle',
    hasModes: true,
  },
  'ref-cycles': { unit: 'cycle' },
  'bus-cycles': { unit: 'cycle' },
  'msr/tsc/': { unit: 'cycle', label: 'Reference cycles', one: 'reference cycle' },
  instructions: { unit: 'instruction', label: 'Instructions', one: 'instruction', hasModes: true },
  branches: { also: ['branch-instructions'] },
  'stalled-cycles-frontend': { also: ['idle-cycles-frontend'] },
  'stalled-cycles-backend': { also: ['idle-cycles-backend'] },
  'task-clock': {
    unit: 's',
    label: 'CPU time',
    holds: ['user-time', 'system-time', 'busy-time', 'cpu-clock'],
  },
  'cpu-clock': { unit: 's', holds: ['user-time', 'system-time', 'busy-time'] },
  duration_time: { unit: 's' },
  user_time: { unit: 's' },
  system_time: { unit: 's' },
  'user-time': { unit: 's', label: 'User CPU time' },
  'system-time': { unit: 's', label: 'System CPU time' },
  'busy-time': { unit: 's', label: 'CPU time', holds: ['user-time', 'system-time'] },
  'block-reads': { unit: 'IO', label: 'Reads of QEMU' },
  'block-writes': { unit: 'IO', label: 'Writes of QEMU' },
  'block-read-bytes': { unit: 'B', label: 'Bytes read by QEMU' },
  'block-write-bytes': { unit: 'B', label: 'Bytes written by QEMU' },
}

const modes: { [modifier: string]: string } = { ':u': 'User ', ':k': 'System ' }

const known = new Map(Object.entries(counts))
const byAnyName = new Map(
  [...known].flatMap(([name, { also = [] }]) => also.map(own => [own, name] as const)),
)

/** Where perf 6.12 and later count by CPU, they name who counts: `[software]`, `tool/…/`. */
const byCpu = /^([\w-]+)(:\w+)? \[software\]$|^tool\/(\w+)\/$/

/** `cpu-cycles:u` and `cycles:u` are the same event; `cycles` is another. */
export function toCommonName(event: string): string {
  const [, software, of = '', tool] = byCpu.exec(event) ?? []
  const { plain, modifier } = split((software ?? tool ?? event) + of)
  return (byAnyName.get(plain) ?? plain) + modifier
}

/** The unit of a count by its name; undefined where only perf can say it. */
export function toCountUnit(count: string): BaseUnit | undefined {
  // `cpu_core/cycles:u/` and `msr/tsc/` are events of a unit of the machine.
  const [whole = '', inside = ''] = /[\w-]+\/([\w-]+)(?::\w+)?\//.exec(count) ?? []
  const { plain } = split(count)
  return (find(plain) ?? find(whole) ?? find(inside))?.unit
}

/** `User CPU cycles`; the count as it is called where nothing is known of it. */
export function nameCount(count: string): string {
  const { label, mode } = findInMode(count)
  if (label === undefined) return count
  return mode === '' ? label : mode + lowerFirst(label)
}

/** `user CPU cycle`, one of what is counted. */
export function nameOne(count: string): string {
  const { one, mode } = findInMode(count)
  return one === undefined ? lowerFirst(nameCount(count)) : lowerFirst(mode) + one
}

/** Whether one count is a part of another by what they are: user time is a part of CPU time. */
export function holdsCount(whole: string, part: string): boolean {
  return find(whole)?.holds?.includes(part) ?? false
}

function findInMode(count: string): KnownCount & { mode: string } {
  const exact = known.get(count)
  if (exact) return { ...exact, mode: '' }
  const { plain, modifier } = split(count)
  const mode = modes[modifier]
  const found = known.get(plain)
  return found?.hasModes && mode !== undefined ? { ...found, mode } : { mode: '' }
}

function find(name: string): KnownCount | undefined {
  return known.get(byAnyName.get(name) ?? name)
}

/** `cycles:u` is `cycles` in the mode `:u`. */
function split(count: string): { plain: string; modifier: string } {
  const [, plain = count, modifier = ''] = /^([\w-]+)(:\w+)$/.exec(count) ?? []
  return { plain, modifier }
}
