import type { Kept } from '../parse/build-effects.ts'
import type { Examine, Finding } from '../privacy/examine.ts'
import { createWordSet, type WordSet } from '../privacy/known/word-set.ts'
import { readPieces } from '../privacy/pieces.ts'
import type { Redactor } from '../privacy/redactor.ts'
import type { Archive } from '../read/archive.ts'
import { type Entry, listValues } from '../read/entry.ts'
import type { Wrapping } from '../read/wrapping.ts'
import { isUnsearchable } from './redact-file.ts'

/** All that archives give away of whom and what they are from, and what each is made of, by its path. */
export async function learnArchives(
  archives: readonly Archive[],
  redactor: Redactor,
  kept?: Kept,
): Promise<Looks> {
  const looks: Looks = new Map()
  for (const archive of archives) {
    const look = await lookOnce(archive, redactor, kept)
    if (archive.path !== '.') redactor.learn('', archive.path)
    redactor.learnFindings(look.findings)
    looks.set(archive.path, look)
  }
  return looks
}

/** What one look at an archive came to, as plain JSON. */
export interface Look {
  findings: Finding[]
  /** A set of words, printed. */
  words: string
  /** Whether each of its files was read, and is text. */
  isWhole: boolean
  /** What is around its files, but for the names of these and of their folders. */
  wrapping: Wrapping
}

export type Looks = Map<string, Look>

/** A look at each file of an archive, from memory where it was looked at before. */
async function lookOnce(archive: Archive, { examine }: Redactor, kept?: Kept): Promise<Look> {
  const known = (await kept?.get(archive.sha256)) as Look | undefined
  if (known) return known
  const words = createWordSet()
  const { found, wrapping } = await archive.walk(async entry => {
    const { path, head } = entry
    const isText = !isUnsearchable(head)
    const findings = isText ? await examineEntry(entry, examine, words) : examine('', path, words)
    return { path, findings, isWhole: isText || head.length === 0 }
  })
  const files = listValues(found)
  const look = {
    findings: files.flatMap(({ findings }) => findings),
    words: words.print(),
    isWhole: files.length === found.length && files.every(({ isWhole }) => isWhole),
    wrapping: withoutFiles(
      wrapping,
      files.map(({ path }) => path),
    ),
  }
  await kept?.set(archive.sha256, look)
  return look
}

async function examineEntry(entry: Entry, examine: Examine, words: WordSet): Promise<Finding[]> {
  const findings: Finding[] = []
  let isFirst = true
  for await (const piece of readPieces(entry)) {
    findings.push(...examine(piece, isFirst ? entry.path : '', words, !isFirst))
    isFirst = false
  }
  return findings
}

/** What is around files, without the names of these and of their folders. */
function withoutFiles(wrapping: Wrapping, paths: readonly string[]): Wrapping {
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
export function learnWrappings(looks: Looks, redactor: Redactor): void {
  for (const { wrapping } of looks.values()) {
    for (const owner of wrapping.owners) redactor.learn(`user=${owner}`)
    for (const name of wrapping.names) redactor.learn(name)
  }
}
