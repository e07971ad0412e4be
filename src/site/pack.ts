import { posix } from 'node:path'
import { gzipSync } from 'fflate/browser'

/** Captures longer than this, in characters, are packed in a single file. */
const largestCapture = 32_000

/** Sources of a ledger that take more than this, in characters, are packed in a single file. */
const largestSources = 100_000

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

/**
 * Take the sources out of a long ledger: its link to the same sources as one table then holds
 * them, packed, and the script shows those of a cell's runs on asking.
 */
export function packSources(ledger: string, id: string): string {
  const sources = /<details class="sources">[\s\S]*?<\/details>\s*/g
  const length = (ledger.match(sources) ?? []).reduce((sum, part) => sum + part.length, 0)
  if (length <= largestSources) return ledger
  return ledger
    .replaceAll(/<section>[\s\S]*?<\/section>/g, section => {
      const runs = [...section.matchAll(/<tr id="([^"]*)">/g)].map(match => match[1])
      const button = `<p class="tools"><button type="button" data-sources="${id}" data-runs="${runs.join(' ')}">show the sources of these runs</button></p>\n`
      let isFirst = true
      // A repeat’s own link to its sources has nothing to lead to then.
      const unlinked = section.replaceAll(/<a href="#[^"]*-sources">([^<]*)<\/a>/g, '$1')
      return unlinked.replaceAll(sources, () => {
        const replaced = isFirst ? button : ''
        isFirst = false
        return replaced
      })
    })
    .replace(
      /<a ([^>]*?)href="([^"]*sources-[^"]*\.csv)"/,
      `<a id="${id}" data-packed="sources" $1href="$2"`,
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
