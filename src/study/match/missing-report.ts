import type { Remark } from '../../message/message.ts'
import type { DigestEntry } from '../../parse/digest.ts'
import type { LoadReader } from '../load-reader.ts'

/** What stands in place of a report: the first kind that a run has a file of is the cause. */
const causes: readonly {
  rule: string
  is(entry: DigestEntry, reader: LoadReader): boolean
  say(entry: DigestEntry, tool: string): string
}[] = [
  {
    rule: 'damaged-report',
    is: ({ format, records }, { formats }) => formats.includes(format) && records.length === 0,
    say: (_, tool) => `holds no whole report of ${tool}`,
  },
  {
    rule: 'no-report',
    is: ({ format, path }) => format === 'empty' && !/err/i.test(nameOf(path)),
    say: () => 'is empty',
  },
  {
    rule: 'no-report',
    is: ({ format, firstLine = '', path }, { tool }) =>
      format === 'text' &&
      new RegExp(`\\b${tool.name}\\b`, 'i').test(`${nameOf(path)} ${firstLine}`),
    say: ({ firstLine }, tool) => `is no report of ${tool}; it begins with \`${firstLine}\``,
  },
]

/** Why a run has no report of the tool, with the file that should have been one. */
export function explainMissingReport(entries: readonly DigestEntry[], reader: LoadReader): Remark {
  const tool = reader.tool.name
  for (const { rule, is, say } of causes) {
    const [first, ...others] = entries.filter(entry => is(entry, reader))
    if (!first) continue
    const more = others.length > 0 ? `, and so do ${others.length} more` : ''
    return {
      severity: 'error',
      rule,
      reason: `This run has no report of ${tool}: \`${first.path}\` ${say(first, tool)}${more}. It was left out; repeat it`,
    }
  }
  return {
    severity: 'error',
    rule: 'no-report',
    reason: `This run has no report of ${tool}. It was left out; look for its report among the files that were not used`,
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
