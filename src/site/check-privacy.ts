import { type Entry, type EntryStream, isEntry } from '../archive/entry.ts'
import { defaultLimits } from '../archive/limits.ts'
import { unpackEntries } from '../archive/unpack.ts'
import type { Leak, Redactor } from '../environment/redact/redactor.ts'
import { unescapeMarkup } from '../format/escape-markup.ts'
import type { Message } from '../message/message.ts'
import type { OutputFile } from '../model/output-file.ts'
import { decode, isBinary } from '../parse/decode.ts'

/** Ours, and the same on every site: no archive has reached them. */
const assets = /^(?:fonts|script)\//

/**
 * Look through the finished site for anything that was learnt to be private or has the shape
 * of it: pages, tables, specs and drawings, the files in archives, and the names of all these.
 * What is written down here is public for ever.
 */
export async function checkPrivacy(files: OutputFile[], redactor: Redactor): Promise<Message[]> {
  const messages: Message[] = []
  const say = (leaks: Leak[], path: string, where: keyof typeof ways) =>
    messages.push(...toMessages(leaks, redactor.redact(path), where))
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
  return messages
}

/** Where people wrote it, of a site that tells what is private: the pages themselves are not written. */
export function checkWritten(
  sources: readonly { file: string; text: string }[],
  redactor: Redactor,
): Message[] {
  return sources.flatMap(({ file, text }) => toMessages(redactor.leaks(text), file, 'text'))
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
    .filter(({ isLearnt, kind, length }) => (isLearnt ? length >= 6 : kind === 'user'))
}

/** Markup as its reader sees it; lines stay where they are. */
function toPlainText(content: string, path: string): string {
  return /\.(?:html|svg|xml)$/.test(path) ? unescapeMarkup(content) : content
}

/** What to do about a value in a text, and about one in the name of a file. */
const ways = {
  text: 'expected only its pseudonym; take it out of what you wrote',
  name: 'expected none in the name of a file; give the file another name',
}

/** The value itself is not repeated: messages end up in logs. */
function toMessages(leaks: Leak[], file: string, where: keyof typeof ways): Message[] {
  const [first] = leaks
  if (!first) return []
  const others = leaks.length > 1 ? ` and ${leaks.length - 1} more` : ''
  return [
    {
      severity: 'error',
      rule: 'private-value',
      reason: `Unexpected private value (${first.name}${others}), ${ways[where]}, or list it under \`allow\` in site/site.yaml if it may be public`,
      file,
      ...(where === 'text' && { line: first.line }),
    },
  ]
}
