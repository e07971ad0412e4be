import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Message } from '../message/message.ts'
import { suggest } from '../message/suggest.ts'
import type { OutputFile } from '../model/output-file.ts'
import { type Glossary, mergeGlossaries, readGlossary } from '../pages/article/glossary.ts'
import { readClaims } from '../pages/bind/named-claims.ts'
import type { PageSource, SiteManifest } from '../pages/page.ts'
import { toPagePositions } from '../pages/page-positions.ts'
import { readSiteManifest } from '../pages/site-manifest.ts'
import { unreadable } from '../read/entry.ts'
import { hashScript } from './hash-script.ts'

/** What people wrote: pages in reading order, templates, styles and fonts. */
export interface SiteSources {
  manifest: SiteManifest
  pages: PageSource[]
  templates: { [name: string]: string }
  /** What a page runs on loading stands in the page, allowed by its hash. */
  script: { text: string; hash: string }
  glossary: Glossary
  assets: OutputFile[]
}

const siteFile = 'site/site.yaml'
const claimsFile = 'site/claims.yaml'
const clientFolder = 'dist/client'

/**
 * Read `site/` and `templates/` of a project. What the project does not have of templates,
 * style and fonts comes from the package.
 */
export async function readSite(
  root: string,
  packageRoot: string,
): Promise<{ sources?: SiteSources; messages: Message[] }> {
  const text = await readText(join(root, siteFile))
  if (text === undefined) {
    const what = 'a site with its title and its pages, which technote init begins'
    return { messages: [absent(siteFile, what)] }
  }
  const { manifest, messages } = readSiteManifest(text, siteFile)
  if (!manifest) return { messages }
  const pages = await readPages(root, manifest)
  const templates = await readTemplates([packageRoot, root])
  const script = (await readText(join(packageRoot, clientFolder, 'page.js')))?.trim() ?? ''
  const glossary = await readGlossaries(root, packageRoot)
  const assets = await readAssets(root, packageRoot)
  messages.push(...pages.messages, ...glossary.messages, ...assets.messages)
  messages.push(...checkCard(manifest, assets.files))
  return {
    sources: {
      manifest,
      pages: pages.sources,
      templates,
      script: { text: script, hash: hashScript(script) },
      glossary: glossary.terms,
      assets: assets.files,
    },
    messages,
  }
}

/** The pages that site.yaml lists, in reading order; others are not built, and told. */
async function readPages(
  root: string,
  manifest: SiteManifest,
): Promise<{ sources: PageSource[]; messages: Message[] }> {
  const sources: PageSource[] = []
  const messages: Message[] = []
  const written = (await list(join(root, 'site'))).filter(name => name.endsWith('.md'))
  const specs = await readSpecs(join(root, 'site'))
  const names = toPagePositions(manifest).map(position => position.name)
  for (const name of names) {
    const source = await readText(join(root, 'site', `${name}.md`))
    if (source === undefined) {
      const known = written.map(page => basename(page, '.md'))
      const reason = `Unexpected page \`${name}\` without a file site/${name}.md${suggest(name, known)}`
      messages.push({ severity: 'error', rule: 'missing-page', reason, file: siteFile })
    } else {
      sources.push({ name, file: `site/${name}.md`, text: source, specs })
    }
  }
  for (const page of written.filter(page => !names.includes(basename(page, '.md')))) {
    const reason = `Unexpected page ${page} that site.yaml does not list, expected it under \`pages\`, \`methods\` or the parts of \`series\`; it is not built`
    messages.push({ severity: 'warning', rule: 'unlisted-page', reason, file: `site/${page}` })
  }
  const claims = readClaims(
    (await readText(join(root, claimsFile))) ?? '',
    claimsFile,
    sources.map(({ text }) => text),
  )
  messages.push(...claims.messages)
  return { sources: sources.map(source => ({ ...source, claims: claims.claims })), messages }
}

/** Templates by name; those of a later folder stand for the same of one before. */
async function readTemplates(bases: string[]): Promise<SiteSources['templates']> {
  const templates: SiteSources['templates'] = {}
  for (const base of bases) {
    for (const name of await list(join(base, 'templates'))) {
      const source = await readText(join(base, 'templates', name))
      if (name.endsWith('.hbs') && source !== undefined) templates[basename(name, '.hbs')] = source
    }
  }
  return templates
}

/** Vega-Lite specs that pages may draw. */
async function readSpecs(folder: string): Promise<{ [name: string]: string }> {
  const specs: { [name: string]: string } = {}
  for (const name of await list(folder)) {
    if (name.endsWith('.json')) specs[name] = (await readText(join(folder, name))) ?? ''
  }
  return specs
}

function checkCard({ card }: SiteManifest, assets: OutputFile[]): Message[] {
  if (card === undefined || assets.some(({ path }) => path === card)) return []
  return [absent(`site/${card}`, 'the picture that `card` names')]
}

const fields = new Map<string, ReturnType<typeof readGlossary>>()

/** The package's glossary, which is the same for all sites that are built here. */
function readField(source: string, file: string): ReturnType<typeof readGlossary> {
  const known = fields.get(source)
  if (known) return known
  const read = readGlossary(source, file, false)
  fields.set(source, read)
  return read
}

async function readGlossaries(
  root: string,
  packageRoot: string,
): Promise<{ terms: Glossary; messages: Message[] }> {
  const file = 'site/glossary.yaml'
  const read = async (base: string) => (await readText(join(base, file))) ?? ''
  const own = readGlossary(await read(root), file, true)
  const field =
    root === packageRoot ? { terms: [], messages: [] } : readField(await read(packageRoot), file)
  const messages = [...own.messages, ...field.messages]
  return { terms: mergeGlossaries(field.terms, own.terms), messages }
}

/** Script, style, fonts and images; what of the last three cannot be read is told. */
async function readAssets(
  root: string,
  packageRoot: string,
): Promise<{ files: OutputFile[]; messages: Message[] }> {
  const assets = new Map<string, OutputFile>()
  const messages: Message[] = []
  for (const name of await list(join(packageRoot, clientFolder))) {
    if (name === 'page.js') continue
    const path = `script/${name}`
    assets.set(path, { path, content: await readFile(join(packageRoot, clientFolder, name)) })
  }
  for (const base of new Set([packageRoot, root])) {
    for (const folder of ['style', 'fonts', 'images']) {
      for (const name of await list(join(base, 'site', folder))) {
        const path = `${folder}/${name}`
        try {
          assets.set(path, { path, content: await readFile(join(base, 'site', path)) })
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException
          messages.push({ ...unreadable(code), file: `site/${path}` })
        }
      }
    }
  }
  return { files: [...assets.values()], messages }
}

/** Names in a folder, in code point order; none where there is no folder. */
async function list(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.sort((a, b) => (a < b ? -1 : 1))
}

/** Without the mark that some editors put before the first letter. */
async function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').then(
    text => text.replace(/^\uFEFF/, ''),
    () => undefined,
  )
}

function absent(file: string, what: string): Message {
  const reason = `Unexpected absence of ${file}, expected ${what}; create it, or name the project’s folder with --root`
  return { severity: 'error', rule: 'missing-file', reason, file }
}
