import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { binomialInterval } from './binomial-interval.ts'
import type { WithheldRow } from './withheld.ts'

/** What a person said of one withheld word: whether it names somebody or one thing of somebody's. */
interface Judgement {
  verdict: 'right' | 'wrong'
  why: string
}

/** A withheld word of a capture that was drawn to be judged. */
export interface Drawn {
  file: string
  word: string
  key: string
}

/** Share of drawn words that were withheld though they name nobody, and those that nobody judged. */
export interface Judged {
  judged: number
  wrong: number
  interval: { lower: number; upper: number }
  missing: Drawn[]
}

/**
 * Withheld words drawn by chance: those of the least hashes, so that a change of the rules changes
 * only the words that it withholds or lets through.
 */
export function drawWithheld(rows: readonly WithheldRow[], count: number): Drawn[] {
  return rows
    .flatMap(({ file, withheld }) =>
      [...new Set(withheld)].map(word => ({ file, word, key: toKey(file, word) })),
    )
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, count)
}

/** Hold drawn words against the judgements beside this file. */
export function judgeDrawn(drawn: readonly Drawn[]): Judged {
  const judgements = readJudgements()
  const known = drawn.flatMap(({ key }) => judgements.get(key) ?? [])
  const wrong = known.filter(({ verdict }) => verdict === 'wrong').length
  return {
    judged: known.length,
    wrong,
    interval: binomialInterval(wrong, known.length, 0.95),
    missing: drawn.filter(({ key }) => !judgements.has(key)),
  }
}

/** A row of the table for a word: it may be a secret, so only its hash and its shape are kept. */
export function toRow({ key, word }: Drawn, { verdict, why }: Judgement): string {
  return [key, toShape(word), verdict, why].join('\t')
}

function readJudgements(): Map<string, Judgement> {
  const path = join(process.cwd(), 'test/corpus/judged-withheld.tsv')
  const rows = readFileSync(path, 'utf8').trim().split('\n').slice(1)
  return new Map(
    rows.map(row => {
      const [key = '', , verdict, why = ''] = row.split('\t')
      return [key, { verdict: verdict === 'wrong' ? 'wrong' : 'right', why }]
    }),
  )
}

function toKey(file: string, word: string): string {
  return createHash('sha256').update(`300 ${file}\t${word}`).digest('hex').slice(0, 20)
}

/** `mt4115_pciconf0` => `aa9999_aaaaaaa9`; of a long word the beginning. */
function toShape(word: string): string {
  return word
    .slice(0, 24)
    .replaceAll(/\p{Lu}/gu, 'A')
    .replaceAll(/\p{L}/gu, letter => (letter === 'A' ? 'A' : 'a'))
    .replaceAll(/\d/g, '9')
}
