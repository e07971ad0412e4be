import { expect, test } from 'vitest'
import {
  holdsCount,
  nameCount,
  nameOne,
  toCommonName,
  toCountUnit,
} from '../../src/study/counters/counts.ts'

/** As perf(1) lists and prints them, on machines of one and of two kinds of cores. */
test.each([
  ['cs', 'switch', 'Context switches', 'context switch'],
  ['context-switches', 'switch', 'Context switches', 'context switch'],
  ['context-switches:u', 'switch', 'context-switches:u', 'context-switches:u'],
  ['cpu-cycles:u', 'cycle', 'User CPU cycles', 'user CPU cycle'],
  ['cycles:k', 'cycle', 'System CPU cycles', 'system CPU cycle'],
  ['cycles', 'cycle', 'CPU cycles', 'CPU cycle'],
  ['cycles:ppp', 'cycle', 'cycles:ppp', 'cycles:ppp'],
  ['cpu_core/cycles/', 'cycle', 'cpu_core/cycles/', 'cpu_core/cycles/'],
  ['cpu_atom/cycles:u/', 'cycle', 'cpu_atom/cycles:u/', 'cpu_atom/cycles:u/'],
  ['cpu_core/instructions/', 'instruction', 'cpu_core/instructions/', 'cpu_core/instructions/'],
  ['ref-cycles', 'cycle', 'ref-cycles', 'ref-cycles'],
  ['msr/tsc/', 'cycle', 'Reference cycles', 'reference cycle'],
  ['instructions:u', 'instruction', 'User instructions', 'user instruction'],
  ['faults', 'fault', 'Page faults', 'page fault'],
  ['duration_time', 's', 'duration_time', 'duration_time'],
  ['block-write-bytes', 'B', 'Bytes written by QEMU', 'bytes written by QEMU'],
  ['stalled-cycles-frontend', undefined, 'stalled-cycles-frontend', 'stalled-cycles-frontend'],
  ['branches', undefined, 'branches', 'branches'],
  ['constructor', undefined, 'constructor', 'constructor'],
])('%s is counted in %s, and is called %s', (event, unit, label, one) => {
  const count = toCommonName(event)
  expect(toCountUnit(event)).toBe(unit)
  expect(toCountUnit(count)).toBe(unit)
  expect(nameCount(count)).toBe(label)
  expect(nameOne(count)).toBe(one)
})

test('time on a CPU holds user time, and not the other way round', () => {
  expect(holdsCount('task-clock', 'user-time')).toBe(true)
  expect(holdsCount('user-time', 'task-clock')).toBe(false)
})
