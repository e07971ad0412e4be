import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Efficiency } from '../efficiency/efficiency.ts'
import { toEfficiency } from '../efficiency/to-efficiency.ts'
import { sortMessages } from '../message/message.ts'
import type { Project } from '../model/project.ts'
import type { BuildEffects } from '../parse/build-effects.ts'
import { digestAll } from '../parse/digest-all.ts'
import { createJudge, type Judge } from '../privacy/known/judge.ts'
import { readVocabulary } from '../privacy/known/vocabulary.ts'
import { createOwnWords } from '../privacy/own-words.ts'
import { createRedactor } from '../privacy/redactor.ts'
import { findCaptured } from '../propose/captured.ts'
import { toFirstPages } from '../propose/first-pages.ts'
import { createPrivateNames } from '../propose/private-names.ts'
import { toProjectFiles } from '../propose/project-files.ts'
import { type Proposal, proposeStudy } from '../propose/propose.ts'
import { listStudy } from '../read/data-folder.ts'
import { learnArchives } from '../redact/look.ts'
import { loadReaders, toolWords } from '../study/load-readers.ts'
import { readManifest } from '../study/manifest/read-manifest.ts'
import { toStudy } from '../study/to-study.ts'
import type { Command, Terminal } from './command.ts'
import { readOptions } from './command.ts'
import { findNewStudies, type NewStudy, toNewStudy } from './new-studies.ts'
import { report } from './report.ts'

export const initCommand: Command = {
  name: 'init',
  summary: 'Propose a study.yaml for a folder of results, and pages to begin with',
  usage:
    'technote init [FOLDER] [--root DIR]        FOLDER of results, below data/ or anywhere; each new one below data/ where none is named',
  options: {
    print: { type: 'boolean', help: 'print the study.yaml and write nothing' },
    project: {
      type: 'boolean',
      help: 'write also what a repository needs: package.json, .gitignore, and workflows of GitHub that publish and check',
    },
    ...readOptions,
  },
  positionals: 1,
  run: async ({ project, positionals: [folder], options, terminal, effects }) => {
    const { root, packageRoot } = project
    const isOwn = createOwnWords({ pages: toolWords, studies: [] })
    const judge = createJudge(await readVocabulary(packageRoot), isOwn)
    const isPrivate = createPrivateNames(judge, createRedactor({}))
    if (options.project === true) await writeProject(project, terminal)
    const isEmpty = options.project === true && (await readdir(join(root, 'data'))).length === 0
    if (folder === undefined && isEmpty) {
      terminal.out('Now: put the results into data/NAME/ and run technote init\n')
      return 0
    }
    const places =
      folder === undefined
        ? await findNewStudies(root)
        : [await toNewStudy(root, folder, isPrivate)]
    if (places.length > 1) {
      const names = places.map(({ shown }) => shown).join(', ')
      terminal.err(
        `${places.length} folders without a study.yaml: ${names}; a study is proposed for each\n`,
      )
    }
    const efficiencies: Efficiency[] = []
    let status = 0
    for (const place of places) {
      const made = await propose(place, {
        root,
        judge,
        isPrint: options.print === true,
        terminal,
        effects,
      })
      status = Math.max(status, made.status)
      if (made.efficiency) efficiencies.push(made.efficiency)
    }
    if (efficiencies.length > 0) {
      effects.progress('write pages')
      await writePages(root, efficiencies, terminal)
    }
    return status
  },
}

interface Around {
  root: string
  /** Tells the words that are known. */
  judge: Judge
  isPrint: boolean
  terminal: Terminal
  effects: BuildEffects
}

/** Propose one study and write it; what it then comes to, for the pages. */
async function propose(
  place: NewStudy,
  around: Around,
): Promise<{ status: number; efficiency?: Efficiency }> {
  const { terminal, effects } = around
  const listed = await listStudy(place)
  const digests = await digestAll(listed.archives, place.id, effects)
  effects.progress('look at names')
  const status = report(
    sortMessages([...listed.messages, ...digests.flatMap(digest => digest.messages)]),
    terminal,
  )
  const own = await readFile(join(place.folder, 'study.yaml'), 'utf8').catch(() => undefined)
  const captured = findCaptured(digests)
  const redactor = createRedactor({})
  if (captured.length > 0) await learnArchives(listed.archives, redactor)
  const proposal = proposeStudy(place.title, digests, {
    captured,
    isPrivate: createPrivateNames(around.judge, redactor),
    ...(place.relative !== undefined && { data: place.relative }),
  })
  if (!proposal) {
    terminal.err(
      `Unexpected folder ${place.shown} without a report of a load, expected ${loadReaders.map(({ tool }) => tool.reports).join(', or ')} somewhere in it\n`,
    )
    return { status: 1 }
  }
  if (around.isPrint) {
    terminal.out(proposal.yaml)
    tellDoubts(proposal, terminal)
    return { status }
  }
  const file = `${place.name}/study.yaml`
  const { manifest, messages } = readManifest(own ?? proposal.yaml, file)
  if (!manifest) return { status: report(messages, terminal) }
  // Where no pages can be written, no study is.
  await mkdir(join(around.root, 'site'), { recursive: true })
  await writeStudy(place, proposal, terminal)
  if (own === undefined) tellDoubts(proposal, terminal)
  // As a build will read it: what was written just now lies among the files.
  const now = await listStudy(place)
  const study = toStudy(place.id, manifest, await digestAll(now.archives, place.id, effects))
  effects.progress('compute')
  return { status, efficiency: toEfficiency(study) }
}

function tellDoubts({ doubts }: Proposal, terminal: Terminal): void {
  for (const doubt of doubts) terminal.err(`look at this: ${doubt}\n`)
}

/** What a repository of its own needs, beside data/ and site/. */
async function writeProject({ root, packageRoot }: Project, terminal: Terminal): Promise<void> {
  await mkdir(join(root, 'data'), { recursive: true })
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'))
  for (const [path, content] of toProjectFiles(version)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeNew(join(root, path), path, content, terminal)
  }
}

/** What is there already is left alone. */
async function writeStudy(
  { folder, name }: NewStudy,
  { yaml, sheet }: Proposal,
  terminal: Terminal,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const isNew = await writeNew(join(folder, 'study.yaml'), `${name}/study.yaml`, yaml, terminal)
  if (isNew && sheet)
    await writeNew(join(folder, sheet.name), `${name}/${sheet.name}`, sheet.csv, terminal)
}

async function writePages(
  root: string,
  efficiencies: Efficiency[],
  terminal: Terminal,
): Promise<void> {
  const isNew = !(await exists(join(root, 'site/site.yaml')))
  const pages = toFirstPages(efficiencies, isNew)
  for (const [page, content] of pages.files) {
    await mkdir(dirname(join(root, page)), { recursive: true })
    await writeNew(join(root, page), page, content, terminal)
  }
  if (!isNew) {
    terminal.out(
      `Now: list the new pages in site/site.yaml, such as pages: [${pages.names.join(', ')}]\n`,
    )
  }
  terminal.out(
    'Now: technote inspect, then technote build; technote help study and help pages tell what can be written\n',
  )
}

async function writeNew(
  file: string,
  shown: string,
  content: string,
  terminal: Terminal,
): Promise<boolean> {
  if (await exists(file)) {
    terminal.err(`${shown} is there already and was left alone\n`)
    return false
  }
  await writeFile(file, content, { flag: 'wx' })
  terminal.out(`wrote ${shown}\n`)
  return true
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
