import type { Message } from '../message/message.ts'
import type { OutputFile } from '../pages/page.ts'

/**
 * Every link of a page must lead to a file of the site and, where it has one, to an anchor in
 * it. Nothing may be loaded from elsewhere.
 */
export function checkLinks(files: OutputFile[]): Message[] {
  const known = new Set(files.map(file => file.path))
  const pages = new Map(
    files.flatMap(({ path, content }) =>
      path.endsWith('.html') ? [[path, String(content)] as const] : [],
    ),
  )
  const anchors = new Map([...pages].map(([path, html]) => [path, attributes(html, 'id')]))
  const messages: Message[] = []
  for (const [path, html] of pages) {
    const report = (rule: string, reason: string) =>
      messages.push({ severity: 'error', rule, reason, file: path })
    for (const id of repeated(anchors.get(path) ?? [])) {
      report('repeated-anchor', `Unexpected second anchor \`${id}\`, expected each once; give one of them another id`)
    }
    for (const link of new Set(attributes(html, 'href').concat(attributes(html, 'src')))) {
      if (/^(https?:|mailto:|data:)/.test(link)) continue
      const { target, anchor } = resolve(path, link)
      if (!known.has(target)) {
        report('broken-link', `Unexpected link \`${link}\`, expected a file of the site; there is no ${target}`)
      } else if (anchor !== '' && !anchors.get(target)?.includes(anchor)) {
        report('broken-anchor', `Unexpected link \`${link}\`, expected an anchor \`${anchor}\` in ${target}`)
      }
    }
    for (const url of remoteResources(html)) {
      report('remote-resource', `Unexpected resource ${url}, expected nothing from elsewhere; put it into site/`)
    }
  }
  return messages
}

function attributes(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(match =>
    (match[1] ?? '').replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
  )
}

function repeated(ids: string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}

function resolve(from: string, link: string): { target: string; anchor: string } {
  const url = new URL(link, `file:///${from}`)
  const target = link.startsWith('#') ? from : decodeURIComponent(url.pathname).slice(1)
  return { target, anchor: decodeURIComponent(url.hash.slice(1)) }
}

/** Anything a browser would fetch by itself. */
function remoteResources(html: string): string[] {
  const loading = /<(?:img|script|iframe|source|audio|video|embed)\b[^>]*\ssrc="(https?:[^"]*)"|<link\b[^>]*\shref="(https?:[^"]*)"/g
  return [...html.matchAll(loading)].map(match => match[1] ?? match[2] ?? '')
}
