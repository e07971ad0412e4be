import type { Place } from '../../model/place.ts'
import { type DecimalMark, toPlainNumber } from '../decimal-mark.ts'
import type { PerfCount } from '../record.ts'
import { machinePart, noCount, perfUnits, toPerfCount } from './perf-event.ts'

/** `1.000423009 ` of `-I`, in every locale, with the rest of the line. */
const interval = /^(\d+\.\d{9})\s+(.*)$/
/** `S0  8 `, `CPU3 `: where it was counted, and over how many CPUs. */
const part = /^([SNDC]\S*?)\s+(?:(\d+)[ \t]+)?(?=<not|\d)(.*)$/
/** `fio-1234 `, also with blanks in the name. */
const thread = /^(\S.*?-\d+)\s+(?=<not|\d)(.*)$/
const count = new RegExp(
  String.raw`^(<not (?:counted|supported)>|\d[\d.,'\u2019\u00a0\u202f]*)\s+(?:(${perfUnits})\s+)?([^\s#(]\S*(?: \[\w+\])?)(?: \((msec)\))?(?=\s|$)(.*)$`,
)

/** Behind a clock: `#    0.053 CPUs utilized`. */
const utilized = /\s#\s+(\d[\d.,]*)\s+CPUs utilized\b/

/** Of `-G`, behind the event: `user.slice  #  0.99 CPUs utilized`. */
const group = /^\s+([^\s#([]\S*)(?=\s*$|\s+[#(])/

/**
 * One line of `perf stat` as people see it: interval, part of the machine, count, unit, event,
 * then perf's own arithmetic (read of its clocks only), standard error and running share.
 */
export function toPerfRow(line: string, decimal: DecimalMark, place: Place): PerfCount | undefined {
  const [, time, afterTime = line.trim()] = interval.exec(line.trim()) ?? []
  const { aggregate, cpus, rest } = toPart(afterTime)
  const [, value, unit, event, oldUnit, tail = ''] = count.exec(rest) ?? []
  if (value === undefined || event === undefined || event.startsWith('seconds')) return undefined
  const toText = (digits: string | undefined) =>
    digits === undefined ? undefined : toPlainNumber(digits, decimal)
  const toValue = (digits: string | undefined) =>
    digits === undefined ? undefined : Number(toText(digits))
  return toPerfCount({
    event,
    value: noCount.test(value) ? value : toPlainNumber(value, decimal),
    unit: unit ?? oldUnit ?? '',
    running: toValue(/[[(](\d+[.,]\d+)%[\])]\s*$/.exec(tail)?.[1]),
    variance: toValue(/\(\s*\+-\s*(\d+[.,]\d+)%\s*\)/.exec(tail)?.[1]),
    aggregate,
    cpus,
    cgroup: group.exec(tail)?.[1],
    utilized: toText(utilized.exec(tail)?.[1]),
    ...(time !== undefined && { interval: Number(time) }),
    place,
  })
}

function toPart(text: string): { aggregate?: string; cpus?: number; rest: string } {
  const [, name, cpus, rest] = part.exec(text) ?? []
  if (name !== undefined && rest !== undefined && machinePart.test(name)) {
    return { aggregate: name, ...(cpus !== undefined && { cpus: Number(cpus) }), rest }
  }
  const [, who, after] = thread.exec(text) ?? []
  return who !== undefined && after !== undefined && count.test(after)
    ? { aggregate: who, rest: after }
    : { rest: text }
}
