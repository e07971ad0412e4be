import { createAllowed } from './allowed.ts'
import { createExamine, type Examine, type Finding, hashText, toRuleWindows } from './examine.ts'
import { findLabelled } from './find-labelled.ts'
import { findShaped } from './find-shaped.ts'
import { createFindingLog } from './finding-log.ts'
import { spellings, toDomain } from './forms.ts'
import type { Found } from './found.ts'
import { isTelling, type Kind, listLikePseudonyms } from './kinds.ts'
import type { Judge, Unknown } from './known/judge.ts'
import type { WordSet } from './known/word-set.ts'
import { createLearnt } from './learnt.ts'
import { toPieces } from './pieces.ts'
import { createPseudonyms } from './pseudonyms.ts'
import { inWindows, isNumberInJson, toSurroundings, toWhole, withoutOverlaps } from './spans.ts'
import { splitUnknown } from './split-unknown.ts'
import type { Window } from './windows.ts'
import { createWithheldLog, type Withheld, type WithheldFile } from './withheld.ts'

/**
 * Takes private values out of text. First it learns, from all the texts, the values that
 * stand where only private ones do; then it replaces these wherever they stand, by
 * pseudonyms that are the same throughout; at last it sweeps for what looks private.
 */
export interface Redactor {
  /**
   * Learn from one text. To be called for every text before the first is redacted.
   *
   * @param path of the file that it is from: `etc/hostname` holds one word, and its name says which
   */
  learn(text: string, path?: string): void
  /** Look at a text; nothing is learnt of it. */
  examine: Examine
  /** Learn what a look at a text came to. */
  learnFindings(findings: readonly Finding[]): void
  /** All that was learnt and told harmless so far, for a redactor that is to find the same. */
  learnt(): Finding[]
  /** Whether nothing would be replaced in texts with these findings and words, nor in their paths. */
  isUntouched(findings: readonly Finding[], words: WordSet): boolean
  /** @param path of the file that it is from, where what is withheld is to be counted */
  redact(text: string, path?: string): string
  /**
   * What a finished text still holds that is private, as pseudonyms: `mac-3`.
   *
   * @param isData whether it came from an archive: then each of its words must be known
   */
  leaks(text: string, isData?: boolean): Leak[]
  /** Whether the author said that a value may be published. */
  allows(value: string): boolean
  /** How many different values of each kind were replaced so far. */
  counts(): { kind: Kind; values: number; places: number }[]
  /** Words that were withheld because they are not known, the most frequent first. */
  withheld(): Withheld[]
  /** How many of these stand in each file, which has the name that it is published under. */
  withheldFiles(): WithheldFile[]
}

export interface Leak {
  kind: Kind
  /** 1-based line of the text. */
  line: number
  name: string
  /** It stood behind a label somewhere; else it only has the shape. */
  isLearnt: boolean
  value: string
}

export interface RedactorOptions {
  /** Tells the words that are known; without it only labels and shapes tell what is private. */
  judge?: Judge
  /** Values that look private and may be published. */
  allow?: readonly string[]
  /** Values that are private wherever they stand, known or not. */
  hide?: readonly string[]
  /** Whether what has the shape of a name of a machine is one that the program made. */
  isOwn?: (name: string) => boolean
  /** What people wrote: no pseudonym is a word of it. */
  written?: readonly string[]
}

