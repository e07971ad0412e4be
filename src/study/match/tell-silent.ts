import type { Message } from '../../message/message.ts'
import { pathInArchive } from '../../message/path-in-archive.ts'
import type { Run } from '../study.ts'
import { isNamed, type Placed } from './placed.ts'

/** What a file that should hold counts says instead, where it speaks of perf or refuses. */
const speaking = /\bperf\b|not found|denied|permitted|limited/i

/**
 * Files of a run that a scope names and that hold no counts, where the scope has none at all: with
 * what the shell or perf said there, as it is nowhere else.
 */
export function tellSilent(
  group: readonly Placed[],
  counters: Run['counters'],
  scopes: { [scope: string]: { files: string[] } },
  study: string,
): Message[] {
  return Object.entries(scopes).flatMap(([scope, { files }]) => {
    if (Object.keys(counters[scope] ?? {}).length > 0) return []
    return group
      .filter(({ entry }) => files.some(pattern => isNamed(entry, pattern)))
      .flatMap(({ file, entry }) => {
        const said = entry.format === 'empty' ? 'it is empty' : findSaid(entry)
        if (said === undefined) return []
        return [
          {
            severity: 'warning' as const,
            rule: 'no-counts',
            reason: `No counts for the scope \`${scope}\`: ${said}`,
            file: `${study}/${pathInArchive(file.archive, entry.path)}`,
          },
        ]
      })
  })
}

/** The first line that says something; `Error:` stands alone above what perf has to say. */
function findSaid({ format, path, records: [record] }: Placed['entry']): string | undefined {
  if (format !== 'text' || record?.kind !== 'capture') return undefined
  const lines = record.text.slice(0, 4000).split(/\r\n|\n|\r/)
  const first = lines.find(line => line.trim() !== '' && !/^\s*(?:#|Error:\s*$)/.test(line))
  const isOfPerf = speaking.test(`${path.slice(path.lastIndexOf('/') + 1)} ${first}`)
  return first && isOfPerf ? `it says \`${first.trim().slice(0, 160)}\`` : undefined
}
