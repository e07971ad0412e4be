import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { listArchives } from '../archive/archive.ts'
import { toEfficiency } from '../efficiency/to-efficiency.ts'
import { createRedactor } from '../environment/redact/redactor.ts'
import { sortMessages } from '../message/message.ts'
import { joinPath } from '../message/path-in-archive.ts'
import { type Digest, digestArchive } from '../parse/digest.ts'
import { splitCaptures } from '../parse/host/captures/split.ts'
import { learnArchives } from '../redact-studies.ts'
import { type Manifest, readManifest } from '../study/manifest.ts'
import { type Proposal, proposeStudy } from '../study/propose.ts'
import { toStudy } from '../study/to-study.ts'
import { CallError, type Command, rootOption, type Terminal } from './command.ts'
import { toFirstPages } from './init-pages.ts'
import { report } from './report.ts'

export const initCommand: Command = {
  name: 'init',
  summary: 'Propose a study.yaml for a folder of results, and pages to begin with',
  usage: 'technote init [FOLDER] [--root DIR]        FOLDER below data/, such as data/nvme',
  options: {
    print: { type: 'boolean', help: 'print the study.yaml and write nothing' },
    ...rootOption,
  },
  positionals: 1,
  run: async ({ project, positionals, options, terminal, effects }) => {
    const folder = positionals[0] ?? (await findNewStudy(project.root))
    if (folder === undefined) {
      throw new CallError(
        'Unexpected absence of a folder below data/ without study.yaml; put the results into data/NAME/, then run technote init data/NAME',
      )
    }
    const path = resolve(project.root, folder)
    if (!(await exists(path))) {
      throw new CallError(`Unexpected folder ${folder}, expected one that is there`)
    }
    const listed = await listArchives({ path, name: folder })
    const digests: Digest[] = []
    for (const archive of listed.archives) {
      digests.push(await digestArchive(archive, folder))
      effects.progress('read', archive.path)
    }
    effects.progress('read')
    const name = basename(path)
    const redactor = createRedactor()
    await learnArchives(listed.archives, redactor)
    const isPrivate = (word: string) => redactor.redact(word) !== word
    const proposal = proposeStudy(name, digests, { captured: findCaptures(digests), isPrivate })
    const told = report(
      sortMessages([...listed.messages, ...digests.flatMap(digest => digest.messages)]),
      terminal,
    )
    if (!proposal) {
      terminal.err(
        `Unexpected folder ${folder} without a report of fio, expected its JSON, text or terse output somewhere in it\n`,
      )
      return 1
    }
    if (options.print) {
      terminal.out(proposal.yaml)
      tellDoubts(proposal, terminal)
      return told
    }
    const own = await readOwn(path)
    const file = join(path, 'study.yaml').slice(project.root.length + 1)
    const { manifest, messages } = readManifest(own ?? proposal.yaml, file)
    if (!manifest && own !== undefined) return report(messages, terminal)
    if (!manifest) {
      for (const { reason } of messages) terminal.err(`${reason}\n`)
      terminal.err(
        `Unexpected names below ${folder}, expected such that a study.yaml can be made of them; rename them, or begin with what technote init --print proposes and list the runs in a sheet (runs: { sheet: runs.csv })\n`,
      )
      return 1
    }
    await writeAll({ root: project.root, path, name, proposal, manifest, digests }, terminal)
    if (own === undefined) tellDoubts(proposal, terminal)
    return told
  },
}

/** A study.yaml that is there already: pages are made of what it says. */
async function readOwn(path: string): Promise<string | undefined> {
  const file = join(path, 'study.yaml')
  return (await exists(file)) ? readFile(file, 'utf8') : undefined
}

function tellDoubts({ doubts }: Proposal, terminal: Terminal): void {
  for (const doubt of doubts) terminal.err(`look at this: ${doubt}\n`)
}

async function writeAll(
  found: {
    root: string
    path: string
    name: string
    proposal: Proposal
    manifest: Manifest
    digests: Digest[]
  },
  terminal: Terminal,
): Promise<void> {
  const { root, path, name, proposal, manifest, digests } = found
  const pages = toFirstPages(toEfficiency(toStudy(name, manifest, digests)))
  const files: [path: string, content: string][] = [
    [join(path, 'study.yaml'), proposal.yaml],
    ...pages.map(([page, content]): [string, string] => [join(root, page), content]),
  ]
  await mkdir(join(root, 'site'), { recursive: true })
  for (const [file, content] of files) {
    const shown = file.slice(root.length + 1)
    if (await exists(file)) terminal.err(`${shown} is there already and was left alone\n`)
    else {
      await writeFile(file, content, { flag: 'wx' })
      terminal.out(`wrote ${shown}\n`)
    }
  }
  terminal.out(
    'Now: technote inspect, then technote build; technote help study and help pages tell what can be written\n',
  )
}

/** Paths of the files in which the output of a known command is found. */
function findCaptures(digests: Digest[]): string[] {
  return digests.flatMap(({ archive, entries }) =>
    entries.flatMap(({ path, sha256, records }) => {
      const file = { archive: archive.path, sha256, entry: path }
      const isCapture = records.some(
        record =>
          record.kind === 'capture' &&
          splitCaptures(file, record.text).some(({ command }) => command !== undefined),
      )
      return isCapture ? joinPath(archive.path, path) : []
    }),
  )
}

async function findNewStudy(root: string): Promise<string | undefined> {
  const data = join(root, 'data')
  const folders = await readdir(data, { withFileTypes: true }).catch(() => [])
  for (const { name } of folders.filter(item => item.isDirectory())) {
    if (!(await exists(join(data, name, 'study.yaml')))) return join('data', name)
  }
  return undefined
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
