import type { Message } from '../../message/message.ts'
import { joinPath } from '../../message/path-in-archive.ts'
import { suggest } from '../../message/suggest.ts'
import type { Digest, DigestEntry } from '../../parse/digest.ts'
import { toConfigurationId } from '../configurations.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { noTemplate } from './check-unused.ts'
import type { Assignment } from './placed.ts'
import { readSheet } from './run-sheet.ts'
import { compileTemplate } from './template.ts'

interface Matcher {
  assign(archive: string, entry: DigestEntry): Assignment
  /** What could not be matched, asked for after all files were. */
  messages(file: string): Message[]
}

/** Match paths (`archive/path inside it`) against the templates of the manifest. */
export function createMatcher(manifest: Manifest, digests: Digest[]): Matcher {
  const problems = new Map<string, Message>()
  const known = { ...levelsOf(manifest), workload: toWorkloadNames(manifest) }
  const words = { ...known, ...toLoadNames(manifest) }
  const findRun =
    typeof manifest.runs === 'string'
      ? compileTemplate(manifest.runs, words)
      : readSheet(manifest.runs.sheet, manifest, digests, problems)
  const references = compileAll(manifest.references, known)
  const captures = compileAll(manifest.captures, known)

  function assign(archive: string, entry: DigestEntry): Assignment {
    const path = joinPath(archive, entry.path)
    return findMethod(path) ?? findCapture(path) ?? findReference(path) ?? findRunOf(path)
  }

  function findMethod(path: string): Assignment | undefined {
    const isMethod = [...manifest.method, ...ownFiles(manifest)].includes(path)
    return isMethod ? { use: 'method', key: path } : undefined
  }

  function findCapture(path: string): Assignment | undefined {
    const found = findFirst(captures, path)
    if (!found) return undefined
    const { repeat, ...levels } = found.values
    return { use: 'capture', key: found.id, configuration: toCell(levels), repeat }
  }

  function findReference(path: string): Assignment | undefined {
    const found = findFirst(references, path)
    if (!found) return undefined
    const { repeat = '', ...levels } = found.values
    const configuration = toCell(levels)
    const key = [found.id, configuration, `r${repeat}`].filter(Boolean).join('.')
    return { use: 'reference', key, reference: found.id, configuration, repeat }
  }

  /** Of which configuration, where the path tells a level of each factor. */
  function toCell(levels: { [name: string]: string }): string | undefined {
    const isOfCell = Object.keys(manifest.factors).every(factor => factor in levels)
    return isOfCell ? toConfigurationId(manifest, levels) : undefined
  }

  function findRunOf(path: string): Assignment {
    const found = findRun(path)
    if (!found) return { use: 'none', why: noTemplate }
    const folder = path.slice(0, path.length - found.rest.length).replace(/\/$/, '')
    return toRunAssignment(found.values, folder)
  }

  function toRunAssignment(told: { [name: string]: string }, folder: string): Assignment {
    // What the path does not tell is the only level there is.
    const only = Object.entries(known).map(([name, levels]) => [name, levels[0] ?? ''])
    const values: { [name: string]: string } = { ...Object.fromEntries(only), repeat: '1', ...told }
    const { repeat = '' } = values
    values.workload = toRungId(manifest, told) ?? values.workload ?? ''
    const { workload } = values
    for (const [name, levels] of Object.entries(known)) {
      const level = values[name] ?? ''
      if (levels.includes(level)) continue
      problems.set(`${name} ${level}`, {
        severity: 'warning',
        rule: 'unknown-level',
        reason: `Unexpected ${name} \`${level}\` in the path ${folder}${suggest(level, levels)}; its files were left out, declare it in study.yaml`,
        file: '',
      })
      return { use: 'none', why: `\`${level}\` is no declared ${name}` }
    }
    const configuration = toConfigurationId(manifest, values)
    const key = `${configuration}.${workload}.r${repeat}`
    if (workload in manifest.references) {
      const own = { reference: workload, configuration, repeat }
      return { use: 'reference', key: `${workload}.${configuration}.r${repeat}`, ...own }
    }
    return { use: 'run', key, folder, configuration, workload, repeat }
  }

  return {
    assign,
    messages: file =>
      [...problems.values()].map(message => ({ ...message, file: message.file || file })),
  }
}

function ownFiles({ runs }: Manifest): string[] {
  return typeof runs === 'string' ? ['study.yaml'] : ['study.yaml', runs.sheet]
}

type Templates = [id: string, match: ReturnType<typeof compileTemplate>][]

function compileAll(
  templates: { [id: string]: { path?: string } },
  known: Parameters<typeof compileTemplate>[1],
): Templates {
  return Object.entries(templates).flatMap(
    ([id, { path }]): Templates => (path === undefined ? [] : [[id, compileTemplate(path, known)]]),
  )
}

/** What paths may call a workload: not a ladder, but its loads, the idle one too. */
function toWorkloadNames({ workloads, references }: Manifest): string[] {
  const idle = Object.keys(references).filter(id => references[id]?.path === undefined)
  return [...Object.keys(workloads).filter(id => !workloads[id]?.ladder), ...idle]
}

/** By placeholder, what paths may call a load. */
function toLoadNames({ workloads }: Manifest): { [placeholder: string]: string[] } {
  const names: { [placeholder: string]: string[] } = {}
  for (const { ladder } of Object.values(workloads)) {
    if (!ladder) continue
    const own = ladder.rungs.map(({ name }) => name)
    names[ladder.placeholder] = [...(names[ladder.placeholder] ?? []), ...own]
  }
  return names
}

/** The workload or reference of a path that tells a load; of the ladder that it names, or the only one. */
function toRungId({ workloads }: Manifest, told: { [name: string]: string }): string | undefined {
  const ladders = Object.entries(workloads).filter(([, { ladder }]) => ladder)
  const [named] = ladders.filter(([id]) => id === told.workload || ladders.length === 1)
  const { placeholder = '', rungs = [] } = named?.[1].ladder ?? {}
  return rungs.find(({ name }) => name === told[placeholder])?.id
}

function findFirst(templates: Templates, path: string) {
  for (const [id, match] of templates) {
    const found = match(path)
    if (found) return { id, ...found }
  }
  return undefined
}

function levelsOf(manifest: Manifest): { [factor: string]: string[] } {
  return Object.fromEntries(
    Object.entries(manifest.factors).map(([factor, { levels }]) => [factor, Object.keys(levels)]),
  )
}
