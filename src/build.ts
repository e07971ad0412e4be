import { describeStudy } from './efficiency/describe-study.ts'
import type { Efficiency } from './efficiency/efficiency.ts'
import { printPage } from './format/html.ts'
import type { Data } from './measured/data.ts'
import { measureData, readData } from './measured/measure-data.ts'
import { hasErrors, type Message, sortMessages } from './message/message.ts'
import type { OutputFile } from './model/output-file.ts'
import type { Project } from './model/project.ts'
import type { PlacedClaim } from './pages/bind/claims.ts'
import { nameSite } from './pages/bind/names.ts'
import type { PageContext } from './pages/page.ts'
import { renderPages } from './pages/render-pages.ts'
import { toTemplates } from './pages/templates/templates.ts'
import { type BuildEffects, forget, remember, StaleMemory, within } from './parse/build-effects.ts'
import { readVocabulary } from './privacy/known/vocabulary.ts'
import { withHash } from './read/with-hash.ts'
import type { PrivacyOptions, Redacted } from './redact/redact-studies.ts'
import { toSingleFiles } from './site/bundle/bundle.ts'
import { createDescribeSingle } from './site/bundle/describe-single.ts'
import { type SiteParts, toSiteParts } from './site/bundle/site-parts.ts'
import { checkLinks } from './site/check-links.ts'
import { checkPrivacy } from './site/check-privacy.ts'
import { recallClean } from './site/clean-files.ts'
import { readSite, type SiteSources } from './site/read-site.ts'
import { toSiteManifest } from './site/write-site.ts'
import type { ReadStudy } from './study/read-studies.ts'

/** A site ready to be written, or why there is none. */
export interface Build {
  /** Missing where the result would be wrong. */
  files?: OutputFile[]
  /** What single files are made of; missing where the files are. */
  parts?: SiteParts
  efficiencies: Efficiency[]
  /** A line for each study: its runs, and the doubts about them. */
  studies: string[]
  /** Every claim that the data support, with its margin. */
  claims: PlacedClaim[]
  /** In the order of the road: what is wrong with the data comes before what pages lack for it. */
  messages: Message[]
}

/**
 * archives ─► study ─► privacy ─► efficiency ─► figures ─► pages ─► site ─► check
 *
 * What is remembered gives the same; where it does not suffice, all is made again.
 */
export async function build(project: Project, effects: BuildEffects): Promise<Build> {
  return buildOnce(project, effects).catch(error => {
    if (!(error instanceof StaleMemory)) throw error
    effects.resident?.clear()
    return buildOnce(project, { ...effects, memory: forget(effects.memory) })
  })
}

async function buildOnce(project: Project, effects: BuildEffects): Promise<Build> {
  const { sources: site, messages: aboutSite } = await readSite(project.root, project.packageRoot)
  const privacy = await toPrivacyOptions(project, site, effects)
  const data = await measureData(project.root, privacy, effects) //      1. read, 2. join, 3. redact, 4. compute
  const { studies, efficiencies } = data
  const said = sortMessages([
    ...data.messages,
    ...aboutSite,
    ...efficiencies.flatMap(({ messages }) => messages),
  ])
  const isLost = studies.some(({ study }) => study === undefined)
  const made = { efficiencies, studies: describeStudies(data) }
  if (!site || isLost) return { ...made, claims: [], messages: said }
  const named = nameSite(site.manifest, efficiencies)
  const { awaited } = effects
  const context = { ...toContext(project, { ...site, ...named }, data, said), awaited }
  const { claims, ...written } = await renderPages(site.pages, context) //   5. draw, 6. write up
  effects.progress('draw and write up')
  const others = [...written.files, ...site.assets, ...data.downloads, forGitHubPages]
  const parts = toSiteParts(written.pages, others)
  const pages = written.pages.map(page => ({ path: page.path, content: printPage(page) }))
  const single = [...pages, ...others].map(withHash)
  const describe = createDescribeSingle(parts, single)
  const files = [...single, ...toSingleFiles(parts, context.memory, describe).map(withHash)] // 7. publish
  const inputs = studies.flatMap(study => study.inputs)
  const whole = [...files, toSiteManifest(inputs, files)]
  const readAll = () => readWritten(site, studies)
  const clean = recallClean(data.memory)
  const leaks = await checkPrivacy(whole, data.redactor, readAll, data.unchanged, clean) // 8. check
  if (data.isRemembered && leaks.length > 0) throw new StaleMemory('Names of private values')
  clean.keep()
  const problems = [
    ...sortMessages([...named.messages, ...written.messages]),
    ...sortMessages(checkLinks(files, findLost(site, files), site.pages)),
    ...sortMessages(leaks),
  ]
  const messages = [...said, ...problems]
  if (hasErrors(problems)) return { ...made, claims, messages }
  return { ...made, files: whole, parts, claims, messages }
}

/** All that the project holds, without what is private. */
export async function readProject(
  project: Project,
  effects: BuildEffects,
): Promise<Redacted & { messages: Message[] }> {
  const { sources: site, messages } = await readSite(project.root, project.packageRoot)
  const privacy = await toPrivacyOptions(project, site, effects)
  const data = await readData(project.root, privacy, effects)
  return { ...data, messages: [...data.messages, ...messages] }
}

function describeStudies({ efficiencies, memory }: Data): string[] {
  return efficiencies.map(efficiency =>
    remember(memory, 'study-in-a-line', efficiency.study.id, () => describeStudy(efficiency)),
  )
}

async function toPrivacyOptions(
  { packageRoot }: Project,
  site: SiteSources | undefined,
  effects: BuildEffects,
): Promise<PrivacyOptions> {
  return {
    allow: site?.manifest.allow,
    hide: site?.manifest.private,
    vocabulary: await readVocabulary(packageRoot),
    pages: site?.pages.map(({ text }) => text),
    kept: effects.findings,
  }
}

/** What people wrote, as they wrote it. */
async function readWritten({ pages }: SiteSources, studies: ReadStudy[]) {
  const manifests = studies.map(async ({ id, readRaw }) => ({
    file: `data/${id}/study.yaml`,
    text: Buffer.from(await readRaw('study.yaml')).toString(),
  }))
  return [...pages, ...(await Promise.all(manifests))]
}

function toContext(
  { url, previous }: Project,
  { manifest, templates, script, glossary }: SiteSources,
  { efficiencies, platforms, replaced, withheld, memory }: Data,
  messages: Message[],
): PageContext {
  const site = { ...manifest, url: toAddress(url ?? manifest.url) }
  const made = [site, templates, script, glossary]
  return {
    site,
    efficiencies,
    platforms,
    replaced,
    withheld,
    templates: toTemplates(templates, { script }),
    glossary,
    previous,
    messages,
    ...(memory && { memory: within(memory, made) }),
  }
}

/** Pages that an error kept from being written. */
function findLost({ pages }: SiteSources, files: OutputFile[]): string[] {
  const written = new Set(files.map(({ path }) => path))
  return pages.map(({ name }) => `${name}.html`).filter(path => !written.has(path))
}

/** With a slash at its end, so that paths can follow. */
function toAddress(url: string | undefined): string | undefined {
  return url?.replace(/\/*$/, '/')
}

/** Without this file, GitHub Pages would leave out names that begin with `_`. */
const forGitHubPages: OutputFile = { path: '.nojekyll', content: '' }
