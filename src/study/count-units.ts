import type { BaseUnit } from '../model/quantity.ts'

/** What perf's events and our own counts are counted in; the first pattern that fits. */
const countUnits: [count: RegExp, unit: BaseUnit][] = [
  [/^(context-switches|cs)(:|$)/, 'switch'],
  [/^(cpu-migrations|migrations)(:|$)/, 'migration'],
  [/^(page-faults|faults|minor-faults|major-faults)(:|$)/, 'fault'],
  [/^(cpu-|ref-|bus-)?cycles(:|$)|\/(cpu-|ref-)?cycles(:\w+)?\/|^msr\/tsc\//, 'cycle'],
  [/^instructions(:|$)|\/instructions(:\w+)?\//, 'instruction'],
  [/^(task-clock|cpu-clock|duration_time|user_time|system_time)(:|$)/, 's'],
  [/^(user|system|busy)-time$/, 's'],
  [/^block-(reads|writes)$/, 'IO'],
  [/^block-(read|write)-bytes$/, 'B'],
]

/** The unit of a count by its name; nothing where only perf can say it. */
export function toCountUnit(count: string): BaseUnit | undefined {
  return countUnits.find(([pattern]) => pattern.test(count))?.[1]
}
