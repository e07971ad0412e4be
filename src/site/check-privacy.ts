import { unescapeMarkup } from '../format/escape-markup.ts'
import type { Message } from '../message/message.ts'
import type { OutputFile } from '../model/output-file.ts'
import { isBinary } from '../parse/decode.ts'
import { readLatin1, readPieces } from '../privacy/pieces.ts'
import type { Leak, Redactor } from '../privacy/redactor.ts'
import { type Entry, listValues } from '../read/entry.ts'
import { walkBytes } from '../read/unpack.ts'
import { withHash } from '../read/with-hash.ts'
import type { CleanFiles } from './clean-files.ts'

/** Ours, and the same on every site: no archive has reached them. */
const assets = /^(?:fonts|script)\//

/**
 * Look through the finished site for anything that was learnt to be private or has the shape
 * of it: pages, tables, specs and drawings, the files in archives, and the names of all these.
 * What is written down here is public for ever.
 *
 * @param readWritten what people wrote: a value that stands there is told where they wrote it
 * @param unchanged paths of archives in which nothing was replaced: each of their files was looked
 *   at with all that was learnt when that was decided
 * @param clean files that were checked before, and found to hold nothing
 */
export async function checkPrivacy(
  files: OutputFile[],
  redactor: Redactor,
  readWritten: () => Promise<readonly Written[]> = async () => [],
  unchanged: ReadonlySet<string> = new Set(),
  clean?: CleanFiles,
): Promise<Message[]> {
  const found: Found[] = []
  for (const file of files.filter(({ path }) => !assets.test(path))) {
    const hashed = clean && withHash(file)
    const isClean = hashed !== undefined && clean?.has(hashed) === true
    const here = isClean ? [] : await checkFile(file, redactor, unchanged.has(file.path))
    if (hashed && here.length === 0) clean?.add(hashed)
    found.push(...here)
  }
  const written = found.length > 0 ? await readWritten() : []
  const causes = written.flatMap(({ file, text }) =>
    redactor.leaks(text).map((leak): Found => ({ leak, file, where: 'text' })),
  )
  return toMessages([...causes, ...found])
}

async function checkFile(
  file: OutputFile,
  redactor: Redactor,
  isUnchanged: boolean,
): Promise<Found[]> {
  const { path } = file
  const say = (leaks: Leak[], file: string, where: Found['where']): Found[] =>
    leaks.map(leak => ({ leak, file, where }))
  // What is unchanged was looked at already, and may be too large to be asked for.
  const content = isUnchanged ? undefined : file.content
  const isArchive = typeof content !== 'string' && isDownload(path)
  const inName = redactor.leaks(path, isArchive)
  // Names of our files have no unknown words but those of the project.
  const named = say(inName, inName.length > 0 ? redactor.redact(path) : path, 'name')
  if (typeof content === 'string')
    return [...named, ...say(redactor.leaks(toPlainText(content, path)), path, 'text')]
  if (content === undefined) return named
  const inside = await walkBytes(path, content, async entry => {
    const full = entry.path
    const inner = full === path ? '' : full.slice(path.length + 1)
    const leaks = redactor.leaks(inner)
    const shown = leaks.length > 0 ? redactor.redact(inner) : inner
    const place = inner === '' ? path : `${path} › ${shown}`
    const held = await findLeaks(entry, redactor, isDownload(path))
    return [...say(leaks, place, 'name'), ...say(held, place, 'text')]
  })
  return [...named, ...listValues(inside).flat()]
}

/** What an archive holds is published below this folder; all else is written by people or by us. */
function isDownload(path: string): boolean {
  return path.startsWith('data/')
}

/** A text as somebody wrote it. */
interface Written {
  file: string
  text: string
}

/**
 * In a binary, three letters may come together by chance, and identifiers are of documents. The
 * account that a picture was drawn under, which drawing programs write down, has its path before it.
 */
async function findLeaks(entry: Entry, redactor: Redactor, isData: boolean): Promise<Leak[]> {
  const leaks: Leak[] = []
  if (isBinary(entry.head)) {
    for await (const piece of readLatin1(entry)) leaks.push(...redactor.leaks(piece))
    return leaks.filter(({ isLearnt, kind, value }) =>
      isLearnt ? value.length >= 6 : kind === 'user',
    )
  }
  let before = 0
  for await (const piece of readPieces(entry)) {
    const found = redactor.leaks(toPlainText(piece, entry.path), isData)
    leaks.push(...found.map(leak => ({ ...leak, line: leak.line + before })))
    before += countLines(piece)
  }
  return leaks
}

function countLines(text: string): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

/**
 * Markup as its reader sees it; lines stay where they are. What a single file holds packed is looked
 * at as the file that it was, and in its letters any word may stand by chance.
 */
function toPlainText(content: string, path: string): string {
  const text = content.replaceAll(packed, 'data:')
  return /\.(?:html|svg|xml)$/.test(path) ? unescapeMarkup(text) : text
}

const packed = /\bdata:[\w/+.-]{1,60}(?:;[\w=-]{1,30}){0,3};base64,[\w+/=]+/g

/** What to do about a value in a text, and about one in the name of a file. */
const ways = {
  text: 'take it out of what you wrote',
  name: 'give the file another name below data/ or site/, also where study.yaml leads to it (`runs`, `captures`, a run sheet)',
}

/** A value where it would be published, or where somebody wrote it. */
interface Found {
  leak: Leak
  file: string
  where: keyof typeof ways
}

/** A word that is not known may be anything; what is behind a label or has a shape is private. */
function tell({ kind, name }: Leak, more: string, where: Found['where']) {
  const severity = 'error' as const
  return kind === 'word'
    ? {
        severity,
        rule: 'unknown-word',
        reason: `A word that is withheld elsewhere (${name}) stands here${more}: ${ways[where]}, or publish it with technote review --allow WORD`,
      }
    : {
        severity,
        rule: 'private-value',
        reason: `A private value (${name}) stands here${more}: ${ways[where]}, or publish it with technote review --allow WORD`,
      }
}

/** One message for each value, at the first of its places: they all have one cause. */
function toMessages(found: Found[]): Message[] {
  const byValue = new Map<string, Found[]>()
  for (const item of found) {
    const { kind, value } = item.leak
    const key = `${kind} ${value.toLowerCase()}`
    byValue.set(key, [...(byValue.get(key) ?? []), item])
  }
  return [...byValue.values()].flatMap(places => {
    const [first] = places
    if (!first) return []
    const { leak, file, where } = first
    const others = new Set(places.map(place => place.file)).size - 1
    const more = others > 0 ? `, and in ${others} more ${others === 1 ? 'file' : 'files'}` : ''
    return [
      {
        ...tell(leak, more, where),
        file,
        ...(where === 'text' && { line: leak.line }),
        reveal: () => [leak.value],
      },
    ]
  })
}
