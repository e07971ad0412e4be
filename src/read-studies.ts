import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Archive, listArchives } from './archive/archive.ts'
import { unreadable } from './archive/entry.ts'
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
    if (!(await isPlatform(folder))) studies.push(await readStudy(folder, name, effects))
  }
  return studies
}

async function readStudy(folder: string, id: string, effects: BuildEffects): Promise<ReadStudy> {
  const name = `data/${id}`
  const file = `${name}/study.yaml`
  const source = await readFile(join(folder, 'study.yaml'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => error,
  )
  const readRaw = (path: string) => readAgain({ folder: { path: folder, name }, path })
  const nothing = { id, inputs: [], archives: [], published: [], readRaw }
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
  const listed = await listArchives({ path: folder, name })
  const digests: Digest[] = []
  for (const archive of listed.archives) {
    digests.push(await digestOnce(archive, name, effects))
    effects.progress('read', `${id}/${archive.path}`)
  }
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
    readRaw,
  }
}

async function digestOnce(archive: Archive, study: string, effects: BuildEffects): Promise<Digest> {
  const key = `${archive.sha256}-${parserVersion}`
  const cached = await effects.cache?.get(key)
  if (cached?.archive.path === archive.path) return cached
  const digest = await digestArchive(archive, study)
  await effects.cache?.set(key, digest)
  return digest
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1
}
