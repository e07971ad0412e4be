import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { splitCaptures } from '../../src/environment/captures/split.ts'
import { toFacts } from '../../src/environment/facts/to-facts.ts'
import { createRedactor } from '../../src/environment/redact/redactor.ts'
import { decode } from '../../src/parse/decode.ts'
import { repository } from '../helpers/technote.ts'

/**
 * Real captures that are not ours to publish: read where they lie, if they are there. What
 * they say was written down by hand: `file, key and subject, value`; no value means that
 * nothing may be found. Of a key that is listed for a file and subject, nothing else may be.
 */
const corpus = join(
  process.env.TECHNOTE_CORPUS ?? resolve(repository, '../shared/corpus'),
  'environment',
)

const expected = readFileSync(join(import.meta.dirname, 'corpus-expected.tsv'), 'utf8')
  .split('\n')
  .filter(line => line !== '')
  .map(line => line.split('\t'))
const files = [...new Set(expected.map(([file = '']) => file))]

describe.runIf(existsSync(corpus))('the corpus', () => {
  it('gives the facts that were written down', () => {
    const rows = files.map(judgeFile)
    const total = (pick: (row: (typeof rows)[number]) => number) =>
      rows.reduce((sum, row) => sum + pick(row), 0)
    const wanted = total(row => row.wanted)
    const right = total(row => row.right)
    const wrong = rows.flatMap(row => row.wrong)
    console.log(toTable(rows))
    console.log(
      `${files.length} captures, ${right} of ${wanted} facts: recall ${(right / wanted).toFixed(3)}, ` +
        `precision ${(right / (right + wrong.length)).toFixed(3)}`,
    )
    expect({ missing: rows.flatMap(row => row.missing), wrong }).toEqual({ missing: [], wrong: [] })
  })

  it('has no file that harms the redaction', () => {
    for (const file of files) {
      const redactor = createRedactor()
      const text = decode(readFileSync(join(corpus, file)))
      redactor.learn(text)
      const redacted = redactor.redact(text)
      expect(redacted.split('\n').length, file).toBe(text.split('\n').length)
      expect(redactor.leaks(redacted), file).toEqual([])
    }
  })
})

function judgeFile(file: string) {
  const text = decode(readFileSync(join(corpus, file)))
  const found = splitCaptures({ archive: '.', sha256: '', entry: file }, text).flatMap(toFacts)
  const own = expected.filter(([path]) => path === file)
  const wanted = own.filter(([, , value]) => value)
  const says = (name = '', value = '') =>
    found.some(
      ({ key, subject, value: said }) =>
        [key, subject].filter(Boolean).join(' ') === name && said === value,
    )
  const missing = wanted.filter(([, name, value]) => !says(name, value))
  const wrong = own.flatMap(([, name = '', value]) =>
    found
      .filter(({ key, subject }) =>
        value ? [key, subject].filter(Boolean).join(' ') === name : key === name,
      )
      .filter(
        ({ value: said }) => !own.some(([, other, wanted]) => other === name && wanted === said),
      )
      .map(fact => `${file}: ${name} is ${fact.value}, not ${value || 'anything'}`),
  )
  return {
    file,
    found: found.length,
    wanted: wanted.length,
    right: wanted.length - missing.length,
    missing: missing.map(fields => fields.join(' ')),
    wrong,
  }
}

function toTable(rows: ReturnType<typeof judgeFile>[]): string {
  const lines = rows.map(row =>
    [row.file.padEnd(58), row.found, row.wanted, row.right, row.wrong.length].join('\t'),
  )
  return ['capture\tfacts found\texpected\tright\twrong', ...lines].join('\n')
}
