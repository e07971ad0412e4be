import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { printHtml } from '../../src/format/html.ts'
import type { OutputFile } from '../../src/model/output-file.ts'
import type { PageContext } from '../../src/pages/page.ts'
import { renderPages } from '../../src/pages/render-pages.ts'
import { readSiteManifest } from '../../src/pages/site-manifest.ts'
import { toTemplates } from '../../src/pages/templates/templates.ts'
import { toSiteParts } from '../../src/site/bundle/site-parts.ts'
import { checkLinks } from '../../src/site/check-links.ts'
import { hashScript } from '../../src/site/hash-script.ts'
import { makeStudy, type Truth } from './synthetic.ts'
import { repository } from './technote.ts'

const truth: Truth = {
  factors: { engine: ['a', 'b'] },
  repeats: 3,
  switches: ({ engine }, repeat) => (engine === 'a' ? 2 : 1) + repeat / 100,
}

const folder = join(repository, 'templates')
const texts = Object.fromEntries(
  readdirSync(folder).map(name => [
    basename(name, '.hbs'),
    readFileSync(join(folder, name), 'utf8'),
  ]),
)
export const templates = toTemplates(texts)

/** Templates of pages that have the script of a build in them. */
export function templatesWithScript() {
  const text = readFileSync(join(repository, 'dist/client/page.js'), 'utf8').trim()
  return toTemplates(texts, { script: { text, hash: hashScript(text) } })
}

/** A site of pages and studies that a test makes up, without reading anything. */
export interface MadeSite {
  /** Lines of site.yaml behind title and description. */
  yaml: string
  /** By name: front matter without title and description, then Markdown. */
  pages: { [name: string]: { front?: string; text?: string } }
  /** Names of studies; all have the same made-up numbers. */
  studies?: string[]
  context?: Partial<PageContext>
}

export async function makeSite({ yaml, pages, studies = [], context }: MadeSite) {
  const { manifest, messages } = readSiteManifest(`title: T\ndescription: D\n${yaml}`, 'site.yaml')
  if (!manifest) throw new Error(JSON.stringify(messages))
  const study = makeStudy(truth)
  const efficiencies = studies.map(id =>
    toEfficiency({
      ...study,
      id,
      name: `data/${id}`,
      manifest: { ...study.manifest, title: `Study ${id}` },
    }),
  )
  const sources = Object.entries(pages).map(([name, { front = '', text = '' }]) => ({
    name,
    file: `site/${name}.md`,
    text: `---\ntitle: Page ${name}\ndescription: About ${name}\n${front}\n---\n\n${text}\n`,
  }))
  const site = await renderPages(sources, {
    site: manifest,
    efficiencies,
    platforms: [],
    replaced: [],
    withheld: [],
    templates,
    glossary: [],
    messages: [],
    ...context,
  })
  const written = site.pages.map(({ path, tree }) => ({ path, content: printHtml(tree) }))
  const files: OutputFile[] = [...written, ...site.files]
  const html = (path: string) => String(files.find(file => file.path === path)?.content ?? '')
  return {
    ...site,
    files,
    parts: toSiteParts(site.pages, site.files),
    html,
    broken: findBroken(files),
  }
}

/** Links that lead nowhere, apart from those to assets that only a build has. */
function findBroken(files: Parameters<typeof checkLinks>[0]): string[] {
  return checkLinks(files)
    .map(message => message.reason)
    .filter(reason => !/style\/technote\.css|single\/|script\//.test(reason))
}
