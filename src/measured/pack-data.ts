import type { Efficiency } from '../efficiency/efficiency.ts'
import type { HashedFile } from '../model/output-file.ts'
import { archivePath } from '../model/site-paths.ts'
import { type Memory, StaleMemory, within } from '../parse/build-effects.ts'
import type { Finding } from '../privacy/examine.ts'
import { readPublished } from '../read/data-folder.ts'
import { withHash } from '../read/with-hash.ts'
import { openRedactor, type PrivacyOptions } from '../redact/redact-studies.ts'
import type { ListedFolder } from '../study/list-data.ts'
import type { ReadStudy } from '../study/read-studies.ts'
import type { Data } from './data.ts'
import { type Body, type Head, openEfficiency, toBody, toHead } from './pack-efficiency.ts'

/** `Data` without functions. What is large of a study stands by itself: few builds ask for all. */
interface PlainData extends Pick<Data, 'platforms' | 'unchanged'> {
  studies: (Pick<ReadStudy, 'id' | 'messages' | 'inputs' | 'published'> & { head?: Head })[]
  /** Without content where it is the very bytes of an archive. */
  downloads: { path: string; content?: string | Uint8Array }[]
  learnt: Finding[]
  told: Pick<Data, 'replaced' | 'withheld' | 'messages'>
}

export function packData(memory: Memory, key: string, data: Data): void {
  const { efficiencies, unchanged, replaced, withheld, messages, platforms, redactor } = data
  const heads = new Map(efficiencies.map(of => [of.study.id, toHead(of)]))
  const plain: PlainData = {
    studies: data.studies.map(({ id, messages, inputs, published }) => {
      const head = heads.get(id)
      return { id, messages, inputs, published, ...(head && { head }) }
    }),
    platforms,
    downloads: data.downloads.map(file =>
      unchanged.has(file.path) ? { path: file.path } : { path: file.path, content: file.content },
    ),
    unchanged,
    learnt: redactor.learnt(),
    told: { replaced, withheld, messages },
  }
  for (const of of efficiencies) memory.set(bodyKey(key, of.study.id), toBody(of))
  memory.set(key, plain)
}

/** @returns undefined where anything of it is not in memory */
export async function unpackData(
  memory: Memory,
  key: string,
  listed: readonly ListedFolder[],
  options: PrivacyOptions,
): Promise<Data | undefined> {
  const plain = memory.get(key) as PlainData | undefined
  if (!plain?.studies.every(({ id, head }) => !head || memory.has(bodyKey(key, id))))
    return undefined
  const efficiencies: Efficiency[] = []
  const studies = plain.studies.flatMap(({ head, ...read }) => {
    const found = listed.find(({ id }) => id === read.id)
    if (!found) return []
    const body = () => memory.get(bodyKey(key, read.id)) as Body | undefined
    const efficiency = head && openEfficiency(head, body)
    if (efficiency) efficiencies.push(efficiency)
    const readRaw = (path: string) => readPublished(found.folder, path)
    const study = efficiency && { study: efficiency.study }
    return { ...read, ...study, archives: found.archives, readRaw }
  })
  const downloads: Data['downloads'] = []
  for (const { path, content } of plain.downloads)
    downloads.push(content === undefined ? await readUnchanged(path, studies) : { path, content })
  const { platforms, unchanged, told } = plain
  const redactor = await openRedactor(studies, platforms, options)
  redactor.learnFindings(plain.learnt)
  const made = { studies, platforms, downloads, unchanged, redactor, efficiencies }
  return { ...made, ...told, memory: within(memory, key), isRemembered: true }
}

/** The archive, or the file of a study, that is published under a path as it is. */
async function readUnchanged(path: string, studies: readonly ReadStudy[]): Promise<HashedFile> {
  for (const { id, published, archives, readRaw } of studies) {
    const own = published.find(name => archivePath(id, name) === path)
    if (own === undefined) continue
    const listed = archives.find(archive => archive.path === own)
    return listed?.raw?.(path) ?? withHash({ path, content: await readRaw(own) })
  }
  throw new StaleMemory(`${path} is another than it was when it was listed`)
}

function bodyKey(key: string, id: string): string {
  return `${key}-${id}`
}
