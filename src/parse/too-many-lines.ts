import type { Remark } from '../message/message.ts'

/**
 * What is said of a file with more lines than its parser takes, at the first that is too many: each
 * line of counts becomes an object, and a file that packs well may have millions.
 *
 * @param most lines that the parser takes, if it has a bound
 */
export function tellTooManyLines(text: string, most: number | undefined): Remark | undefined {
  if (most === undefined || text.length <= most || !hasMoreLines(text, most)) return undefined
  return {
    severity: 'error',
    rule: 'too-many-lines',
    reason: `Unexpected line ${most + 1} of counts, expected at most ${most} in one file; the file is not read: count in longer intervals, or write a file for each part of the run`,
    line: most + 1,
  }
}

function hasMoreLines(text: string, most: number): boolean {
  let lines = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lines++
    // The last line has an end too.
    if (lines > most && at + 1 < text.length) return true
  }
  return false
}
