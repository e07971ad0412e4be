import { isEntry } from '../archive/entry.ts'
import { defaultLimits } from '../archive/limits.ts'
import { readTar } from '../archive/tar.ts'
import type { Leak, Redactor } from '../environment/redact/redactor.ts'
import type { Message } from '../message/message.ts'
import type { OutputFile } from '../pages/page.ts'
import { decode } from '../parse/decode.ts'

const text = /\.(?:html|json|csv|txt|svg|xml|sh|ps1|fio|yaml|md|log)$/i

/**
 * Look through the finished site, downloads included, for anything that was learnt to be
 * private or has the shape of it. What is written down here is public for ever.
 */
export async function checkPrivacy(files: OutputFile[], redactor: Redactor): Promise<Message[]> {
  const messages: Message[] = []
  for (const { path, content } of files) {
    if (/\.(?:tar\.gz|tgz|tar)$/i.test(path)) {
      for await (const item of readTar(Buffer.from(content), defaultLimits)) {
        if (!isEntry(item) || item.bytes.subarray(0, 8192).includes(0)) continue
        messages.push(...toMessages(redactor.leaks(decode(item.bytes)), `${path} › ${item.path}`))
      }
    } else if (text.test(path)) {
      messages.push(...toMessages(redactor.leaks(String(content)), path))
    }
  }
  return messages
}

/** The value itself is not repeated: messages end up in logs. */
function toMessages(leaks: Leak[], file: string): Message[] {
  const [first] = leaks
  if (!first) return []
  const others = leaks.length > 1 ? ` and ${leaks.length - 1} more` : ''
  return [
    {
      severity: 'error',
      rule: 'private-value',
      reason: `Unexpected private value (${first.name}${others}), expected only its pseudonym; take it out of what you wrote, or list it under \`allow\` in site/site.yaml if it may be public`,
      file,
      line: first.line,
    },
  ]
}
