import type { Message } from '../message/message.ts'
import type { Archive } from '../read/archive.ts'
import {
  listFolders,
  listStudy,
  readText,
  type StudyFolder,
  toStudyFolder,
  whyNotData,
} from '../read/data-folder.ts'
import { unreadable } from '../read/entry.ts'
import type { Manifest } from './manifest/manifest.ts'
import { readManifest } from './manifest/read-manifest.ts'

/** A folder of `data/` before its archives are read: what is in it, by name and hash. */
export interface ListedFolder {
  id: string
  /** Whether it has a `platform.yaml`, and needs no `study.yaml`. */
  isPlatform: boolean
  /** The text of the one or the other; missing where it cannot be read. */
  source?: string
  /** Missing where `study.yaml` is not to be trusted. */
  manifest?: Manifest
  folder: StudyFolder
  archives: Archive[]
  messages: Message[]
}

/** List every folder of `data/`. Its archives are hashed, and not opened. */
export async function listData(root: string): Promise<ListedFolder[]> {
  const listed: ListedFolder[] = []
  for (const id of await listFolders(root)) {
    const platform = await readText(root, `data/${id}/platform.yaml`)
    const isPlatform = 'text' in platform
    listed.push(isPlatform ? await listPlatform(root, id, platform.text) : await listOne(root, id))
  }
  return listed
}

/** Folders elsewhere that studies name with `data`, whether or not anything is there. */
export async function listElsewhere(root: string): Promise<string[]> {
  const folders: string[] = []
  for (const id of await listFolders(root)) {
    const name = `data/${id}`
    const source = await readText(root, `${name}/study.yaml`)
    const { manifest } = 'text' in source ? readManifest(source.text, name) : {}
    if (manifest?.data !== undefined) folders.push(toStudyFolder(root, name, manifest.data).data)
  }
  return folders
}

/** The same list gives the same studies: as plain JSON. */
export function describeData(listed: readonly ListedFolder[]): unknown {
  return listed.map(({ id, source, archives, messages, isPlatform }) => {
    const files = archives.map(({ path, bytes, sha256 }) => [path, bytes, sha256])
    return [id, isPlatform, source, files, messages]
  })
}

async function listPlatform(root: string, id: string, source: string): Promise<ListedFolder> {
  const folder = toStudyFolder(root, `data/${id}`)
  return { id, isPlatform: true, source, folder, ...(await listStudy(folder)) }
}

async function listOne(root: string, id: string): Promise<ListedFolder> {
  const name = `data/${id}`
  const file = `${name}/study.yaml`
  const source = await readText(root, file)
  const nothing = { id, isPlatform: false, folder: toStudyFolder(root, name), archives: [] }
  if (!('text' in source)) return { ...nothing, messages: [{ ...tellLost(source.code), file }] }
  const { manifest, messages } = readManifest(source.text, file)
  const read = { ...nothing, source: source.text }
  if (!manifest) return { ...read, messages }
  const folder = toStudyFolder(root, name, manifest.data)
  const wrong = await whyNotData(root, folder.data)
  if (wrong) return { ...read, messages: [{ ...wrong, file }] }
  const listed = await listStudy(folder)
  return { ...read, manifest, folder, ...listed, messages: [...messages, ...listed.messages] }
}

function tellLost(code: string | undefined): Omit<Message, 'file'> {
  if (code !== 'ENOENT') return unreadable(code)
  const reason =
    'Unexpected absence of study.yaml, expected one in each folder of data/; let technote init propose it, or move the folder away'
  return { severity: 'error', rule: 'missing-file', reason }
}
