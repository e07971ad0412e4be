import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Message } from '../../message/message.ts'
import type { BuildEffects } from '../../parse/build-effects.ts'
import type { Digest } from '../../parse/digest.ts'
import { digestAll } from '../../parse/digest-all.ts'
import { type Archive, listArchives } from '../../read/archive.ts'
import { listStudy, toStudyFolder } from '../../read/data-folder.ts'
import type { Manifest } from '../../study/manifest/manifest.ts'
import { readManifest } from '../../study/manifest/read-manifest.ts'
import { CallError } from '../command.ts'

/** What the caller named: results as they lie there, and the study.yaml that lies with them. */
export interface Side {
  /** `old` or `new`. */
  level: string
  /** As the caller typed it. */
  shown: string
  archives: Archive[]
  digests: Digest[]
  manifest?: Manifest
  messages: Message[]
}

/**
 * Read a folder of results, one archive, one report, a study, or a project or site with one study.
 *
 * @throws CallError where nothing is there, or it is not clear which study is meant
 */
export async function readSide(
  level: string,
  typed: string,
  root: string,
  { progress }: Pick<BuildEffects, 'progress'>,
): Promise<Side> {
  const path = resolve(root, typed)
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new CallError(`Unexpected ${typed}, expected a folder or a file that is there`)
  const side = { level, shown: typed }
  const read = async ({ archives, messages }: Awaited<ReturnType<typeof listArchives>>) => {
    const digests = await digestAll(archives, level, { progress })
    const all = [...messages, ...digests.flatMap(({ messages }) => messages)]
    return { archives, digests, messages: all.map(message => rename(message, level, typed)) }
  }
  if (!found.isDirectory()) {
    const folder = { path: dirname(path), name: `data/${level}`, only: basename(path) }
    return { ...side, ...toLoose(await read(await listArchives(folder))) }
  }
  const folder = await findStudy(path, typed)
  if (folder === undefined) {
    const all = await read(await listArchives({ path, name: `data/${level}` }))
    return { ...side, ...all }
  }
  const { manifest, messages } = await readOwn(folder, typed)
  if (!manifest) return { ...side, archives: [], digests: [], messages }
  const place = { ...toStudyFolder(folder, '.', manifest.data), name: `data/${level}` }
  const all = await read(await listStudy(place))
  return { ...side, ...all, manifest, messages: [...messages, ...all.messages] }
}

/** The folder itself, or the only study below its `data/`; undefined of a folder of results. */
async function findStudy(path: string, typed: string): Promise<string | undefined> {
  if (await isStudy(path)) return path
  const items = await readdir(join(path, 'data'), { withFileTypes: true }).catch(() => [])
  const studies: string[] = []
  for (const item of items.filter(item => item.isDirectory())) {
    if (await isStudy(join(path, 'data', item.name))) studies.push(item.name)
  }
  const [only, ...others] = studies.sort()
  if (only === undefined) return undefined
  if (others.length === 0) return join(path, 'data', only)
  const named = studies.map(name => join(typed, 'data', name)).join(', ')
  throw new CallError(`Unexpected ${typed} with ${studies.length} studies, expected one: ${named}`)
}

async function isStudy(folder: string): Promise<boolean> {
  return stat(join(folder, 'study.yaml')).then(
    found => found.isFile(),
    () => false,
  )
}

async function readOwn(folder: string, typed: string) {
  const source = await readFile(join(folder, 'study.yaml'), 'utf8')
  return readManifest(source, join(typed, 'study.yaml'))
}

/** A single archive is as good as the folder that it was made of. */
function toLoose<T extends { digests: Digest[] }>(read: T): T {
  const digests = read.digests.map(digest => ({
    ...digest,
    archive: { ...digest.archive, path: '.' },
  }))
  return { ...read, digests }
}

/** With the place as the caller knows it. */
function rename(message: Message, level: string, typed: string): Message {
  const own = `data/${level}`
  return message.file.startsWith(own)
    ? { ...message, file: typed.replace(/\/$/, '') + message.file.slice(own.length) }
    : message
}
