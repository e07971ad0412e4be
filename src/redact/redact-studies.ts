import type { Platform } from '../environment/platform.ts'
import type { OutputFile } from '../model/output-file.ts'
import type { Kept } from '../parse/build-effects.ts'
import { decode } from '../parse/decode.ts'
import { commandIds } from '../parse/host/captures/command-rules.ts'
import { createJudge } from '../privacy/known/judge.ts'
import type { Vocabulary } from '../privacy/known/vocabulary.ts'
import { createOwnWords } from '../privacy/own-words.ts'
import { createRedactor, type Redactor } from '../privacy/redactor.ts'
import { toolWords } from '../study/load-readers.ts'
import { createOwnNames } from '../study/manifest/own-names.ts'
import { listSheetWords } from '../study/match/run-sheet.ts'
import type { ReadStudy } from '../study/read-studies.ts'
import type { Study } from '../study/study.ts'
import { type Looks, learnArchives, learnWrappings } from './look.ts'
import { type Download, publish } from './publish.ts'
import { createRedactFile, unsearched } from './redact-file.ts'
import { type ChangedFiles, redactPlatform, redactStudy, toFileKey } from './redact-records.ts'

/** Studies and platforms without what is private, and what they publish. */
export interface Redacted {
  studies: ReadStudy[]
  platforms: Platform[]
  downloads: OutputFile[]
  /** Paths of downloads that are the bytes of an archive: each of its files was looked at. */
  unchanged: ReadonlySet<string>
  redactor: Redactor
}

export interface PrivacyOptions {
  /** What site.yaml says may be published. */
  allow?: readonly string[]
  /** What it says is private, known or not. */
  hide?: readonly string[]
  vocabulary?: Vocabulary
  /** What people wrote besides study.yaml. */
  pages?: readonly string[]
  /** What earlier looks at the same archives came to. */
  kept?: Kept
}

/**
 * Take everything private out before anything else sees it. All texts are learnt before the
 * first is changed: a name that one capture gives away is replaced in all of them.
 */
export async function redactStudies(
  studies: ReadStudy[],
  platforms: Platform[],
  options: PrivacyOptions = {},
): Promise<Redacted> {
  const redactor = await openRedactor(studies, platforms, options)
  const looks: Looks[] = []
  for (const { archives } of studies)
    looks.push(await learnArchives(archives, redactor, options.kept))
  for (const { text, file } of platforms.flatMap(listCaptures)) redactor.learn(text, file.entry)
  for (const look of looks) learnWrappings(look, redactor)
  const published: Published[] = []
  for (const [index, read] of studies.entries())
    published.push(await publishStudy(read, looks[index] ?? new Map(), redactor))
  const downloads = published.flatMap(({ downloads }) => downloads)
  return {
    studies: published.map(({ read }) => read),
    platforms: platforms.map(platform => redactPlatform(platform, redactor)),
    downloads: downloads.map(({ file }) => file),
    unchanged: new Set(downloads.flatMap(({ file, isRaw }) => (isRaw ? file.path : []))),
    redactor,
  }
}

/** What people wrote in a platform.yaml, as it is shown. */
function nameHosts({ manifest: { title, description, source, licence, hosts } }: Platform): string {
  const labels = Object.entries(hosts).flatMap(([id, { label }]) => [id, label])
  return [title, description, source, licence, ...labels].join('\n')
}

/** A redactor that knows what the author wrote. */
export async function openRedactor(
  studies: ReadStudy[],
  platforms: readonly Platform[],
  { allow = [], hide = [], vocabulary, pages = [] }: PrivacyOptions,
): Promise<Redactor> {
  const readManifest = ({ readRaw }: ReadStudy) => readRaw('study.yaml').then(decode, () => '')
  const methods = await Promise.all(studies.map(readMethods))
  const written = [...pages, ...methods.flat(), ...platforms.map(nameHosts)]
  const manifests = await Promise.all(studies.map(readManifest))
  const isOwn = createOwnWords({
    // Captures are named after the commands that they answer.
    pages: [...written, ...commandIds, ...toolWords],
    studies: manifests,
  })
  return createRedactor({
    allow,
    hide,
    written: [...written, ...manifests],
    isOwn: createOwnNames(studies.flatMap(({ study }) => study?.manifest ?? [])),
    ...(vocabulary && { judge: createJudge(vocabulary, isOwn) }),
  })
}

function listCaptures({ hosts }: Platform) {
  return hosts.flatMap(({ captures }) => captures)
}

/** A study without what is private, and its files. */
interface Published {
  read: ReadStudy
  downloads: Download[]
}

async function publishStudy(read: ReadStudy, looks: Looks, redactor: Redactor): Promise<Published> {
  const folder = `data/${read.id}`
  const emptied: string[] = []
  const redact = createRedactFile(redactor, folder, path => emptied.push(path))
  const changed: ChangedFiles = new Map()
  const downloads = await publish(read, looks, redact, redactor, (archive, path, file) =>
    changed.set(toFileKey(archive, path), file),
  )
  const told = read.messages.map(message => ({
    ...message,
    reason: redactor.redact(message.reason),
    file: redactor.redact(message.file),
  }))
  const study = read.study && redactStudy(read.study, downloads, changed, redactor)
  const messages = emptied.length > 0 ? [...told, unsearched([...new Set(emptied)], folder)] : told
  const inputs = study ? read.inputs.map(input => toInput(input, read, study)) : read.inputs
  return { read: { ...read, study, inputs, messages }, downloads }
}

/** What the site says that it was made of: with no name and no hash of what was not published. */
function toInput(input: ReadStudy['inputs'][number], read: ReadStudy, study: Study) {
  const at = read.study?.archives.findIndex(
    ({ path, sha256 }) => sha256 === input.sha256 && input.path.endsWith(`/${path}`),
  )
  const archive = study.archives[at ?? -1]
  const own = read.study?.archives[at ?? -1]
  if (!archive || !own) return input
  const { path, bytes, sha256 } = archive
  return { path: input.path.slice(0, -own.path.length) + path, bytes, sha256 }
}

/** What the author says of how things were measured, and the scripts: it lies beside study.yaml. */
async function readMethods({ study, archives, published, readRaw }: ReadStudy): Promise<string[]> {
  const packed = new Set(archives.map(({ path }) => path))
  const own = published.filter(path => !packed.has(path))
  const runs = study?.manifest.runs
  const sheet = typeof runs === 'object' ? runs.sheet : undefined
  const texts = own.map(async path => {
    const text = decode(await readRaw(path))
    return path === sheet ? listSheetWords(text) : [text]
  })
  return (await Promise.all(texts)).flat()
}
