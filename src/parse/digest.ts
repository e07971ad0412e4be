import { createHash } from 'node:crypto'
import type { Message, Remark } from '../message/message.ts'
import { pathInArchive } from '../message/path-in-archive.ts'
import type { Archive } from '../read/archive.ts'
import { listValues } from '../read/entry.ts'
import { encodingOf, isBinary } from './decode.ts'
import { type Input, toInput, toLines } from './input.ts'
import { createKept, mostKept, tooManyRecords } from './kept.ts'
import { tellLastRun } from './last-run.ts'
import type { Parsed, Reporter, Scanner } from './parser.ts'
import { parsers } from './parsers.ts'
import { perfStatText } from './perf/perf-stat-text.ts'
import type { Record } from './record.ts'
import { tellTooManyLines } from './too-many-lines.ts'

/**
 * What reading one archive came to, as plain JSON: the unit of caching and of distribution.
 */
export interface Digest {
  archive: { path: string; bytes: number; sha256: string }
  entries: DigestEntry[]
  messages: Message[]
}

export interface DigestEntry {
  path: string
  bytes: number
  sha256: string
  /** `fio-json` and so on; `text` where no parser knows it, else `binary` or `empty`. */
  format: string
  /** First line of what no parser knows, for the ingest report. */
  firstLine?: string
  records: Record[]
}

/** Bytes of a file that a parser reads as a whole: a report with all its bins has a few of them. */
const mostWhole = 64 * 1024 ** 2

/** Text that no parser knows is kept whole up to here: it may be a capture of the host. */
const longestCapture = 4 * 1024 ** 2

/**
 * Read an archive from first to last byte; what cannot be read becomes a message.
 *
 * @param before an older digest of it: files that are the same are not parsed again
 * @param tell is told of each file that was read
 * @param most bytes that its records may take in memory
 */
export async function digestArchive(
  archive: Archive,
  studyName: string,
  before?: Digest,
  tell: (path: string) => void = () => undefined,
  most = mostKept,
): Promise<Digest> {
  const earlier = before && isWhole(before) ? before : undefined
  const known = new Map(earlier?.entries.map(entry => [`${entry.sha256} ${entry.path}`, entry]))
  const kept = createKept(most)
  const { found } = await archive.walk(async ({ path, head, open }) => {
    const file = `${studyName}/${pathInArchive(archive.path, path)}`
    const hash = createHash('sha256')
    let bytes = 0
    const reader = openReader(path, head)
    for await (const chunk of open()) {
      hash.update(chunk)
      bytes += chunk.length
      reader.add(chunk)
    }
    const sha256 = hash.digest('hex')
    tell(path)
    const same = known.get(`${sha256} ${path}`)
    const { remarks, ...made } = same
      ? { ...same, remarks: earlier?.messages.filter(message => message.file === file) ?? [] }
      : reader.finish()
    const { format, firstLine, records } = made
    const isKept = kept.take([records, remarks], file)
    return {
      entry: { path, bytes, sha256, format, firstLine, records: isKept ? records : [] },
      messages: isKept ? remarks.map(remark => ({ ...remark, file })) : [],
    }
  })
  return {
    archive: { path: archive.path, bytes: archive.bytes, sha256: archive.sha256 },
    entries: listValues(found).map(({ entry }) => entry),
    messages: [
      ...found.flatMap(item => ('value' in item ? item.value.messages : [item])),
      ...kept.messages(),
    ],
  }
}

/** Whether the records of all files are in it. */
function isWhole({ messages }: Digest): boolean {
  return messages.every(({ rule }) => rule !== tooManyRecords)
}

/** What one file came to. */
interface ReadFile extends Parsed {
  format: string
  firstLine?: string
}

