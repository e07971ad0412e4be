import type { Remark } from '../message/message.ts'

/**
 * What is said of lines that a parser could not read among others that it could: once for all of
 * them, at the first.
 *
 * @param refused numbers of these lines
 * @param unexpected what stood there, such as `text`
 * @param expected what should have
 */
export function tellRefusedLines(
  refused: readonly number[],
  rule: string,
  unexpected: string,
  expected: string,
): Remark[] {
  if (refused.length === 0) return []
  const lines = refused.length === 1 ? 'line' : 'lines'
  return [
    {
      severity: 'warning',
      rule,
      reason: `Unexpected ${unexpected} on ${refused.length} ${lines}, expected ${expected}; the other lines are used`,
      line: refused[0],
    },
  ]
}
