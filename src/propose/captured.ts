import { joinPath } from '../message/path-in-archive.ts'
import type { Digest } from '../parse/digest.ts'
import { splitCaptures } from '../parse/host/captures/split.ts'

/** Paths of the files in which the output of a known command is found. */
export function findCaptured(digests: readonly Digest[]): string[] {
  return digests.flatMap(({ archive, entries }) =>
    entries.flatMap(({ path, sha256, records }) => {
      const file = { archive: archive.path, sha256, entry: path }
      const isCapture = records.some(
        record =>
          record.kind === 'capture' &&
          splitCaptures(file, record.text).some(({ command }) => command !== undefined),
      )
      return isCapture ? joinPath(archive.path, path) : []
    }),
  )
}
