import { posix } from 'node:path'
import { gzipSync } from 'fflate/browser'

/** Captures longer than this, in characters, are packed in a single file. */
const largestCapture = 32_000

/** `data:…` of some bytes. */
export function toDataUri(type: string, content: string | Uint8Array): string {
  return `data:${type};base64,${Buffer.from(content).toString('base64')}`
}

/**
 * Text as a download of its own name with `.gz`, which the script opens in place. Packed by
 * fflate and without a time: zlib's bytes differ between versions of Node.
 */
export function toPackedUri(content: string | Uint8Array): string {
  return toDataUri('application/gzip', gzipSync(Buffer.from(content), { level: 9, mtime: 0 }))
}

/**
 * Fold long captures away: the lines that the page cites stay as they are, so links to them
 * lead to text with scripts blocked too; the whole is packed behind a link.
 */
export function packCaptures(html: string): string {
  return html.replaceAll(
    /<summary><code>([^<]*)<\/code>(.*?)<\/summary>\s*<pre tabindex="0">([\s\S]*?)<\/pre>/g,
    (whole, name: string, words: string, text: string) => {
      if (text.length <= largestCapture) return whole
      const cited = text.match(/<span id="[^"]*">[\s\S]*?<\/span>/g) ?? []
      const file = `${posix.basename(fromHtml(name))}.gz`
      const link = `<a data-packed="capture" download="${toHtml(file)}" href="${toPackedUri(fromHtml(text.replaceAll(/<\/?span[^>]*>/g, '')))}">${toHtml(file)}</a>`
      const said =
        cited.length > 0
          ? `The ${cited.length === 1 ? 'line' : `${cited.length} lines`} that this page cites; the whole is packed in ${link}.`
          : `The whole is packed in ${link}.`
      return `<summary><code>${name}</code>${words}</summary>\n<p class="source">${said}</p>\n<pre tabindex="0">${cited.join('')}</pre>`
    },
  )
}

function fromHtml(html: string): string {
  const characters: { [entity: string]: string } = { lt: '<', gt: '>', quot: '"', amp: '&' }
  return html.replaceAll(/&(?:#x([0-9a-f]+)|(lt|gt|quot|amp));/gi, (_, code, name) =>
    code ? String.fromCodePoint(Number.parseInt(code, 16)) : (characters[name] ?? ''),
  )
}

function toHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
