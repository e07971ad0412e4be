import type { Platform } from './environment/platform.ts'
import type { Message } from './message/message.ts'
import type { OutputFile } from './model/output-file.ts'
import type { FileRef } from './model/place.ts'
import { archivePath, downloadPath, looseFiles } from './model/site-paths.ts'
import type { Kept } from './parse/build-effects.ts'
import { decode, isBinary } from './parse/decode.ts'
import { commandIds } from './parse/host/captures/commands.ts'
import type { Finding } from './privacy/examine.ts'
import { isCommonUser } from './privacy/kinds.ts'
import { createJudge } from './privacy/known/judge.ts'
import type { Vocabulary } from './privacy/known/vocabulary.ts'
import { createWordSet } from './privacy/known/word-set.ts'
import { createOwnWords } from './privacy/own-words.ts'
import { createRedactor, type Redactor } from './privacy/redactor.ts'
import type { Archive } from './read/archive.ts'
import { type Entry, isEntry, sha256 } from './read/entry.ts'
import { defaultLimits } from './read/limits.ts'
import { packTar } from './read/pack-tar.ts'
import { isForeign } from './read/unpack.ts'
import { readWrapping, type Wrapping } from './read/wrapping.ts'
import { createOwnNames } from './study/manifest/own-names.ts'
import type { ReadStudy } from './study/read-studies.ts'
import type { Study } from './study/study.ts'

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
  for (const { archives, published, readRaw } of studies) {
    const readPublished = (path: string) => (published.includes(path) ? readRaw(path) : undefined)
    looks.push(await learnArchives(archives, redactor, options.kept, readPublished))
  }
  for (const { text, file } of platforms.flatMap(listCaptures)) redactor.learn(text, file.entry)
  for (const look of looks) learnWrappings(look, redactor)
  const published: Published[] = []
  for (const [index, read] of studies.entries())
    published.push(await publishStudy(read, looks[index] ?? new Map(), redactor))
  const downloads = published.flatMap(({ files }) => files)
  return {
    studies: published.map(({ read }) => read),
    platforms: platforms.map(platform => redactPlatform(platform, redactor)),
    downloads: downloads.map(({ path, content }) => ({ path, content })),
    unchanged: new Set(downloads.flatMap(({ path, isRaw }) => (isRaw ? path : []))),
    redactor,
  }
}

/** What people wrote in a platform.yaml, as it is shown. */
function nameHosts({ manifest: { title, description, source, licence, hosts } }: Platform): string {
  const labels = Object.entries(hosts).flatMap(([id, { label }]) => [id, label])
  return [title, description, source, licence, ...labels].join('\n')
}

