import type { Message } from '../message/message.ts'
import type { BuildEffects } from '../parse/build-effects.ts'
import { digestAll } from '../parse/digest-all.ts'
import type { Archive } from '../read/archive.ts'
import { readPublished } from '../read/data-folder.ts'
import { type ListedFolder, listData } from './list-data.ts'
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
export async function readStudies(
  root: string,
  effects: BuildEffects,
  listed?: readonly ListedFolder[],
): Promise<ReadStudy[]> {
  const studies: ReadStudy[] = []
  for (const folder of listed ?? (await listData(root)))
    if (!folder.isPlatform) studies.push(await readStudy(folder, effects))
  return studies
}

async function readStudy(listed: ListedFolder, effects: BuildEffects): Promise<ReadStudy> {
  const { id, manifest, folder, archives, messages } = listed
  const readRaw = (path: string) => readPublished(folder, path)
  if (!manifest) return { id, inputs: [], archives: [], published: [], readRaw, messages }
  const digests = await digestAll(archives, id, effects)
  const study = toStudy(id, manifest, digests)
  const published = [
    ...archives.map(archive => archive.path).filter(path => path !== '.'),
    ...study.ingest
      .filter(entry => entry.archive === '.' && entry.use === 'method')
      .map(entry => entry.path),
  ]
  return {
    id,
    study,
    messages: [...messages, ...study.messages],
    inputs: archives.map(({ path, bytes, sha256 }) => ({
      path: `${folder.name}/${path}`,
      bytes,
      sha256,
    })),
    archives,
    published,
    readRaw,
  }
}
