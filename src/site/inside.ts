import { escapeMarkup } from '../format/escape-markup.ts'
import { formatBytes } from '../format/number.ts'
import type { Behind } from './behind.ts'
import type { Site } from './embed.ts'

/** At the end of a single file: what it holds and what it does not, by name. */
export function tellWhatIsInside(
  { excerpts, withSources, downloads, left }: Behind,
  site: Site,
  page: string,
  options: { archives?: boolean; views?: boolean },
): string {
  const ledgers = excerpts.filter(({ runs }) => runs.length > 0)
  const runs = ledgers.reduce((sum, ledger) => sum + ledger.runs.length, 0)
  const inside = [
    'text, figures with their data, tables, captures',
    ...(runs > 0 ? [`the ${runs} runs that numbers lead to, and where each lies`] : []),
    ...(withSources.length > 0
      ? [`what the tools wrote for ${withSources.length < ledgers.length ? 'some' : 'all'} of them`]
      : []),
    ...(downloads.size > 0 ? [`${downloads.size} files to download`] : []),
  ]
  const files = [...new Set(left)].map(path => {
    const size = formatBytes(Buffer.byteLength(site.get(path) ?? ''))
    return `<li><code>${escapeMarkup(path)}</code> <span>${size}</span></li>`
  })
  const others = [
    'other formats of figures and tables',
    ...(options.views ? [] : ['the interactive view of figures']),
  ]
  const missing =
    files.length > 0
      ? `<details class="facts"><summary>Not inside, but in the site <span>${files.length}</span></summary>\n<ul>\n${files.join('\n')}\n</ul>\n</details>\n`
      : ''
  const more = options.archives
    ? ''
    : ` <code>technote bundle ${page.replace(/\.html$/, '')} --archives</code> puts all data and the raw archives inside.`
  return `<section class="appendix" id="in-this-file">
<h2>In this file</h2>
<p>Inside: ${inside.join('; ')}. Left out to keep it small: ${others.join(', ')}${files.length > 0 ? ', and the files below' : ''}.${more} A viewer that blocks downloads shows the file, but to open what is packed in it save the file first.</p>
${missing}</section>`
}
