import type { Remark } from '../message/message.ts'

/** Lines that a parser could not read. */
export interface RefusedLines {
  count: number
  /** Number of the first of them. */
  first?: number
}

/** Count a line that cannot be read. */
export function refuseLine(refused: RefusedLines, number: number): void {
  refused.count += 1
  refused.first ??= number
}

/**
 * What is said of lines that a parser could not read among others that it could: once for all of
 * them, at the first.
 *
 * @param unexpected what stood there, such as `text`
 * @param expected what should have
 */
export function tellRefusedLines(
  { count, first }: RefusedLines,
  rule: string,
  unexpected: string,
  expected: string,
): Remark[] {
  if (count === 0) return []
  const lines = count === 1 ? 'line' : 'lines'
  return [
    {
      severity: 'warning',
      rule,
      reason: `Unexpected ${unexpected} on ${count} ${lines}, expected ${expected}; the other lines are used`,
      line: first,
    },
  ]
}
