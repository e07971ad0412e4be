import type { Element } from 'hast'
import { h } from 'hastscript'
import { printPage } from '../../format/html.ts'
import { formatBytes } from '../../format/number.ts'
import { open } from '../../format/printed.ts'
import { bytesOf } from '../../model/output-file.ts'
import type { Attachments } from './attachments.ts'
import type { SiteParts } from './site-parts.ts'

/** At the end of a single file: what it holds and what it does not, by name. */
export function tellWhatIsInside(
  { sections, downloads, left }: Attachments,
  site: SiteParts,
  page: string,
  options: { archives?: boolean; views?: boolean },
): Element {
  const ledgers = sections.filter(({ runs }) => runs.length > 0)
  const runs = ledgers.reduce((sum, ledger) => sum + ledger.runs.length, 0)
  const withSources = ledgers.filter(({ hasSources }) => hasSources)
  const inside = [
    'text, figures with their data, tables, captures',
    ...(runs > 0 ? [`the ${runs} runs that numbers lead to, and where each lies`] : []),
    ...(withSources.length > 0
      ? [`what the tools wrote for ${withSources.length < ledgers.length ? 'some' : 'all'} of them`]
      : []),
    ...(downloads.size > 0 ? [`${downloads.size} files to download`] : []),
  ]
  const files = [...new Set(left)]
  const others = [
    'other formats of figures and tables',
    ...(options.views ? [] : ['the interactive view of figures']),
  ]
  const command = h('code', `technote bundle ${page.replace(/\.html$/, '')} --archives`)
  return h('section.appendix', { id: 'in-this-file' }, [
    '\n',
    h('h2', 'In this file'),
    '\n',
    h('p', [
      `Inside: ${inside.join('; ')}. Left out to keep it small: ${others.join(', ')}${files.length > 0 ? ', and the files below' : ''}.`,
      ...(options.archives ? [] : [' ', command, ' puts all data and the raw archives inside.']),
      ' A viewer that blocks downloads shows the file, but to open what is packed in it save the file first.',
    ]),
    '\n',
    ...(files.length > 0 ? [listMissing(files, site), '\n'] : []),
  ])
}

function listMissing(paths: string[], site: SiteParts): Element {
  const items = paths.flatMap(path => [
    h('li', [h('code', path), ' ', h('span', open(formatBytes(sizeOf(path, site))))]),
    '\n',
  ])
  return h('details.facts', [
    h('summary', ['Not inside, but in the site ', h('span', String(paths.length))]),
    '\n',
    h('ul', ['\n', ...items]),
    '\n',
  ])
}

function sizeOf(path: string, { pages, files }: SiteParts): number {
  const page = pages.get(path)
  return bytesOf(
    page ? { path, content: printPage(page) } : (files.get(path) ?? { path, content: '' }),
  )
}
