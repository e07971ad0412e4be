import { toEfficiency } from './efficiency/to-efficiency.ts'
import { hasErrors, type Message } from './message/message.ts'
import type { PlacedClaim } from './pages/markdown.ts'
import type { OutputFile } from './pages/page.ts'
import { renderPages } from './pages/render-pages.ts'
import { toTemplates } from './pages/templates.ts'
import type { BuildEffects, Project } from './project.ts'
import { type ReadStudy, readStudies } from './read-studies.ts'
import { checkLinks } from './site/check-links.ts'
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

/** archives ─► study ─► efficiency ─► figures ─► pages ─► site */
export async function build(project: Project, effects: BuildEffects): Promise<Build> {
  const studies = await readStudies(project, effects) //                      1. read, 2. join runs
  const efficiencies = studies.flatMap(({ study }) => (study ? toEfficiency(study) : [])) // 3. compute
  effects.progress('compute')
  const site = await readSite(project.root, project.packageRoot)
  const said = [...studies, ...efficiencies, site].flatMap(part => part.messages)
  const isLost = studies.some(({ study }) => study === undefined)
  if (!site.sources || isLost) return { studies, claims: [], messages: said }
  const { manifest, templates, pages, assets } = site.sources
  const context = {
    site: manifest,
    efficiencies,
    templates: toTemplates(templates),
    messages: said,
  }
  const written = await renderPages(pages, context) //                        4. draw, 5. write up
  effects.progress('draw and write up')
  const files = [
    ...written.files,
    ...assets,
    ...(await Promise.all(studies.flatMap(study => study.downloads()))),
  ]
  const problems = [...written.messages, ...checkLinks(files)] //             6. publish
  const messages = [...said, ...problems]
  const { claims } = written
  if (hasErrors(problems)) return { studies, claims, messages }
  const inputs: InputFile[] = studies.flatMap(study => study.inputs)
  return { files: [...files, toSiteManifest(inputs, files)], studies, claims, messages }
}
