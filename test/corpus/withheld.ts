import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from '../../src/parse/decode.ts'
import { splitCaptures } from '../../src/parse/host/captures/split.ts'
import { toFacts } from '../../src/parse/host/facts/to-facts.ts'
import { createJudge } from '../../src/privacy/known/judge.ts'
import { scanChunks } from '../../src/privacy/known/tokens.ts'
import {
  openVocabulary,
  type Vocabulary,
  vocabularyFolder,
} from '../../src/privacy/known/vocabulary.ts'
import { fold } from '../../src/privacy/known/word-hash.ts'
import { createRedactor } from '../../src/privacy/redactor.ts'
import { corpus } from './corpus.ts'

/** What is withheld of one capture when its own source has not helped to tell the known words. */
export interface WithheldRow {
  file: string
  words: number
  withheld: string[]
  facts: number
  /** Facts that are found in the capture and not in what is published of it. */
  lost: string[]
}

interface Capture {
  file: string
  source: string
  text: string
}

/** Each capture of the corpus, judged by the public lists and the captures of all other sources. */
export function judgeWithheld(): WithheldRow[] {
  const captures = listTexts()
  const sources = countSources(captures)
  const listed = openVocabulary(readFileSync(join(process.cwd(), vocabularyFolder, 'words.bin')))
  return captures.map(capture => {
    const has: Vocabulary['has'] = (text, start, end, hash) =>
      listed.has(text, start, end, hash) ||
      isElsewhere(sources, fold(text.slice(start, end)), capture)
    return judgeCapture(capture, { size: listed.size, has })
  })
}

function judgeCapture({ file, text }: Capture, vocabulary: Parameters<typeof createJudge>[0]) {
  const redactor = createRedactor({ judge: createJudge(vocabulary) })
  redactor.learn(text, file)
  const redacted = redactor.redact(text, file)
  const words = redactor.withheld()
  const after = new Set(listFacts(file, redacted))
  const before = listFacts(file, text)
  return {
    file,
    words: countWords(text),
    withheld: words.flatMap(({ value, places }) => Array<string>(places).fill(value)),
    facts: before.length,
    lost: before.filter(fact => !after.has(fact)),
  }
}

/** Shares of words that are withheld: the median, the 90th percentile and the facts that are lost. */
export function summarizeWithheld(rows: readonly WithheldRow[]) {
  const shares = rows.map(({ words, withheld }) => withheld.length / Math.max(1, words))
  const sorted = shares.sort((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]
  return {
    median: at(0.5) ?? 0,
    p90: at(0.9) ?? 0,
    facts: rows.reduce((sum, { facts }) => sum + facts, 0),
    lost: rows.flatMap(({ file, lost }) => lost.map(fact => `${file}: ${fact}`)),
  }
}

/** Facts by what they are; what they are of, and values, may hold what is private, which is another question. */
function listFacts(file: string, text: string): string[] {
  const captures = splitCaptures({ archive: '.', sha256: '', entry: file }, text)
  return captures.flatMap(toFacts).map(({ key, label }) => `${key} ${label}`)
}

function listTexts(): Capture[] {
  const folder = join(corpus, 'environment')
  const rows = readFileSync(join(folder, 'INDEX.tsv'), 'utf8').trim().split('\n').slice(1)
  return rows.map(row => {
    const [file = '', source = ''] = row.split('\t')
    return { file, source, text: decode(readFileSync(join(folder, file))) }
  })
}

/** The first three sources of each folded word: who has it, and whether two others do. */
function countSources(captures: readonly Capture[]): Map<string, Set<string>> {
  const sources = new Map<string, Set<string>>()
  for (const { source, text } of captures) {
    for (const word of listWords(text)) {
      const known = sources.get(word) ?? new Set()
      sources.set(word, known)
      if (known.size < 3) known.add(source)
    }
  }
  return sources
}

/** Folded chunks and, of those that are joined, their words too. */
function listWords(text: string): Set<string> {
  const words = new Set<string>()
  scanChunks(text, ({ start, end, parts, lettered }) => {
    if (lettered === 0 || end - start > 40) return true
    const chunk = fold(text.slice(start, end))
    for (const word of parts > 1 ? [chunk, ...chunk.split(/[-.@:+]/)] : [chunk]) words.add(word)
    return true
  })
  return words
}

function isElsewhere(sources: Map<string, Set<string>>, word: string, { source }: Capture) {
  const known = sources.get(word)
  return known !== undefined && known.size - (known.has(source) ? 1 : 0) >= 2
}

function countWords(text: string): number {
  let count = 0
  scanChunks(text, ({ parts }) => {
    count += parts
    return true
  })
  return count
}
