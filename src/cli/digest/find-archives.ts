import { relative, resolve, sep } from 'node:path'
import { type Archive, listArchives } from '../../read/archive.ts'
import { listFolders, readText, toStudyFolder } from '../../read/data-folder.ts'
import { readManifest } from '../../study/manifest/read-manifest.ts'
import { CallError } from '../command.ts'

/** An archive, and the study that it is of. */
export interface Found {
  study: string
  archive: Archive
}

/** A folder in which archives of a study lie. */
interface Place {
  study: string
  folder: string
}

/**
 * Archives by their paths from the current folder. Others of their studies are not looked at: a call
 * of one archive costs what that archive costs.
 *
 * @throws CallError where a path leads to no archive of a study
 */
export async function findArchives(root: string, paths: readonly string[]): Promise<Found[]> {
  const places = await listPlaces(root)
  const found: Found[] = []
  for (const path of paths) found.push(await findArchive(path, places))
  return found
}

/** Those of data/, and where a study.yaml says that the data lie. */
async function listPlaces(root: string): Promise<Place[]> {
  const places: Place[] = []
  for (const study of await listFolders(root)) {
    const name = `data/${study}`
    const source = await readText(root, `${name}/study.yaml`)
    const { manifest } = 'text' in source ? readManifest(source.text, name) : {}
    const { folder, data } = toStudyFolder(root, name, manifest?.data)
    for (const place of new Set([folder, data])) places.push({ study, folder: place })
  }
  return places
}

async function findArchive(path: string, places: readonly Place[]): Promise<Found> {
  const full = resolve(path)
  const place = places.find(({ folder }) => full.startsWith(`${folder}${sep}`))
  if (!place) {
    throw new CallError(
      `Unexpected archive ${path}, expected one below data/ of the project; name the project’s folder with --root`,
    )
  }
  const { study, folder } = place
  const only = relative(folder, full).split(sep).join('/')
  const { archives, messages } = await listArchives({ path: folder, name: `data/${study}`, only })
  const [archive] = archives
  const [wrong] = messages
  if (wrong) throw new CallError(`${path}: ${wrong.reason}`)
  if (!archive || archive.path === '.') {
    throw new CallError(
      `Unexpected file ${path}, expected an archive (.tar, .tar.gz, .tgz, .tar.zst, .tzst, .zip); loose files are read by the build`,
    )
  }
  return { study, archive }
}
