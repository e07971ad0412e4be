import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decode } from '../../src/parse/decode.ts'
import { splitCaptures } from '../../src/parse/host/captures/split.ts'
import { toFacts } from '../../src/parse/host/facts/to-facts.ts'
import { createExamine } from '../../src/privacy/examine.ts'
import { createJudge } from '../../src/privacy/known/judge.ts'
import { readVocabulary } from '../../src/privacy/known/vocabulary.ts'
import { createRedactor } from '../../src/privacy/redactor.ts'
import { corpus, hasCorpus, listCorpus } from '../corpus/corpus.ts'
import { damage, mulberry32 } from '../helpers/damage.ts'
import { repository } from '../helpers/technote.ts'

const cases = 10_000
const mostMilliseconds = 3000
/** Larger captures would take the time of many others. */
const mostBytes = 60_000

const folders = ['data/reference-platform/hypervisor', 'test/privacy/cases', 'test/privacy/alone']
const own = folders.flatMap(folder =>
  readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
    .filter(item => item.isFile())
    .map(item => join(item.parentPath, item.name)),
)
const others = hasCorpus ? listCorpus('environment').map(path => join(corpus, path)) : []
const seeds = [...own, ...others]
  .sort()
  .map(path => ({ path, bytes: readFileSync(path) }))
  .filter(({ bytes }) => bytes.length <= mostBytes)

test(`${cases} damaged captures: facts and privacy neither throw nor hang`, {
  timeout: 900_000,
}, async () => {
  const next = mulberry32(20261201)
  const vocabulary = await readVocabulary(`${repository}/`)
  for (let number = 0; number < cases; number += 1) {
    const { path, bytes } = seeds[Math.floor(next() * seeds.length)] as (typeof seeds)[number]
    const file = path.slice(path.lastIndexOf('/') + 1)
    const name = `case ${number}, ${file}`
    const text = decode(damage(bytes, next))
    const begin = performance.now()
    const facts = splitCaptures({ archive: '.', sha256: '', entry: file }, text).flatMap(toFacts)
    for (const { value } of facts) expect(value.length, name).toBeLessThan(text.length + 100)
    createExamine(createJudge(vocabulary))(text, file)
    const redactor = createRedactor()
    redactor.learn(text)
    redactor.leaks(redactor.redact(text))
    expect(performance.now() - begin, name).toBeLessThan(mostMilliseconds)
  }
})
