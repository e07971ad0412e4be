import type { Efficiency } from './efficiency/efficiency.ts'
import { toEfficiency } from './efficiency/to-efficiency.ts'
import { readPlatforms } from './environment/read-platforms.ts'
import { findRepeatDrift } from './environment/repeat-drift.ts'
import { printPage } from './format/html.ts'
import { hasErrors, type Message, sortMessages } from './message/message.ts'
import type { OutputFile } from './model/output-file.ts'
import type { Project } from './model/project.ts'
import type { PlacedClaim } from './pages/bind/claims.ts'
import { nameSite } from './pages/bind/names.ts'
import type { PageContext } from './pages/page.ts'
import { renderPages } from './pages/render-pages.ts'
import { toTemplates } from './pages/templates/templates.ts'
import type { BuildEffects } from './parse/build-effects.ts'
import { readVocabulary } from './privacy/known/vocabulary.ts'
import { type Redacted, redactStudies } from './redact/redact-studies.ts'
import { toSingleFiles } from './site/bundle/bundle.ts'
import { type SiteParts, toSiteParts } from './site/bundle/site-parts.ts'
import { checkLinks } from './site/check-links.ts'
import { checkPrivacy } from './site/check-privacy.ts'
import { readSite, type SiteSources } from './site/read-site.ts'
import { toSiteManifest } from './site/write-site.ts'
import { type ReadStudy, readStudies } from './study/read-studies.ts'

/** A site ready to be written, or why there is none. */
export interface Build {
  /** Missing where the result would be wrong. */
  files?: OutputFile[]
  /** What single files are made of; missing where the files are. */
  parts?: SiteParts
  efficiencies: Efficiency[]
  /** Every claim that the data support, with its margin. */
  claims: PlacedClaim[]
  /** In the order of the road: what is wrong with the data comes before what pages lack for it. */
  messages: Message[]
}

/** archives ─► study ─► privacy ─► efficiency ─► figures ─► pages ─► site ─► check */
export async function build(project: Project, effects: BuildEffects): Promise<Build> {
  const { site, ...found } = await readProject(project, effects) //      1. read, 2. join, 3. redact
  const { studies, redactor } = found
  const efficiencies = studies.flatMap(compute) //                       4. compute
  effects.progress('compute')
  const said = sortMessages([
    ...found.messages,
    ...efficiencies.flatMap(({ messages }) => messages),
  ])
  const isLost = studies.some(({ study }) => study === undefined)
  if (!site || isLost) return { efficiencies, claims: [], messages: said }
  const named = nameSite(site.manifest, efficiencies)
  const context = toContext(project, { ...site, ...named }, found, efficiencies, said)
  const { claims, ...written } = await renderPages(site.pages, context) //   5. draw, 6. write up
  effects.progress('draw and write up')
  const others = [...written.files, ...site.assets, ...found.downloads, forGitHubPages]
  const parts = toSiteParts(written.pages, others)
  const pages = written.pages.map(page => ({ path: page.path, content: printPage(page) }))
  const files = [...pages, ...others, ...toSingleFiles(parts)] //        7. publish
  const inputs = studies.flatMap(study => study.inputs)
  const whole = [...files, toSiteManifest(inputs, files)]
  const readAll = () => readWritten(site, studies)
  const leaks = await checkPrivacy(whole, redactor, readAll, found.unchanged) // 8. check
  const problems = [
    ...sortMessages([...named.messages, ...written.messages]),
    ...sortMessages(checkLinks(files, findLost(site, files), site.pages)),
    ...sortMessages(leaks),
  ]
  const messages = [...said, ...problems]
  if (hasErrors(problems)) return { efficiencies, claims, messages }
  return { files: whole, parts, efficiencies, claims, messages }
}

/** All that the project holds, without what is private. */
export async function readProject(
  { root, packageRoot }: Project,
  effects: BuildEffects,
): Promise<Redacted & { site?: SiteSources; messages: Message[] }> {
  const studies = await readStudies(root, effects)
  const machines = await readPlatforms(root)
  const { sources: site, messages } = await readSite(root, packageRoot)
  const redacted = await redactStudies(studies, machines.platforms, {
    allow: site?.manifest.allow,
    hide: site?.manifest.private,
    vocabulary: await readVocabulary(packageRoot),
    pages: site?.pages.map(({ text }) => text),
    kept: effects.findings,
  })
  const told = [...redacted.studies.flatMap(study => study.messages), ...machines.messages]
  return { ...redacted, site, messages: [...told, ...messages] }
}

/** What people wrote, as they wrote it. */
async function readWritten({ pages }: SiteSources, studies: ReadStudy[]) {
  const manifests = studies.map(async ({ id, readRaw }) => ({
    file: `data/${id}/study.yaml`,
    text: Buffer.from(await readRaw('study.yaml')).toString(),
  }))
  return [...pages, ...(await Promise.all(manifests))]
}

function compute({ study }: ReadStudy): Efficiency[] {
  return study ? [toEfficiency(study, findRepeatDrift(study))] : []
}

function toContext(
  { url, previous }: Project,
  { manifest, templates, script, glossary }: SiteSources,
  { platforms, redactor }: Redacted,
  efficiencies: Efficiency[],
  messages: Message[],
): PageContext {
  return {
    site: { ...manifest, url: toAddress(url ?? manifest.url) },
    efficiencies,
    platforms,
    replaced: redactor.counts(),
    withheld: redactor.withheldFiles(),
    templates: toTemplates(templates, { script }),
    glossary,
    previous,
    messages,
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
