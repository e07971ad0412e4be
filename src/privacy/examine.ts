import { sha256 } from '../read/entry.ts'
import { findLabelled } from './find-labelled.ts'
import { findShaped } from './find-shaped.ts'
import type { Found } from './found.ts'
import type { Kind } from './kinds.ts'
import { copy } from './known/copy.ts'
import type { Judge } from './known/judge.ts'
import type { WordSet } from './known/word-set.ts'
import { toPieces } from './pieces.ts'
import { toPublicWords } from './public-facts.ts'
import { inWindows, toWhole } from './spans.ts'
import { splitUnknown } from './split-unknown.ts'
import { toWindows, type Window } from './windows.ts'

/** Longer texts are reports of runs, which say nothing of a host. */
const longestCapture = 4 * 1024 ** 2

/** A text that is looked at as a whole sooner than in parts. */
const shortText = 100_000

/** A text of which the findings are kept, should it come again: a path, a file of one line. */
const longestShort = 400

/**
 * What one look at a text came to, as plain JSON: it depends on the text, its path and the lists of
 * words alone, so that it can be kept beside the digest. What is empty is left out.
 */
export interface Finding {
  /** Of the text, so that it is recognised when it comes to be published. */
  hash?: string
  /** What stands where only private values do. */
  labelled?: [Kind, string][]
  /** What has the shape of a private value. */
  shaped?: [Kind, string][]
  /** Chunks that no list has, each once, but for those in what was found. */
  unknown?: string[] | undefined
  /** What has the shape of an address and is called a version. */
  harmless?: string[]
  /** What it says of models and versions: words that are public from then on. */
  says?: string[]
  /** Words that a pseudonym could be taken for. */
  alike?: string[]
  /** It is of a path, and not of a text. */
  isPath?: true
}

/**
 * Looks at texts: what is private by a label or a shape, and what no list of words has.
 *
 * @param words is told of all words of the text and of its path
 * @param isPart whether it is one of several pieces, which says less than a whole text
 */
export type Examine = (text: string, path?: string, words?: WordSet, isPart?: boolean) => Finding[]

export function createExamine(judge?: Judge): Examine {
  /** What was found in short texts: paths repeat from one archive to the next. */
  const known = new Map<string, Finding>()
  const unlisted = new Map<string, boolean>()
  return (text, path = '', words, isPart = false) => {
    const line = toLabelledLine(path, text)
    const pieces = toPieces(text).map(piece => ({
      ...examineShort(piece, words),
      hash: hashText(piece),
    }))
    // The words of the line are those of the path and of the text.
    const ofLine: Finding = { ...examineShort(line ?? ''), unknown: undefined }
    const inPath = examineShort(path, words)
    const ofPath: Finding = Object.keys(inPath).length > 0 ? { ...inPath, isPath: true } : {}
    const findings: Finding[] = [ofPath, ofLine, ...pieces]
    // What is said matters where a word of the text is on no list.
    const isCapture =
      !isPart &&
      text.length <= longestCapture &&
      pieces.some(({ unknown = [] }) => unknown.some(isUnlisted))
    const says = isCapture ? toPublicWords(text, path) : []
    return [...findings, ...(says.length > 0 ? [{ says: says.map(copy) }] : [])].filter(finding =>
      Object.values(finding).some(value => value !== undefined),
    )
  }

  /** Whether a part of a chunk, without marks and endings around it, is on no list. */
  function isUnlisted(value: string): boolean {
    return recall(unlisted, value, () =>
      splitUnknown({ value, start: 0, end: value.length }, () => false).some(
        part => judge?.scan(part.value).unknown.length !== 0,
      ),
    )
  }

  function examineShort(text: string, words?: WordSet): Finding {
    if (text.length > longestShort) return examinePiece(text, words)
    if (words && known.has(text)) judge?.scan(text, words)
    return recall(known, text, () => examinePiece(text, words))
  }

  function examinePiece(text: string, words?: WordSet): Finding {
    const scan = judge?.scan(text, words)
    const harmless = new Set<string>()
    const windows = scan ? toRuleWindows(text, scan.doubts) : toWhole(text)
    const tell = (value: string) => void harmless.add(value)
    const labelled = inWindows(text, windows, findLabelled)
    const shaped = inWindows(text, windows, part => findShaped(part, { tell }))
    const isIn = coveredBy([...labelled, ...shaped])
    const unknown = (scan?.unknown ?? []).filter(({ start, end }) => !isIn(start, end))
    const finding = {
      labelled: labelled.map(toPair),
      shaped: shaped.map(toPair),
      unknown: [...new Set(unknown.map(({ value }) => value))].map(copy),
      harmless: [...harmless].map(copy),
      alike: (scan?.alike ?? []).map(copy),
    }
    const parts = Object.entries(finding).filter(([, values]) => values.length > 0)
    return Object.fromEntries(parts)
  }
}

const mostRecalled = 20_000

function recall<T>(known: Map<string, T>, text: string, make: () => T): T {
  let result = known.get(text)
  if (result === undefined) {
    result = make()
    if (known.size >= mostRecalled) known.clear()
    known.set(copy(text), result)
  }
  return result
}

function toPair({ kind, value }: Found): [Kind, string] {
  return [kind, copy(value)]
}

/** By what a text is recognised. */
export function hashText(text: string): string {
  return sha256(text).slice(0, 32)
}

/** The lines that rules of labels must look at. */
export function toRuleWindows(text: string, doubts: readonly number[]): Window[] {
  if (doubts.length === 0) return []
  return text.length < shortText ? toWhole(text) : toWindows(text, doubts)
}

/** Whether a part of a text lies in one of the values that were found in it. */
function coveredBy(found: readonly Found[]): (start: number, end: number) => boolean {
  const sorted = [...found].sort((a, b) => a.start - b.start)
  const ends: number[] = []
  for (const { start, value } of sorted) ends.push(Math.max(ends.at(-1) ?? 0, start + value.length))
  return (start, end) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle]?.start ?? 0) <= start) low = middle + 1
      else high = middle
    }
    return low > 0 && (ends[low - 1] ?? 0) >= end
  }
}

/** `host/product_serial.txt` of one line as `product_serial: X`, the way `grep .` prints it. */
function toLabelledLine(path: string, text: string): string | undefined {
  const line = text.slice(0, 300).trim()
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:txt|out|log)$/i, '')
  return name !== '' && text.length <= 300 && /^[^\r\n]+$/.test(line)
    ? `${name}: ${line}`
    : undefined
}
