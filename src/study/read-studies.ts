import type { Message } from '../message/message.ts'
import type { BuildEffects } from '../parse/build-effects.ts'
import { digestAll } from '../parse/digest-all.ts'
import type { Archive } from '../read/archive.ts'
import {
  isPlatform,
  listFolders,
  listStudy,
  readPublished,
  readText,
  toStudyFolder,
  whyNotData,
} from '../read/data-folder.ts'
import { unreadable } from '../read/entry.ts'
import { readManifest } from './manifest/read-manifest.ts'
import type { Study } from './study.ts'
import { toStudy } from './to-study.ts'

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
  const studies: ReadStudy[] = []
  for (const id of await listFolders(root)) {
    const name = `data/${id}`
    if (!(await isPlatform(root, name))) studies.push(await readStudy(root, id, effects))
  }
  return studies
}

async function readStudy(root: string, id: string, effects: BuildEffects): Promise<ReadStudy> {
  const name = `data/${id}`
  const file = `${name}/study.yaml`
  const source = await readText(root, file)
  const readRaw = (path: string) => readPublished(toStudyFolder(root, name), path)
  const nothing = { id, inputs: [], archives: [], published: [], readRaw }
  if (!('text' in source)) {
    if (source.code !== 'ENOENT') {
      return { ...nothing, messages: [{ ...unreadable(source.code), file }] }
    }
    const reason =
      'Unexpected absence of study.yaml, expected one in each folder of data/; let technote init propose it, or move the folder away'
    return { ...nothing, messages: [{ severity: 'error', rule: 'missing-file', reason, file }] }
  }
  const { manifest, messages } = readManifest(source.text, file)
  if (!manifest) return { ...nothing, messages }
  const folder = toStudyFolder(root, name, manifest.data)
  const wrong = await whyNotData(root, folder.data)
  if (wrong) return { ...nothing, messages: [{ ...wrong, file }] }
  const listed = await listStudy(folder)
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
    readRaw: path => readPublished(folder, path),
  }
}