/** A redactor that knows what the author wrote. */
async function openRedactor(
  studies: ReadStudy[],
  platforms: readonly Platform[],
  { allow = [], hide = [], vocabulary, pages = [] }: PrivacyOptions,
): Promise<Redactor> {
  const readManifest = ({ readRaw }: ReadStudy) => readRaw('study.yaml').then(decode, () => '')
  const methods = await Promise.all(studies.map(readMethods))
  const isOwn = createOwnWords({
    // Captures are named after the commands that they answer.
    pages: [...pages, ...methods.flat(), ...platforms.map(nameHosts), commandIds.join(' ')],
    studies: await Promise.all(studies.map(readManifest)),
  })
  return createRedactor({
    allow,
    hide,
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
  files: Download[]
}

/** A file to be published; raw where it is the very bytes that were read. */
type Download = OutputFile & { isRaw: boolean }

async function publishStudy(read: ReadStudy, looks: Looks, redactor: Redactor): Promise<Published> {
  const folder = `data/${read.id}`
  const emptied: string[] = []
  const redact = createRedactFile(redactor, folder, path => emptied.push(path))
  const files = await publish(read, looks, redact, redactor)
  const told = read.messages.map(message => ({
    ...message,
    reason: redactor.redact(message.reason),
    file: redactor.redact(message.file),
  }))
  const study = read.study && redactStudy(read.study, files, redactor)
  const messages = emptied.length > 0 ? [...told, unsearched(emptied, folder)] : told
  return { read: { ...read, study, messages }, files }
}

/** What the author says of how things were measured, and the scripts: it lies beside study.yaml. */
async function readMethods({ study, readRaw }: ReadStudy): Promise<string[]> {
  const own = (study?.ingest ?? []).filter(
    ({ archive, use }) => archive === '.' && use === 'method',
  )
  return Promise.all(own.map(async ({ path }) => decode(await readRaw(path))))
}

/**
 * All that archives give away of whom and what they are from, and what each is made of, by its path.
 *
 * @param readRaw the bytes of an archive that is to be published
 */
export async function learnArchives(
  archives: readonly Archive[],
  redactor: Redactor,
  kept?: Kept,
  readRaw?: (path: string) => Promise<Uint8Array> | undefined,
): Promise<Looks> {
  const looks: Looks = new Map()
  for (const archive of archives) {
    const look = await lookOnce(archive, redactor, kept, readRaw)
    redactor.learnFindings(look.findings)
    looks.set(archive.path, look)
  }
  return looks
}

/** What one look at an archive came to, as plain JSON. */
interface Look {
  findings: Finding[]
  /** A set of words, printed. */
  words: string
  /** Whether each of its files was read, and is text. */
  isWhole: boolean
  /** What is around its files; missing where it is not published as one. */
  wrapping?: Wrapping
}

type Looks = Map<string, Look>

/** A look at each file of an archive, from memory where it was looked at before. */
async function lookOnce(
  archive: Archive,
  { examine }: Redactor,
  kept?: Kept,
  readRaw?: (path: string) => Promise<Uint8Array> | undefined,
): Promise<Look> {
  const known = (await kept?.get(archive.sha256)) as Look | undefined
  if (known) return known
  const findings: Finding[] = []
  const words = createWordSet()
  const paths: string[] = []
  let isWhole = true
  for await (const item of archive.read()) {
    if (!isEntry(item)) {
      isWhole = false
      continue
    }
    const { path, bytes } = item
    paths.push(path)
    const isText = !isUnsearchable(bytes)
    isWhole &&= isText || bytes.length === 0
    findings.push(...examine(isText ? decode(bytes) : '', path, words))
  }
  const raw = await readRaw?.(archive.path)
  const wrapping = raw && (await readAround(raw, paths))
  const look = { findings, words: words.print(), isWhole, ...(wrapping && { wrapping }) }
  await kept?.set(archive.sha256, look)
  return look
}

/** What is around files, without the names of these and of their folders. */
async function readAround(raw: Uint8Array, paths: readonly string[]): Promise<Wrapping> {
  const wrapping = await readWrapping(raw, defaultLimits)
  const files = paths.map(path => `/${path}`)
  const folders = files.flatMap(path =>
    [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index)),
  )
  const known = new Set([...files, ...folders])
  const isElse = (name: string) =>
    !known.has(`/${name.replace(/^\.\/|\/$/g, '')}`.replace(/\/$/, ''))
  return { ...wrapping, names: wrapping.names.filter(isElse) }
}

/** What is written around the files of archives that are to be published; owners are people. */
function learnWrappings(looks: Looks, redactor: Redactor): void {
  for (const { wrapping } of looks.values()) {
    for (const owner of wrapping?.owners ?? []) redactor.learn(`user=${owner}`)
    for (const name of wrapping?.names ?? []) redactor.learn(name)
  }
}

/** Archives as they are where nothing in them is private, else packed again without it. */
async function publish(
  { id, archives, published, readRaw }: ReadStudy,
  looks: Looks,
  redact: RedactFile,
  redactor: Redactor,
): Promise<Download[]> {
  const files: Download[] = []
  for (const path of published) {
    const raw = await readRaw(path)
    const archive = archives.find(candidate => candidate.path === path)
    const content = archive
      ? await redactArchive(archive, raw, looks.get(path), redact, redactor)
      : redact({ path, bytes: raw }).bytes
    files.push({ path: archivePath(id, path), content, isRaw: content === raw })
  }
  const loose = archives.find(({ path }) => path === '.')
  const entries = loose ? await redactLoose(loose, published, redact) : []
  if (entries.length > 0) {
    files.push({
      path: downloadPath(id, looseFiles),
      content: await packTar(entries),
      isRaw: false,
    })
  }
  return files
}

/** What lies loose and is not published by itself: files of runs, captures, and what is of no use. */
async function redactLoose(loose: Archive, published: string[], redact: RedactFile) {
  const entries: Entry[] = []
  for await (const item of loose.read()) {
    if (isEntry(item) && !published.includes(item.path)) entries.push(redact(item))
  }
  return entries
}

/** An archive as it is where nothing is replaced; what was refused when it was read is not published either. */
async function redactArchive(
  archive: Archive,
  raw: Uint8Array,
  look: Look | undefined,
  redact: RedactFile,
  redactor: Redactor,
): Promise<Uint8Array> {
  const isBare = look?.wrapping !== undefined && isPlain(look.wrapping, redact)
  if (isBare && look?.isWhole && redactor.isUntouched(look.findings, createWordSet(look.words)))
    return raw
  const entries: Entry[] = []
  let isChanged = !isBare
  for await (const item of archive.read()) {
    if (!isEntry(item)) {
      isChanged = true
      continue
    }
    const { path, bytes } = redact(item)
    isChanged ||= bytes !== item.bytes || path !== item.path
    entries.push({ path, bytes })
  }
  // Other kinds of archives are packed as tar; their name then says what they were.
  return isChanged ? packTar(entries) : raw
}

/** Whether nothing around the files of an archive is anybody's. */
function isPlain({ owners, names, hasMore }: Wrapping, redact: RedactFile): boolean {
  const nothing = new Uint8Array(0)
  return (
    !hasMore &&
    owners.every(isCommonUser) &&
    names.every(path => redact({ path, bytes: nothing }).path === path)
  )
}

type RedactFile = (file: Entry) => Entry

/**
 * A file without what is private: the same bytes where it holds none. What cannot be searched is
 * emptied and told, unless its name is allowed; and even then where it holds a learnt value.
 */
function createRedactFile(
  redactor: Redactor,
  folder: string,
  tell: (path: string) => void,
): RedactFile {
  return ({ path, bytes }) => {
    const name = redactor.redact(path, folder)
    if (!isUnsearchable(bytes))
      return { path: name, bytes: redactText(bytes, redactor, `${folder}/${name}`) }
    const isAllowed = redactor.allows(path.slice(path.lastIndexOf('/') + 1))
    if (isAllowed && !redactor.leaks(latin1(bytes)).some(leak => leak.isLearnt))
      return { path: name, bytes }
    if (bytes.length > 0) tell(name)
    return { path: name, bytes: new Uint8Array(0) }
  }
}

function redactText(bytes: Uint8Array, redactor: Redactor, path: string): Uint8Array {
  const text = decode(bytes)
  const redacted = redactor.redact(text, path)
  return redacted === text ? bytes : Buffer.from(redacted)
}

/** Whether bytes are no text, or hold some that is compressed: `perf.data`, `x.tar.xz`, a PDF. */
function isUnsearchable(bytes: Uint8Array): boolean {
  return isBinary(bytes) || isForeign(bytes) || latin1(bytes.subarray(0, 4)) === '%PDF'
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

function unsearched(paths: string[], file: string): Message {
  const [first = ''] = paths
  const others = paths.length > 1 ? ` and ${paths.length - 1} more` : ''
  return {
    severity: 'warning',
    rule: 'unsearched-file',
    reason: `Unexpected file that is no text, \`${first}\`${others}, expected text, which can be searched for what is private; published empty, or as it is where \`allow\` in site/site.yaml lists its name`,
    file,
  }
}

function redactStudy(study: Study, published: OutputFile[], redactor: Redactor): Study {
  const find = (path: string) => published.find(file => file.path === path)
  const publishedAs = (name: string) => find(archivePath(study.id, name))
  const loose = find(downloadPath(study.id, looseFiles))
  const redacted = {
    ...study,
    ...(loose && { looseFiles: describe(loose) }),
    captures: study.captures.map(capture => ({ ...capture, text: redactor.redact(capture.text) })),
    ingest: study.ingest.map(entry => ({
      ...entry,
      ...(entry.use === 'method' && entry.archive === '.' && describe(publishedAs(entry.path))),
      path: redactor.redact(entry.path),
      detail: redactor.redact(entry.detail),
    })),
    messages: study.messages.map(message => ({
      ...message,
      reason: redactor.redact(message.reason),
    })),
    archives: study.archives.map(archive => {
      const hash = describe(publishedAs(archive.path))?.sha256
      return hash === undefined || hash === archive.sha256
        ? archive
        : { ...archive, publishedSha256: hash }
    }),
  }
  const isSame = study.ingest.every(({ path }, index) => path === redacted.ingest[index]?.path)
  return isSame ? redacted : renameEntries(redacted, path => redactor.redact(path))
}

/** Of a file as it is published, not as it was read. */
function describe(file: OutputFile | undefined) {
  return file && { bytes: Buffer.byteLength(file.content), sha256: sha256(file.content) }
}

function redactPlatform(platform: Platform, redactor: Redactor): Platform {
  const redacted = {
    ...platform,
    hosts: platform.hosts.map(host => ({
      ...host,
      captures: host.captures.map(capture => ({
        ...capture,
        text: redactor.redact(capture.text, `data/${platform.id}/${capture.file.entry}`),
      })),
    })),
  }
  return renameEntries(redacted, path => redactor.redact(path))
}

/** A copy in which each reference to a file has the name that the file is published under. */
function renameEntries<T>(value: T, rename: (entry: string) => string): T {
  if (Array.isArray(value)) return value.map(item => renameEntries(item, rename)) as T
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value
  const copy = Object.entries(value).map(([key, item]) => [key, renameEntries(item, rename)])
  const result = Object.fromEntries(copy)
  if (isFileRef(value)) result.entry = rename(value.entry)
  return result
}

function isFileRef(value: object): value is FileRef {
  return 'archive' in value && 'sha256' in value && 'entry' in value
}
