import { toLines } from '../input.ts'
import type { Parser, Scanner } from '../parser.ts'
import type { FioHistogram } from '../record.ts'
import { type RefusedLines, refuseLine, tellRefusedLines } from '../refused-lines.ts'
import { createLines, scanAll } from '../scanner.ts'
import { binMiddle } from './fio-bins.ts'

const line = /^\s*\d+, [012], \d+(, \d+){29,}\s*$/

/** Bins of fio before and since 3.0; `log_hist_coarseness` halves their number up to 6 times. */
const layouts = [
  { bins: 1216, unit: 'us' },
  { bins: 1856, unit: 'ns' },
] as const

/** A count beyond this cannot be one of I/Os: fio 3.7 wrote memory that it had not cleared. */
const mostInBin = 1e12

/**
 * Parse the histogram log of fio (`write_hist_log`): time, direction, block size, then how
 * many I/Os fell into each latency bin. The number of bins tells the fio and so the unit.
 */
export const fioHistogram: Parser = {
  format: 'fio-histogram',
  describes: 'fio --write_hist_log',
  recognises: input => {
    const first = toLines(input.head)[0] ?? ''
    return line.test(first) && findLayout(first) !== undefined
  },
  parse: input => scanAll(input, scanHistogram()),
  scan: scanHistogram,
}

type Directions = Map<number, { lines: number; counts: Map<number, number> }>

function scanHistogram(): Scanner {
  const directions: Directions = new Map()
  const refused: RefusedLines = { count: 0 }
  let layout: Layout | undefined
  const { add, finish } = createLines((text, number) => {
    if (text.trim() === '') return
    layout ??= findLayout(text)
    const fields = text.split(',').map(Number)
    if (!layout || !isWhole(fields, layout)) refuseLine(refused, number)
    else addLine(directions, fields)
  })
  return {
    add,
    finish: () => {
      finish()
      return {
        records: [toRecord(directions, layout ?? { unit: 'ns', width: 1 })],
        remarks: tellRefusedLines(
          refused,
          'damaged-histogram',
          'numbers',
          'a count of I/Os for each bin',
        ),
      }
    },
  }
}

function toRecord(
  directions: Directions,
  { unit, width }: Pick<Layout, 'unit' | 'width'>,
): FioHistogram {
  return {
    kind: 'fio-histogram',
    place: { line: 1 },
    unit,
    directions: [...directions].map(([direction, { lines, counts }]) => ({
      direction,
      lines,
      bins: [...counts]
        .sort((a, b) => a[0] - b[0])
        .map(([bin, count]) => [toMiddle(bin, width), count]),
    })),
  }
}

interface Layout {
  unit: 'us' | 'ns'
  /** How many of fio's bins one of the log holds. */
  width: number
  columns: number
}

function findLayout(text: string): Layout | undefined {
  const columns = text.split(',').length
  for (const { bins, unit } of layouts) {
    const width = bins / (columns - 3)
    if (Number.isInteger(Math.log2(width)) && width <= 64) return { unit, width, columns }
  }
  return undefined
}

function isWhole(fields: number[], { columns }: Layout): boolean {
  return (
    fields.length === columns &&
    fields.every(Number.isFinite) &&
    fields.slice(3).every(count => count <= mostInBin)
  )
}

function addLine(directions: Directions, [, direction = 0, , ...counts]: number[]): void {
  const known = directions.get(direction) ?? { lines: 0, counts: new Map<number, number>() }
  known.lines += 1
  for (const [bin, count] of counts.entries()) {
    if (count > 0) known.counts.set(bin, (known.counts.get(bin) ?? 0) + count)
  }
  directions.set(direction, known)
}

/** Between the middles of the first and the last of fio's bins in it. */
function toMiddle(bin: number, width: number): number {
  return (binMiddle(bin * width) + binMiddle(bin * width + width - 1)) / 2
}
