import { sha256 } from '../read/entry.ts'
import { createAllowed } from './allowed.ts'
import { type Found, findLabelled } from './find-labelled.ts'
import { canonical, isFullName, spellings, toDomain, toShortName } from './forms.ts'
import { extensions } from './grammars.ts'
import type { Judge, Unknown } from './judge.ts'
import { isTelling, type Kind, pseudonym, pseudonyms } from './kinds.ts'
import { createLearnt } from './learnt.ts'
import { toPieces } from './pieces.ts'
import { toPublicWords } from './public-facts.ts'
import { type ShapeRule, shapeRules } from './shapes.ts'
import { toWindows, type Window } from './windows.ts'
import { createWithheldLog, type Withheld } from './withheld.ts'

/** Longer texts are reports of runs, which say nothing of a host. */
const longestCapture = 4 * 1024 ** 2

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
}

export function createRedactor({
  judge,
  allow = [],
  hide = [],
  isOwn = () => false,
}: RedactorOptions = {}): Redactor {
  const allows = createAllowed(allow)
  const log = createWithheldLog()
  const names = new Map<string, string>()
  const numbers = new Map<Kind, number>()
  const places = new Map<Kind, number>()
  const replaced = new Map<Kind, Set<string>>()
  const learnt = createLearnt()
  /** Hashes of texts in which nothing is private by itself: most, and they are seen thrice. */
  const clean = new Set<string>()
  /** Of these, the texts that have nothing unknown either. */
  const plain = new Set<string>()
  /** What has the shape of an address and was called a version where it stood. */
  const harmless = new Set<string>()
  const fullNames = new Map<string, string>()
  for (const value of hide) learnt.add(value, 'name', value)

  return {
    learn: (text, path = '') => {
      learnPiece(path)
      const line = toLabelledLine(path, text)
      if (line !== undefined) learnPiece(line)
      toPieces(text).forEach(learnPiece)
      if (judge && text.length <= longestCapture && judge.findUnknown(text).length > 0) {
        for (const said of toPublicWords(text, path)) judge.release(said)
      }
    },
    redact: (text, path = '') =>
      toPieces(text)
        .map(piece => redactPiece(piece, path))
        .join(''),
    leaks,
    allows,
    counts,
    withheld: log.list,
  }

  function learnPiece(text: string): void {
    // A name inside a longer value, such as a node in the path of a boot server, counts too.
    const windows = toDoubts(text)
    const found = inWindows(text, windows, part => [...findAllowed(part), ...findShaped(part)])
    if (found.length === 0) {
      const hash = sha256(text)
      clean.add(hash)
      if (judge && findUnknown(text, judge).length === 0) plain.add(hash)
    }
    for (const { kind, value } of found) remember(kind, value)
  }

  function remember(kind: Kind, value: string): void {
    toName(kind, value)
    if (!isTelling(kind, value)) return
    for (const spelling of spellings(kind, value)) {
      const isSure = spelling === value || kind !== 'host' || isTelling(kind, spelling)
      if (isSure && !allows(spelling)) learnt.add(spelling, kind, value)
    }
    const domain = kind === 'host' ? toDomain(value) : undefined
    if (domain !== undefined && !allows(domain)) remember('domain', domain)
  }

  function redactPiece(text: string, path: string): string {
    const hash = sha256(text)
    if (plain.has(hash)) return replaceAt(text, withoutOverlaps(findLearnt(text)))
    const windows = toDoubts(text)
    const isClean = clean.has(hash)
    const labelled = isClean ? text : replaceAt(text, findPrivate(text, windows))
    const known = withoutOverlaps(findLearnt(labelled))
    note(known, labelled, path)
    const result = replaceAt(labelled, known)
    const shaped = isClean
      ? result
      : replaceAt(result, withoutOverlaps(inWindows(result, toDoubts(result), findShaped)))
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
  function findUnknown(text: string, { findUnknown, isKnown }: Judge): Found[] {
    return findUnknown(text).flatMap(unknown =>
      splitUnknown(unknown).filter(({ value }) => !allows(value) && !isKnown(value)),
    )
  }

  function leaks(text: string, isData = false): Leak[] {
    let line = 1
    return toPieces(text).flatMap(piece => {
      const found = findLeaks(piece, line, isData)
      line += countLines(piece, 0, piece.length)
      return found
    })
  }

  function findLeaks(text: string, firstLine: number, isData: boolean): Leak[] {
    const known = findLearnt(text).map(found => ({
      ...found,
      name: toName(found.kind, found.value),
      isLearnt: true,
    }))
    // A page sets a value apart from the label that told what it is.
    const hash = sha256(text)
    const shaped = clean.has(hash)
      ? []
      : inWindows(text, isData ? toDoubts(text) : toWhole(text), part => findShaped(part, harmless))
    const unknown = judge && isData && !plain.has(hash) ? findUnknown(text, judge) : []
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

  function counts() {
    return [...replaced].map(([kind, values]) => ({
      kind,
      values: values.size,
      places: places.get(kind) ?? 0,
    }))
  }

  function findPrivate(text: string, windows: readonly Window[]): Found[] {
    return withoutOverlaps(inWindows(text, windows, findAllowed))
  }

  /** The lines that rules must look at; all of them where nobody knows words. */
  function toDoubts(text: string): Window[] {
    if (!judge) return toWhole(text)
    const doubts = judge.findDoubts(text)
    return doubts.length > 0 && text.length < shortText ? toWhole(text) : toWindows(text, doubts)
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

  /** @param known values that need no label to be harmless, unless one calls them an address */
  function findShaped(text: string, known?: ReadonlySet<string>): Found[] {
    const found = shapeRules
      .filter(({ needs, hint }) => text.includes(needs) && hint?.test(text) !== false)
      .flatMap(rule =>
        [...text.matchAll(rule.pattern)].flatMap(({ 0: value, index: start }) =>
          isShaped(rule, text, value, start, known) ? { kind: rule.kind, value, start } : [],
        ),
      )
    return withoutOverlaps(found)
  }

  function isShaped(
    { kind, isHarmless, isNamed }: ShapeRule,
    text: string,
    value: string,
    start: number,
    known?: ReadonlySet<string>,
  ): boolean {
    if (allows(value) || (kind === 'host' && isOwn(value))) return false
    const near = text.slice(Math.max(0, start - 160), start)
    const before = near.slice(near.lastIndexOf('\n') + 1)
    const after = text.slice(start + value.length, start + value.length + 24)
    if (known?.has(value) && !isNamed?.(before, after)) return false
    if (!isHarmless?.(value, before, after)) return true
    if (isNamed) harmless.add(value)
    return false
  }

  function replaceAt(text: string, found: Found[]): string {
    let result = ''
    let end = 0
    for (const { kind, value, start } of found) {
      const name = toReplacement(kind, value)
      result += text.slice(end, start) + (isNumberInJson(text, value, start) ? `"${name}"` : name)
      end = start + value.length
    }
    return result + text.slice(end)
  }

  function toReplacement(kind: Kind, value: string): string {
    places.set(kind, (places.get(kind) ?? 0) + 1)
    const name = toName(kind, value)
    if (kind === 'word' && isTelling(kind, value)) learnt.add(value, kind, value)
    const values = replaced.get(kind) ?? new Set()
    replaced.set(kind, values.add(name))
    return name
  }

  /** The same pseudonym for a value in each of its spellings, by order of appearance. */
  function toName(kind: Kind, value: string): string {
    const known = learnt.get(value) ?? learnt.get(value.replace(/(?:20)+$/, ''))
    const [of, said] = known ? [known.kind, known.value] : [kind, value]
    const form = canonical(of, said)
    const key = `${of} ${of === 'host' && isFullName(form) ? toHost(form) : form}`
    let name = names.get(key)
    if (name === undefined) {
      const number = (numbers.get(of) ?? 0) + 1
      numbers.set(of, number)
      name = `${of}-${number}`
      names.set(key, name)
    }
    return name
  }

  /** The short name for the first machine that has it: another domain may have one like it. */
  function toHost(fullName: string): string {
    const short = toShortName(fullName)
    const first = fullNames.get(short) ?? fullName
    fullNames.set(short, first)
    return first === fullName ? short : fullName
  }
}

/** A text that is looked at as a whole sooner than in parts. */
const shortText = 100_000

function toWhole(text: string): Window[] {
  return [{ start: 0, end: text.length }]
}

/** What is found in parts of a text, by its place in the whole. */
function inWindows(
  text: string,
  windows: readonly Window[],
  find: (part: string) => Found[],
): Found[] {
  return windows.flatMap(({ start, end }) =>
    find(text.slice(start, end)).map(found => ({ ...found, start: found.start + start })),
  )
}

/** A name before the endings of a file; these tell what it is. */
const ending = new RegExp(String.raw`^(.+?)(?:\.(?:${extensions}))+$`, 'i')

/** Parts of what is not known, without the pseudonyms that stand in it. */
function splitUnknown({ value, start }: Unknown): Found[] {
  const found: Found[] = []
  let at = 0
  for (const part of value.split(pseudonyms)) {
    const bare = part.replaceAll(/^[-_.:@+]+|[-_.:@+]+$/g, '').replace(ending, '$1')
    const offset = value.indexOf(bare, at)
    if (bare !== '') found.push({ kind: 'word', value: bare, start: start + offset })
    at = offset + part.length
  }
  return found
}

/** Of values that overlap, the one that begins first, then the longest. */
function withoutOverlaps(found: Found[]): Found[] {
  const sorted = [...found]
    .filter(({ value }) => value !== '' && !pseudonym.test(value))
    .sort((a, b) => a.start - b.start || b.value.length - a.value.length)
  const kept: Found[] = []
  let end = 0
  for (const item of sorted) {
    if (item.start < end) continue
    kept.push(item)
    end = item.start + item.value.length
  }
  return kept
}

/** A number stands in JSON as it is, a pseudonym does not: smartctl writes names of disks so. */
function isNumberInJson(text: string, value: string, start: number): boolean {
  return /^\d+$/.test(value) && /": {0,2}$/.test(text.slice(Math.max(0, start - 4), start))
}

/** `host/product_serial.txt` of one line as `product_serial: X`, the way `grep .` prints it. */
function toLabelledLine(path: string, text: string): string | undefined {
  const line = text.slice(0, 300).trim()
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:txt|out|log)$/i, '')
  return name !== '' && text.length <= 300 && /^[^\r\n]+$/.test(line)
    ? `${name}: ${line}`
    : undefined
}

/** Of a part that is looked at once: a text of one line would be searched to its end each time. */
function countLines(text: string, from: number, to: number): number {
  return text.slice(from, to).split('\n').length - 1
}
