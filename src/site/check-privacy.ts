import type { Leak, Redactor } from '../environment/redact/redactor.ts'
import { unescapeMarkup } from '../format/escape-markup.ts'
import type { Message } from '../message/message.ts'
import type { OutputFile } from '../model/output-file.ts'
import { decode, isBinary } from '../parse/decode.ts'
import { type Entry, type EntryStream, isEntry } from '../read/entry.ts'
import { defaultLimits } from '../read/limits.ts'
import { unpackEntries } from '../read/unpack.ts'

/** Ours, and the same on every site: no archive has reached them. */
const assets = /^(?:fonts|script)\//

/**
 * Look through the finished site for anything that was learnt to be private or has the shape
 * of it: pages, tables, specs and drawings, the files in archives, and the names of all these.
 * What is written down here is public for ever.
 *
 * @param readWritten what people wrote: a value that stands there is told where they wrote it
 */
export async function checkPrivacy(
  files: OutputFile[],
  redactor: Redactor,
  readWritten: () => Promise<readonly Written[]> = async () => [],
): Promise<Message[]> {
  const found: Found[] = []
  const say = (leaks: Leak[], path: string, where: Found['where']) =>
    found.push(...leaks.map(leak => ({ leak, file: redactor.redact(path), where })))
  for (const { path, content } of files.filter(file => !assets.test(file.path))) {
    say(redactor.leaks(path), path, 'name')
    if (typeof content === 'string') {
      say(redactor.leaks(toPlainText(content, path)), path, 'text')
      continue
    }
    for await (const item of unpackEntries(only({ path, bytes: content }), defaultLimits)) {
      if (!isEntry(item)) continue
      const inner = item.path === path ? '' : item.path.slice(path.length + 1)
      const place = inner === '' ? path : `${path} › ${inner}`
      say(redactor.leaks(inner), place, 'name')
      say(findLeaks(item, redactor), place, 'text')
    }
  }
  const written = found.length > 0 ? await readWritten() : []
  const causes = written.flatMap(({ file, text }) =>
    redactor.leaks(text).map((leak): Found => ({ leak, file, where: 'text' })),
  )
  return toMessages([...causes, ...found])
}

/** A text as somebody wrote it. */
interface Written {
  file: string
  text: string
}

async function* only(entry: Entry): EntryStream {
  yield entry
}

/**
 * In a binary, three letters may come together by chance, and identifiers are of documents. The
 * account that a picture was drawn under, which drawing programs write down, has its path before it.
 */
function findLeaks({ path, bytes }: Entry, redactor: Redactor): Leak[] {
  if (!isBinary(bytes)) return redactor.leaks(toPlainText(decode(bytes), path))
  return redactor
    .leaks(Buffer.from(bytes).toString('latin1'))
    .filter(({ isLearnt, kind, value }) => (isLearnt ? value.length >= 6 : kind === 'user'))
}

/** Markup as its reader sees it; lines stay where they are. */
function toPlainText(content: string, path: string): string {
  return /\.(?:html|svg|xml)$/.test(path) ? unescapeMarkup(content) : content
}

/** What to do about a value in a text, and about one in the name of a file. */
const ways = {
  text: 'take it out of what you wrote',
  name: 'give the file another name',
}

/** A value where it would be published, or where somebody wrote it. */
interface Found {
  leak: Leak
  file: string
  where: keyof typeof ways
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
        severity: 'error' as const,
        rule: 'private-value',
        reason: `A private value (${leak.name}) stands here${more}: ${ways[where]}, or list it under \`allow\` in site/site.yaml if it may be public`,
        file,
        ...(where === 'text' && { line: leak.line }),
        reveal: () => [leak.value],
      },
    ]
  })
}
