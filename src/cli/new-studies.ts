import { readFile, stat } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { isPlatform, listFolders, whyNotData } from '../read/data-folder.ts'
import { readManifest } from '../study/manifest/read-manifest.ts'
import { CallError } from './command.ts'

/** Where a study will be, and where its data lie. */
export interface NewStudy {
  id: string
  /** `data/nvme` */
  name: string
  title: string
  /** Of its study.yaml. */
  folder: string
  data: string
  /** The way from one to the other, as study.yaml says it; undefined where they are the same. */
  relative?: string
  /** As the caller typed it. */
  shown: string
}

/** Each folder below `data/` that has neither a study.yaml nor a platform.yaml. */
export async function findNewStudies(root: string): Promise<NewStudy[]> {
  const found: NewStudy[] = []
  for (const name of await listFolders(root)) {
    const isStudy = await isFile(join(root, 'data', name, 'study.yaml'))
    const isKnown = isStudy || (await isPlatform(root, `data/${name}`))
    if (!isKnown) found.push(besideItsData(root, name))
  }
  if (found.length > 0) return found
  throw new CallError(
    'Unexpected absence of a folder below data/ without study.yaml; put the results into data/NAME/ and run technote init data/NAME, or name the folder where they lie: technote init ../results',
  )
}

/**
 * A study of a folder, wherever it lies; one that is not below `data/` is neither copied nor
 * linked: its study.yaml says where it is.
 *
 * @param isPrivate whether a name of a folder may be somebody's: the study is then called `results`
 * @throws CallError where there can be none of it
 */
export async function toNewStudy(
  root: string,
  typed: string,
  isPrivate: (name: string) => boolean = () => false,
): Promise<NewStudy> {
  const data = resolve(root, typed)
  const found = await stat(data).catch(() => undefined)
  if (!found) throw new CallError(`Unexpected folder ${typed}, expected one that is there`)
  if (!found.isDirectory()) {
    throw new CallError(
      `Unexpected file ${typed}, expected a folder; put it into data/NAME/ and run technote init data/NAME`,
    )
  }
  const [top, name, ...deeper] = relative(root, data).split(sep)
  if (top === 'data' && name !== undefined && deeper.length > 0) {
    throw new CallError(
      `Unexpected folder ${typed}, expected one directly below data/; run technote init ${join('data', name)}, whose study then holds all that is in it, or move it there`,
    )
  }
  if (top === 'data' && name !== undefined) return { ...besideItsData(root, name), shown: typed }
  if ((await whyNotData(root, data)) !== undefined || top === 'data') {
    throw new CallError(
      `Unexpected folder ${typed}, in which this project lies, expected one of results alone; begin in a folder of its own: mkdir ../technote && cd ../technote && technote init ${relative(join(root, '../technote'), data) || '.'}`,
    )
  }
  return elsewhere(root, data, typed, isPrivate)
}

function besideItsData(root: string, id: string): NewStudy {
  const folder = join(root, 'data', id)
  const name = `data/${id}`
  return { id, name, title: id, folder, data: folder, shown: name }
}

/** Under a name that no other study has. */
async function elsewhere(
  root: string,
  data: string,
  shown: string,
  isPrivate: (name: string) => boolean,
): Promise<NewStudy> {
  const title = isPrivate(basename(data)) ? 'results' : basename(data)
  const base = title.replaceAll(/[^\w.+-]+/g, '-').replace(/^[^\w]+/, '') || 'results'
  let [id, count] = [base, 2]
  while (!(await isOf(join(root, 'data', id), data))) id = `${base}-${count++}`
  const folder = join(root, 'data', id)
  const way = relative(folder, data).split(sep).join('/')
  return { id, name: `data/${id}`, title, folder, data, relative: way, shown }
}

/** Whether a folder is free for a study of these data, or has the study of them already. */
async function isOf(folder: string, data: string): Promise<boolean> {
  const yaml = await readFile(join(folder, 'study.yaml'), 'utf8').catch(() => undefined)
  if (yaml === undefined) return !(await stat(folder).catch(() => undefined))
  const { manifest } = readManifest(yaml, 'study.yaml')
  return manifest?.data !== undefined && resolve(folder, manifest.data) === data
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isFile(),
    () => false,
  )
}
