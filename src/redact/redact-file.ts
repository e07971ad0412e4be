import { createHash } from 'node:crypto'
import type { Message } from '../message/message.ts'
import { decode, isBinary } from '../parse/decode.ts'
import { readPieces } from '../privacy/pieces.ts'
import type { Redactor } from '../privacy/redactor.ts'
import { gather } from '../read/chunks.ts'
import { type Entry, sha256 } from '../read/entry.ts'
import { type PackedFile, packContent, toContent } from '../read/pack-tar.ts'
import { isForeign } from '../read/unpack.ts'

/** A file as it is published, under the name that it gets. */
export interface RedactedFile extends PackedFile {
  /** Where its bytes are others than in its archive: what is known of them. */
  changed?: FileHash | undefined
}

/** What tells a file from others. */
export interface FileHash {
  bytes: number
  sha256: string
}

/** Makes files ready to be published. */
export interface RedactFile {
  file(entry: Entry): Promise<RedactedFile>
  path(path: string): string
}

/** Larger files are not kept whole while they are changed. */
const mostWhole = 64 * 1024 ** 2

/**
 * A file without what is private: the same bytes where it holds none. What cannot be searched is
 * emptied and told, unless its name is allowed; and even then where it holds a learnt value.
 */
export function createRedactFile(
  redactor: Redactor,
  folder: string,
  tell: (path: string) => void,
): RedactFile {
  const toName = (path: string) => redactor.redact(path, folder)
  return {
    path: toName,
    async file(entry) {
      const { path, head, open } = entry
      const name = toName(path)
      if (!isUnsearchable(head))
        return { path: name, ...(await redactText(entry, redactor, `${folder}/${name}`)) }
      const isAllowed = redactor.allows(path.slice(path.lastIndexOf('/') + 1))
      const whole = isAllowed ? await gather(open(), mostWhole) : undefined
      if (whole && 'bytes' in whole && !hasLearnt(whole.bytes, redactor))
        return { path: name, content: toContent(whole.bytes) }
      if (head.length > 0) tell(name)
      return { path: name, ...toChanged(new Uint8Array(0)) }
    },
  }
}

function toChanged(bytes: Uint8Array): Redaction {
  return { content: toContent(bytes), changed: { bytes: bytes.length, sha256: sha256(bytes) } }
}

function hasLearnt(bytes: Uint8Array, redactor: Redactor): boolean {
  return redactor.leaks(latin1(bytes)).some(leak => leak.isLearnt)
}

type Redaction = Omit<RedactedFile, 'path'>

async function redactText(entry: Entry, redactor: Redactor, path: string): Promise<Redaction> {
  const whole = await gather(entry.open(), mostWhole)
  if (!('bytes' in whole))
    return redactPieces({ ...entry, open: () => whole.chunks }, redactor, path)
  const text = decode(whole.bytes)
  const redacted = redactor.redact(text, path)
  return redacted === text ? { content: toContent(whole.bytes) } : toChanged(Buffer.from(redacted))
}

/** A large text is packed as its pieces are redacted: its length is known only then. */
async function redactPieces(entry: Entry, redactor: Redactor, path: string): Promise<Redaction> {
  const hash = createHash('sha256')
  let isChanged = false
  async function* redact() {
    for await (const piece of readPieces(entry)) {
      const redacted = redactor.redact(piece, path)
      isChanged ||= redacted !== piece
      const bytes = Buffer.from(redacted)
      hash.update(bytes)
      yield bytes
    }
  }
  const content = await packContent(redact())
  if (!isChanged) return { content }
  return { content, changed: { bytes: content.size, sha256: hash.digest('hex') } }
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
