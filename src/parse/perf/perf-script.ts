import type { Remark } from '../../message/message.ts'
import type { Reading } from '../../model/reading.ts'
import { toLines } from '../input.ts'
import type { Parser, Scanner } from '../parser.ts'
import type { CpuSamples } from '../record.ts'
import { type RefusedLines, refuseLine, tellRefusedLines } from '../refused-lines.ts'
import { createLines, scanAll } from '../scanner.ts'

const sample = /^\s*(\S.*?)\s+(\d+)\s+([0-9a-f]{6,16})\s*$/

const longestLine = 512

/** Threads that are told apart; a program that starts more has no use for each of them. */
const mostThreads = 100_000

/**
 * Parse `perf script -F comm,tid,ip`: a line a sample, reduced to counts a thread.
 *
 * On x86-64 and arm64, addresses of the kernel have their highest bit set (canonical upper
 * half), those of a process do not.
 */
export const perfScript: Parser = {
  format: 'perf-script',
  describes: 'perf script -F comm,tid,ip',
  recognises: input => {
    const lines = toLines(input.head)
      .filter(line => line.trim() !== '')
      .slice(0, 5)
    return lines.length > 0 && lines.every(line => sample.test(line.slice(0, longestLine)))
  },
  parse: input => scanAll(input, scanSamples()),
  scan: scanSamples,
}

type Threads = Map<string, { name: string; user: number; kernel: number }>

function scanSamples(): Scanner {
  const threads: Threads = new Map()
  const refused: RefusedLines = { count: 0 }
  const { add, finish } = createLines((line, number) => {
    const [, name = '', thread = '', address = ''] = sample.exec(line.slice(0, longestLine)) ?? []
    if (address === '') return
    if (threads.size >= mostThreads && !threads.has(thread)) {
      refuseLine(refused, number)
      return
    }
    const counts = threads.get(thread) ?? { name, user: 0, kernel: 0 }
    counts[isKernelAddress(address) ? 'kernel' : 'user'] += 1
    threads.set(thread, counts)
  })
  return {
    add,
    finish: () => {
      const { lines, isCut } = finish()
      const tooMany = tellRefusedLines(
        refused,
        'too-many-threads',
        'thread',
        `at most ${mostThreads} in one file`,
      )
      return {
        records: [toRecord(threads)],
        remarks: [...(isCut ? [toRemark(lines)] : []), ...tooMany],
      }
    },
  }
}

function toRecord(threads: Threads): CpuSamples {
  return {
    kind: 'cpu-samples',
    place: { line: 1 },
    threads: [...threads].map(([thread, { name, user, kernel }]) => ({
      thread: Number(thread),
      name,
      user: toReading(`samples of thread ${thread} in user mode`, user),
      kernel: toReading(`samples of thread ${thread} in the kernel`, kernel),
    })),
  }
}

function toReading(name: string, value: number): Reading {
  return { name, value, unit: 'sample', place: { line: 1 } }
}

/** perf ends each line, so a last one without an end was cut, and samples with it. */
function toRemark(line: number): Remark {
  const reason =
    'Unexpected end in the middle of a line, expected perf script to end each; the samples before it are used, was the disk full? Copy the file again'
  return { severity: 'warning', rule: 'truncated-samples', reason, line }
}

function isKernelAddress(address: string): boolean {
  return address.length === 16 && Number.parseInt(address.charAt(0), 16) >= 8
}