export function createRedactor({
  judge,
  allow = [],
  hide = [],
  isOwn = () => false,
  written = [],
}: RedactorOptions = {}): Redactor {
  const allows = createAllowed(allow)
  const log = createWithheldLog()
  const places = new Map<Kind, number>()
  const replaced = new Map<Kind, Set<string>>()
  const learnt = createLearnt()
  const findings = createFindingLog()
  const { toName, isGiven, avoid } = createPseudonyms(value => learnt.get(value))
  /** Values that were found, in their order: they are named when all words are known. */
  const unnamed: [Kind, string][] = []
  const examine = createExamine(judge)
  /** Of each text that was learnt, by its hash. */
  const learntTexts = new Map<string, { isClean: boolean; unknown: readonly string[] }>()
  /** Chunks that no list has; whether the author or a maker said them is known when all is read. */
  const pending = new Set<string>()
  /** What has the shape of an address and was called a version where it stood. */
  const harmless = new Set<string>()
  for (const value of hide) learnt.add(value, 'name', value)
  for (const text of written) for (const word of listLikePseudonyms(text)) avoid(word)

  return {
    learn: (text, path = '') => learnFindings(examine(text, path)),
    examine,
    learnFindings,
    learnt: () => [...findings.list(), { harmless: [...harmless] }],
    isUntouched,
    redact: (text, path = '') => {
      settle()
      return toPieces(text)
        .map(piece => redactPiece(piece, path))
        .join('')
    },
    leaks,
    allows,
    counts,
    withheld: log.list,
    withheldFiles: () =>
      log.files().map(({ file, places }) => ({ file: redactPiece(file, ''), places })),
  }

  function learnFindings(found: readonly Finding[]): void {
    for (const finding of found) {
      findings.add(finding)
      const { hash, unknown = [], harmless: versions = [], says = [], alike = [] } = finding
      const values = toValues(finding)
      if (hash !== undefined) learntTexts.set(hash, { isClean: values.length === 0, unknown })
      for (const [kind, value] of values) remember(kind, value)
      addAll(harmless, versions)
      addAll(pending, unknown)
      for (const word of alike) avoid(word)
      for (const value of says) judge?.release(value)
    }
  }

  function toValues({ labelled = [], shaped = [] }: Finding): [Kind, string][] {
    const named = shaped.filter(([kind, value]) => kind !== 'host' || !isOwn(value))
    // A name inside a longer value, such as a node in the path of a boot server, counts too.
    return [...labelled, ...named].filter(([, value]) => !allows(value))
  }

  function isUntouched(findings: readonly Finding[], words: WordSet): boolean {
    settle()
    return judge !== undefined && findings.every(isPlainFinding) && !learnt.mayBeIn(words)
  }

  function isPlainFinding(finding: Finding): boolean {
    const { hash, isPath, unknown = [] } = finding
    if (hash !== undefined) return isPlain(hash)
    return !isPath || (toValues(finding).length === 0 && !unknown.some(isHidden))
  }

  /** Name what was found, and learn the words that nothing says to be nobody's, before the first text is changed. */
  function settle(): void {
    for (const [kind, value] of unnamed.splice(0)) toName(kind, value)
    const chunks = [...pending].filter(isWithheld)
    pending.clear()
    for (const chunk of chunks) {
      const value = replaceAt(chunk, withoutOverlaps(findLearnt(chunk)), toName)
      const parts = splitUnknown({ value, start: 0, end: value.length }, isGiven)
      for (const { kind, value } of parts)
        if (isWithheld(value) && isTelling(kind, value)) learnt.add(value, kind, value)
    }
  }

  /** Whether a text was learnt, and holds nothing that is private by itself. */
  function isPlain(hash: string): boolean {
    const known = learntTexts.get(hash)
    return known?.isClean === true && !known.unknown.some(isHidden)
  }

  function remember(kind: Kind, value: string): void {
    unnamed.push([kind, value])
    if (!isTelling(kind, value)) return
    for (const spelling of spellings(kind, value)) {
      const isSure = spelling === value || kind !== 'host' || isTelling(kind, spelling)
      if (isSure && !allows(spelling)) learnt.add(spelling, kind, value)
    }
    const domain = kind === 'host' ? toDomain(value) : undefined
    if (domain !== undefined && !allows(domain)) remember('domain', domain)
  }

  function redactPiece(text: string, path: string): string {
    const hash = hashText(text)
    if (isPlain(hash)) return replaceAt(text, withoutOverlaps(findLearnt(text)))
    const isClean = learntTexts.get(hash)?.isClean === true
    const labelled = isClean ? text : replaceAt(text, findPrivate(text))
    const known = withoutOverlaps(findLearnt(labelled))
    note(known, labelled, path)
    const result = replaceAt(labelled, known)
    const shaped = isClean
      ? result
      : replaceAt(result, withoutOverlaps(inWindows(result, toDoubts(result), findShapedHere)))
    const unknown = judge ? findUnknown(shaped, judge) : []
    note(unknown, shaped, path)
    return replaceAt(shaped, unknown)
  }

  function note(found: readonly Found[], text: string, path: string): void {
    if (path === '') return
    for (const { kind, value, start } of found)
      if (kind === 'word') log.add(value, text, start, path)
  }

  /** What is not known, but for pseudonyms in it: `nvme-MODEL_serial-1` is three parts. */
  function findUnknown(text: string, { scan }: Judge): Found[] {
    return scan(text).unknown.flatMap(listWithheld)
  }

  function listWithheld(unknown: Unknown): Found[] {
    if (!isWithheld(unknown.value)) return []
    return splitUnknown(unknown, isGiven).filter(({ value }) => isWithheld(value))
  }

  /** Whether something of a chunk is withheld: `_SB_.LNKB` is not known, but all that is left of it without its mark is. */
  function isHidden(value: string): boolean {
    return listWithheld({ value, start: 0, end: value.length }).length > 0
  }

  function isWithheld(value: string): boolean {
    return judge !== undefined && !judge.isKnown(value) && !allows(value)
  }

  function leaks(text: string, isData = false): Leak[] {
    settle()
    let line = 1
    return toPieces(text).flatMap(piece => {
      const found = findLeaks(piece, line, isData)
      line += countLines(piece, 0, piece.length)
      return found
    })
  }

  function findLeaks(text: string, firstLine: number, isData: boolean): Leak[] {
    const here = findLearnt(text).filter(({ value }) => isData || !isPlainWord(value))
    const known = here.map(found => ({
      ...found,
      name: toName(found.kind, found.value),
      isLearnt: true,
    }))
    const hash = hashText(text)
    const isClean = learntTexts.get(hash)?.isClean === true
    const scan = isPlain(hash) ? undefined : judge?.scan(text)
    // A page sets a value apart from the label that told what it is.
    const windows = scan ? toSurroundings(text, scan.doubts) : toWhole(text)
    const shaped = isClean
      ? []
      : inWindows(text, windows, part => findShaped(part, { allows, isOwn, harmless }))
    const unknown = judge && isData && scan ? findUnknown(text, judge) : []
    const all = [
      ...known,
      ...[...shaped, ...unknown].map(item => ({ ...item, name: item.kind, isLearnt: false })),
    ]
    let line = firstLine
    let at = 0
    const leaks = new Map<(typeof all)[number], Leak>()
    for (const item of [...all].sort((a, b) => a.start - b.start)) {
      line += countLines(text, at, item.start)
      at = item.start
      const { kind, name, isLearnt, value } = item
      leaks.set(item, { kind, line, name, isLearnt, value })
    }
    return all.flatMap(item => leaks.get(item) ?? [])
  }

  /** A word of any page, such as `code`, though a machine is called so: what a page says of hosts is replaced already. */
  function isPlainWord(value: string): boolean {
    return (
      judge !== undefined && /^[a-z]+$/i.test(value) && (value.length < 4 || judge.isKnown(value))
    )
  }

  function counts() {
    return [...replaced].map(([kind, values]) => ({
      kind,
      values: values.size,
      places: places.get(kind) ?? 0,
    }))
  }

  function findPrivate(text: string): Found[] {
    return withoutOverlaps(inWindows(text, toDoubts(text), findAllowed))
  }

  /** The lines that rules must look at; all of them where nobody knows words. */
  function toDoubts(text: string): Window[] {
    return judge ? toRuleWindows(text, judge.scan(text).doubts) : toWhole(text)
  }

  function findShapedHere(text: string): Found[] {
    return findShaped(text, { allows, isOwn, tell: value => harmless.add(value) })
  }

  function findAllowed(text: string): Found[] {
    return findLabelled(text).filter(({ value }) => !allows(value))
  }

  /** A machine of a learnt domain may be public, such as `www.example.com`. */
  function findLearnt(text: string): Found[] {
    return learnt
      .find(text)
      .filter(({ value }) => !allows(value))
      .filter(found => found.kind !== 'word' || !isPartOfKnown(text, found))
  }

  /** Whether a word that is not known stands in a compound that is. */
  function isPartOfKnown(text: string, { value, start }: Found): boolean {
    const before = /[\w.:@+-]*$/.exec(text.slice(Math.max(0, start - 80), start))?.[0] ?? ''
    const end = start + value.length
    const after = /^[\w.:@+-]*/.exec(text.slice(end, end + 80))?.[0] ?? ''
    const chunk = (before + value + after).replaceAll(/^[-.:@+]+|[-.:@+]+$/g, '')
    return chunk.length > value.length && judge?.isKnown(chunk) === true
  }

  function replaceAt(text: string, found: Found[], toText = toReplacement): string {
    let result = ''
    let end = 0
    for (const { kind, value, start } of found) {
      const name = toText(kind, value)
      result += text.slice(end, start) + (isNumberInJson(text, value, start) ? `"${name}"` : name)
      end = start + value.length
    }
    return result + text.slice(end)
  }

  function toReplacement(kind: Kind, value: string): string {
    places.set(kind, (places.get(kind) ?? 0) + 1)
    const name = toName(kind, value)
    const values = replaced.get(kind) ?? new Set()
    replaced.set(kind, values.add(name))
    return name
  }
}

function addAll(to: Set<string>, values: readonly string[]): void {
  for (const value of values) to.add(value)
}

/** Of a part that is looked at once: a text of one line would be searched to its end each time. */
function countLines(text: string, from: number, to: number): number {
  return text.slice(from, to).split('\n').length - 1
}
