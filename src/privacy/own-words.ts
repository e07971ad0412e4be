import { scanChunks } from './known/tokens.ts'
import type { Vocabulary } from './known/vocabulary.ts'
import { hashWord } from './known/word-hash.ts'

/** What people wrote: the words of pages, and those of studies, which names are joined from. */
export interface Authored {
  /** Pages, site.yaml: each of their words and compounds as it stands. */
  pages: readonly string[]
  /** Each study.yaml: levels, labels, ids of runs, names of files. */
  studies: readonly string[]
}

/** Whether a chunk is one that people wrote, or a name that is joined from words of studies. */
export function createOwnWords({ pages, studies }: Authored): (chunk: string) => boolean {
  const said = new Set([...pages, ...studies].flatMap(listChunks))
  const parts = new Set(studies.flatMap(listChunks).flatMap(toParts))
  return chunk => {
    const lower = chunk.toLowerCase()
    return said.has(lower) || toParts(lower).every(part => isJoint(part) || parts.has(part))
  }
}

/** The words of texts that no list has, sorted: what else people say changes nothing of what is known. */
export function listUnlisted(texts: readonly string[], { has }: Vocabulary): string[] {
  const said = [...new Set(texts.flatMap(listChunks))]
  const isListed = (chunk: string) => has(chunk, 0, chunk.length, hashWord(chunk))
  return said.filter(chunk => /[^ -~]/.test(chunk) || !isListed(chunk)).sort()
}

/** What stands between words in names of runs: numbers, repeats, endings of files. */
function isJoint(part: string): boolean {
  return /^(?:[a-z]?\d{1,4}|json|txt|log|csv|out|err|gz|tar|zst|zip|perf|fio|stat|stdout|stderr)?$/.test(
    part,
  )
}

function listChunks(text: string): string[] {
  const chunks: string[] = []
  scanChunks(text, ({ start, end, lettered }) => {
    if (lettered > 0) chunks.push(text.slice(start, end).toLowerCase())
    return true
  })
  return chunks
}

function toParts(chunk: string): string[] {
  return chunk.split(/[-_.:@+]/)
}