/** Read a file as it comes where its format allows, which its head tells; else as a whole. */
function openReader(path: string, head: Uint8Array): Scanner<ReadFile> {
  if (isBinary(head)) return { add: () => undefined, finish: () => noText('binary') }
  const start = toInput(path, head)
  const parser = parsers.find(({ scan, recognises }) => scan && recognises(start))
  const scanner = encodingOf(head) === 'utf-8' ? parser?.scan?.(path) : undefined
  if (parser && scanner) {
    const finish = () => ({ format: parser.format, ...scanner.finish() })
    return { add: scanner.add, finish }
  }
  return openWhole(path)
}

/** A file that is read as a whole; of one that is too large for that, the beginning is a capture. */
function openWhole(path: string): Scanner<ReadFile> {
  const chunks: Uint8Array[] = []
  let kept = 0
  let size = 0
  return {
    add: chunk => {
      size += chunk.length
      if (kept > mostWhole) return
      kept += chunk.length
      chunks.push(chunk)
    },
    finish: () => {
      const input = toInput(path, Buffer.concat(chunks.splice(0)))
      return size > mostWhole ? { ...toCapture(input), remarks: [tooLarge(size)] } : readFile(input)
    },
  }
}

function tooLarge(size: number): Remark {
  return {
    severity: 'error',
    rule: 'too-large-file',
    reason: `Unexpected ${size} bytes, expected at most ${mostWhole} of a file that is no log of fio nor samples of perf; only its beginning is kept, as text: split it, or leave out what is not needed`,
  }
}

function noText(format: 'empty' | 'binary'): ReadFile {
  return { format, records: [], remarks: [] }
}

/** Recognise one file by its content and parse it. */
export function readFile(input: Input): ReadFile {
  if (input.bytes.length === 0) return noText('empty')
  if (isBinary(input.bytes)) return noText('binary')
  const parser = parsers.find(candidate => candidate.recognises(input))
  if (parser) {
    const { format, reportOf, mostLines } = parser
    const tooMany = tellTooManyLines(mostLines === undefined ? '' : input.text, mostLines)
    if (tooMany) return { format, records: [], remarks: [tooMany] }
    const own = { format, ...parser.parse(input) }
    const parsed = reportOf ? withPerf(input, own) : own
    const told = [
      ...(reportOf ? tellSignal(input, reportOf) : []),
      ...tellLastRun(parsed.records, input.text),
    ]
    return { ...parsed, remarks: [...parsed.remarks, ...told] }
  }
  return toCapture(input)
}

function toCapture(input: Input): ReadFile {
  const firstLine = toLines(input.head).find(line => line.trim() !== '')
  const text = copyStart(input.text, longestCapture)
  return {
    format: 'text',
    firstLine: copyStart(firstLine ?? '(blank)', 120),
    records: [{ kind: 'capture', place: { line: 1 }, text }],
    remarks: [],
  }
}

/** The beginning of a text, as a text of its own: a part of a string keeps all of it in memory. */
function copyStart(text: string, length: number): string {
  return Buffer.from(text.slice(0, length)).toString()
}

/** `perf stat fio … > log 2>&1` puts what perf prints below the report. */
function withPerf(input: Input, parsed: Parsed & { format: string }): Parsed & { format: string } {
  const at = input.text.search(/^[> \t]*Performance counter stats for /m)
  if (at === -1) return parsed
  const above = '\n'.repeat(toLines(input.text.slice(0, at)).length - 1)
  const { records, remarks } = perfStatText.parse({ ...input, text: above + input.text.slice(at) })
  return {
    ...parsed,
    records: [...parsed.records, ...records],
    remarks: [...parsed.remarks, ...remarks],
  }
}

/** A tool that was stopped wrote numbers of the part that it ran. */
function tellSignal(input: Input, { name, stopped }: Reporter): Parsed['remarks'] {
  const found = stopped?.exec(input.text)
  if (!found) return []
  return [
    {
      severity: 'warning',
      rule: `stopped-${name}`,
      reason: `Unexpected signal ${found[1]} that stopped ${name}, expected it to run to its end; its numbers are of the part that it ran, repeat the run`,
      line: toLines(input.text.slice(0, found.index)).length,
    },
  ]
}
