import type { Reading } from '../../model/reading.ts'
import { toLines } from '../input.ts'
import type { Parsed, Parser } from '../parser.ts'
import type { CpuSamples } from '../record.ts'

const sample = /^\s*(\S.*?)\s+(\d+)\s+([0-9a-f]{6,16})\s*$/

const longestLine = 512

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
  parse: input => {
    const threads = new Map<string, { name: string; user: number; kernel: number }>()
    const lines = toLines(input.text)
    for (const line of lines) {
      const [, name = '', thread = '', address = ''] = sample.exec(line.slice(0, longestLine)) ?? []
      if (address === '') continue
      const counts = threads.get(thread) ?? { name, user: 0, kernel: 0 }
      counts[isKernelAddress(address) ? 'kernel' : 'user'] += 1
      threads.set(thread, counts)
    }
    const toReading = (name: string, value: number): Reading => ({
      name,
      value,
      unit: 'sample',
      place: { line: 1 },
    })
    const record: CpuSamples = {
      kind: 'cpu-samples',
      place: { line: 1 },
      threads: [...threads].map(([thread, { name, user, kernel }]) => ({
        thread: Number(thread),
        name,
        user: toReading(`samples of thread ${thread} in user mode`, user),
        kernel: toReading(`samples of thread ${thread} in the kernel`, kernel),
      })),
    }
    return { records: [record], remarks: toRemarks(input.text, lines.length) }
  },
}

/** perf ends each line, so a last one without an end was cut, and samples with it. */
function toRemarks(text: string, line: number): Parsed['remarks'] {
  if (text.endsWith('\n')) return []
  const reason =
    'Unexpected end in the middle of a line, expected perf script to end each; the samples before it are used, was the disk full? Copy the file again'
  return [{ severity: 'warning', rule: 'truncated-samples', reason, line }]
}

function isKernelAddress(address: string): boolean {
  return address.length === 16 && Number.parseInt(address.charAt(0), 16) >= 8
}
