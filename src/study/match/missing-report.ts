import type { Remark } from '../../message/message.ts'
import type { DigestEntry } from '../../parse/digest.ts'
import { loadReaders } from '../load-readers.ts'

/** What stands in place of a report: the first kind that a run has a file of is the cause. */
const causes: readonly {
  rule: string
  is(entry: DigestEntry): boolean
  say(entry: DigestEntry): string
}[] = [
  {
    rule: 'damaged-report',
    is: ({ format, records }) => isReport(format) && records.length === 0,
    say: () => 'holds no whole report of fio',
  },
  {
    rule: 'no-report',
    is: ({ format, path }) => format === 'empty' && !/err/i.test(nameOf(path)),
    say: () => 'is empty',
  },
  {
    rule: 'no-report',
    is: ({ format, firstLine = '', path }) =>
      format === 'text' && /\bfio\b/i.test(`${nameOf(path)} ${firstLine}`),
    say: ({ firstLine }) => `is no report of fio; it begins with \`${firstLine}\``,
  },
]

/** Why a run has no report of fio, with the file that should have been one. */
export function explainMissingReport(entries: readonly DigestEntry[]): Remark {
  for (const { rule, is, say } of causes) {
    const [first, ...others] = entries.filter(is)
    if (!first) continue
    const more = others.length > 0 ? `, and so do ${others.length} more` : ''
    return {
      severity: 'error',
      rule,
      reason: `This run has no report of fio: \`${first.path}\` ${say(first)}${more}. It was left out; repeat it`,
    }
  }
  return {
    severity: 'error',
    rule: 'no-report',
    reason:
      'This run has no report of fio. It was left out; look for its report among the files that were not used',
  }
}

/** Whether this is how some load generator reports what it did. */
function isReport(format: string): boolean {
  return loadReaders.some(({ formats }) => formats.includes(format))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
