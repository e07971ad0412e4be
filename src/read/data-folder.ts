import { readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import type { Message } from '../message/message.ts'
import { listArchives } from './archive.ts'
import { readAgain } from './read-again.ts'

/** The names of the folders of `data/`, in code point order; none where it is not there. */
export async function listFolders(root: string): Promise<string[]> {
  const items = await readdir(join(root, 'data'), { withFileTypes: true }).catch(() => [])
  const names = items.filter(item => item.isDirectory()).map(({ name }) => name)
  return names.sort((a, b) => (a < b ? -1 : 1))
}

/** The text of a file below the root; or the code of the system, such as `ENOENT`. */
export async function readText(
  root: string,
  file: string,
): Promise<{ text: string } | { code: string | undefined }> {
  return readFile(join(root, file), 'utf8').then(
    text => ({ text }),
    ({ code }: NodeJS.ErrnoException) => ({ code }),
  )
}

/** Whether a folder of `data/` is a platform, which needs no `study.yaml`. */
export async function isPlatform(root: string, folder: string): Promise<boolean> {
  return 'text' in (await readText(root, `${folder}/platform.yaml`))
}

/** Where the folder of a study is, and where its data lie if that is elsewhere. */
export interface StudyFolder {
  folder: string
  data: string
  /** How it is named to the reader: `data/linux-io-engines`. */
  name: string
}

/** @param data as study.yaml says it, from its own folder */
export function toStudyFolder(root: string, name: string, data = '.'): StudyFolder {
  const folder = join(root, name)
  return { folder, data: resolve(folder, data), name }
}

/** All archives of a study: those of its data, and what lies beside its study.yaml, if there is one. */
export async function listStudy({ folder, data, name }: StudyFolder) {
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
export async function readPublished(
  { folder, data, name }: StudyFolder,
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
