import { toEfficiency } from './efficiency/to-efficiency.ts'
import { findChanges } from './environment/changes.ts'
import { hasErrors, type Message } from './message/message.ts'
import type { PlacedClaim } from './pages/claims.ts'
import type { OutputFile } from './pages/page.ts'
import { renderPages } from './pages/render-pages.ts'
import { toTemplates } from './pages/templates.ts'
import type { BuildEffects, Project } from './project.ts'
import { readPlatforms } from './read-platforms.ts'
import { type ReadStudy, readStudies } from './read-studies.ts'
import { redactStudies } from './redact-studies.ts'
import { toSingleFiles } from './site/bundle.ts'
import { checkLinks } from './site/check-links.ts'
import { checkPrivacy } from './site/check-privacy.ts'
import { readSite } from './site/read-site.ts'
import { type InputFile, toSiteManifest } from './site/write-site.ts'

/** A site ready to be written, or why there is none. */
export interface Build {
  /** Missing where the result would be wrong. */
  files?: OutputFile[]
  studies: ReadStudy[]
  /** Every claim that the data support, with its margin. */
  claims: PlacedClaim[]
  messages: Message[]
}

/** Without this file, GitHub Pages would leave out names that begin with `_`. */
const forGitHubPages: OutputFile = { path: '.nojekyll', content: '' }

/** With a slash at its end, so that paths can follow. */
function toAddress(url: string | undefined): string | undefined {
  return url?.replace(/\/*$/, '/')
}

/** archives ─► study ─► efficiency ─► figures ─► pages ─► site */
export async function build(project: Project, effects: BuildEffects): Promise<Build> {
  const found = await readStudies(project, effects) //                        1. read, 2. join runs
  const machines = await readPlatforms(project.root)
  const site = await readSite(project.root, project.packageRoot)
  const allow = site.sources?.manifest.allow ?? []
  const { studies, platforms, ...kept } = await redactStudies(found, machines.platforms, allow)
  const efficiencies = studies.flatMap(
    ({ study }) => (study ? toEfficiency(study, findChanges(study)) : []), //  3. compute
  )
  effects.progress('compute')
  const said = [...studies, ...efficiencies, machines, site].flatMap(part => part.messages)
  const isLost = studies.some(({ study }) => study === undefined)
  if (!site.sources || isLost) return { studies, claims: [], messages: said }
  const { manifest, templates, glossary, pages, assets } = site.sources
  const context = {
    site: { ...manifest, url: toAddress(project.url ?? manifest.url) },
    efficiencies,
    platforms,
    replaced: kept.redactor.counts(),
    templates: toTemplates(templates),
    glossary,
    previous: project.previous,
    messages: said,
  }
  const written = await renderPages(pages, context) //                        4. draw, 5. write up
  effects.progress('draw and write up')
  const parts = [...written.files, ...assets, ...kept.downloads, forGitHubPages]
  const files = [...parts, ...toSingleFiles(parts)]
  const problems = [
    ...written.messages,
    ...checkLinks(files),
    ...(await checkPrivacy(files, kept.redactor)),
  ] //                                                                        6. publish
  const messages = [...said, ...problems]
  const { claims } = written
  if (hasErrors(problems)) return { studies, claims, messages }
  const inputs: InputFile[] = studies.flatMap(study => study.inputs)
  return { files: [...files, toSiteManifest(inputs, files)], studies, claims, messages }
}
