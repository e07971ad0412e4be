import { readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { type Archive, listArchives } from './archive/archive.ts'
import { sha256, unreadable } from './archive/entry.ts'
import { readAgain } from './archive/read-again.ts'
import type { Message } from './message/message.ts'
import { type Digest, digestArchive } from './parse/digest.ts'
import { parserVersion } from './parse/parsers.ts'
import type { BuildEffects } from './project.ts'
import { isPlatform } from './read-platforms.ts'
import { readManifest } from './study/manifest.ts'
import type { Study } from './study/study.ts'
import { toStudy } from './study/to-study.ts'

/** A folder of `data/`, read; without a study where its `study.yaml` is not to be trusted. */
export interface ReadStudy {
  id: string
  study?: Study
  messages: Message[]
  inputs: { path: string; bytes: number; sha256: string }[]
  archives: Archive[]
  /** Paths of the files to publish, below the study's folder. */
  published: string[]
  /** The bytes of one of these, as they are. */
  readRaw(path: string): Promise<Uint8Array>
}

/** Read every folder of `data/` as a study, but for those of platforms. */
export async function readStudies(root: string, effects: BuildEffects): Promise<ReadStudy[]> {
  const data = join(root, 'data')
  const folders = await readdir(data, { withFileTypes: true }).catch(() => [])
  const studies: ReadStudy[] = []
  for (const { name } of folders.filter(folder => folder.isDirectory()).sort(byName)) {
    const folder = join(data, name)
    if (!(await isPlatform(folder))) studies.push(await readStudy(root, name, effects))
  }
  return studies
}

async function readStudy(root: string, id: string, effects: BuildEffects): Promise<ReadStudy> {
  const name = `data/${id}`
  const folder = join(root, name)
  const file = `${name}/study.yaml`
  const source = await readFile(join(folder, 'study.yaml'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => error,
  )
  const nothing = { id, inputs: [], archives: [], published: [], readRaw: readFile }
  if (typeof source !== 'string') {
    if (source.code !== 'ENOENT') {
      return { ...nothing, messages: [{ ...unreadable(source.code), file }] }
    }
    const reason =
      'Unexpected absence of study.yaml, expected one in each folder of data/; let technote init propose it, or move the folder away'
    return { ...nothing, messages: [{ severity: 'error', rule: 'missing-file', reason, file }] }
  }
  const { manifest, messages } = readManifest(source, file)
  if (!manifest) return { ...nothing, messages }
  const data = resolve(folder, manifest.data ?? '.')
  const wrong = await whyNotData(root, data)
  if (wrong) return { ...nothing, messages: [{ ...wrong, file }] }
  const listed = await listStudy(folder, data, name)
  const digests = await digestAll(listed.archives, id, effects)
  const study = toStudy(id, manifest, digests)
  const published = [
    ...listed.archives.map(archive => archive.path).filter(path => path !== '.'),
    ...study.ingest
      .filter(entry => entry.archive === '.' && entry.use === 'method')
      .map(entry => entry.path),
  ]
  return {
    id,
    study,
    messages: [...messages, ...listed.messages, ...study.messages],
    inputs: listed.archives.map(({ path, bytes, sha256 }) => ({
      path: `${name}/${path}`,
      bytes,
      sha256,
    })),
    archives: listed.archives,
    published,
    readRaw: path => readPublished({ folder, data, name }, path),
  }
}

/** All archives of a study: those of its data, and what lies beside its study.yaml, if there is one. */
export async function listStudy(folder: string, data: string, name: string) {
  const isApart = data !== folder && (await isFolder(folder))
  return listArchives({ path: data, name, ...(isApart && { beside: folder }) })
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  )
}

/** Why no data can be read from a folder; nothing where they can. */
export async function whyNotData(
  root: string,
  data: string,
): Promise<Omit<Message, 'file'> | undefined> {
  const reason = !(await isFolder(data))
    ? 'Unexpected `data` that leads to no folder, expected the one where the results lie, from the folder of study.yaml; correct it'
    : `${root}${sep}`.startsWith(`${data}${sep}`)
      ? 'Unexpected `data` that leads to a folder in which this project lies, expected one of results alone; move the project to a folder of its own'
      : undefined
  return reason === undefined ? undefined : { severity: 'error', rule: 'data-folder', reason }
}

/** In the site the data lie beside study.yaml, which then need not say where they do. */
async function readPublished(
  { folder, data, name }: { folder: string; data: string; name: string },
  path: string,
): Promise<Uint8Array> {
  if (data === folder) return readAgain({ folder: { path: folder, name }, path })
  const isOwn = await stat(join(folder, path)).then(
    () => true,
    () => false,
  )
  const bytes = await readAgain({ folder: { path: isOwn ? folder : data, name }, path })
  return path === 'study.yaml'
    ? Buffer.from(
        Buffer.from(bytes)
          .toString()
          .replace(/^data:.*\n/m, ''),
      )
    : bytes
}

/** The digest of each archive, from memory where it was read before. */
export async function digestAll(
  archives: readonly Archive[],
  study: string,
  effects: BuildEffects,
): Promise<Digest[]> {
  const digests: Digest[] = []
  for (const archive of archives) {
    digests.push(await digestOnce(archive, study, effects))
    effects.progress('read', `${study}/${archive.path}`)
  }
  return digests
}

/** Loose files have one digest together, of which only what changed is read again. */
async function digestOnce(archive: Archive, study: string, effects: BuildEffects): Promise<Digest> {
  const name = `data/${study}`
  const isLoose = archive.path === '.'
  const key = `${isLoose ? sha256(name) : archive.sha256}-${parserVersion}`
  const cached = await effects.cache?.get(key)
  const before = cached?.archive.path === archive.path ? cached : undefined
  if (before?.archive.sha256 === archive.sha256) return before
  const digest = await digestArchive(archive, name, before, path =>
    effects.progress('read', `${study}/${path}`),
  )
  await effects.cache?.set(key, digest)
  return digest
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1
}
