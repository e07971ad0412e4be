import type { Message } from '../message/message.ts'
import { decode, isBinary } from '../parse/decode.ts'
import type { Redactor } from '../privacy/redactor.ts'
import { isForeign } from '../read/unpack.ts'

/** A file whose bytes are in memory. */
export interface WholeFile {
  path: string
  bytes: Uint8Array
}

/** A file as it is published. */
export type RedactFile = (file: WholeFile) => WholeFile

/**
 * A file without what is private: the same bytes where it holds none. What cannot be searched is
 * emptied and told, unless its name is allowed; and even then where it holds a learnt value.
 */
export function createRedactFile(
  redactor: Redactor,
  folder: string,
  tell: (path: string) => void,
): RedactFile {
  return ({ path, bytes }) => {
    const name = redactor.redact(path, folder)
    if (!isUnsearchable(bytes))
      return { path: name, bytes: redactText(bytes, redactor, `${folder}/${name}`) }
    const isAllowed = redactor.allows(path.slice(path.lastIndexOf('/') + 1))
    if (isAllowed && !redactor.leaks(latin1(bytes)).some(leak => leak.isLearnt))
      return { path: name, bytes }
    if (bytes.length > 0) tell(name)
    return { path: name, bytes: new Uint8Array(0) }
  }
}

function redactText(bytes: Uint8Array, redactor: Redactor, path: string): Uint8Array {
  const text = decode(bytes)
  const redacted = redactor.redact(text, path)
  return redacted === text ? bytes : Buffer.from(redacted)
}

/** Whether bytes are no text, or hold some that is compressed: `perf.data`, `x.tar.xz`, a PDF. */
export function isUnsearchable(bytes: Uint8Array): boolean {
  return isBinary(bytes) || isForeign(bytes) || latin1(bytes.subarray(0, 4)) === '%PDF'
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

export function unsearched(paths: string[], file: string): Message {
  const [first = ''] = paths
  const others = paths.length > 1 ? ` and ${paths.length - 1} more` : ''
  return {
    severity: 'warning',
    rule: 'unsearched-file',
    reason: `Unexpected file that is no text, \`${first}\`${others}, expected text, which can be searched for what is private; published empty, or as it is where \`allow\` in site/site.yaml lists its name`,
    file,
  }
}
