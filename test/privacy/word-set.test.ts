import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { createJudge } from '../../src/privacy/known/judge.ts'
import { readVocabulary, type Vocabulary } from '../../src/privacy/known/vocabulary.ts'
import { createWordSet } from '../../src/privacy/known/word-set.ts'
import { createLearnt } from '../../src/privacy/learnt.ts'
import { createRedactor } from '../../src/privacy/redactor.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'

const root = join(import.meta.dirname, '../..')
let vocabulary: Vocabulary

beforeAll(async () => {
  vocabulary = await readVocabulary(root)
})

/** Words, numbers and what encodes a letter, in an order that chance makes. */
function drawText(random: () => number): string {
  const parts =
    'kestrel,cpu,zz9,db7,ffffffff8104a2f0,7f3a,0x9d,\\n,\\t,%2F,%41,\u001b[31m,\u001b[0m, ,\n,-,.,@,:,_,12,300123987451,5A5A202020,größe,нода,"'.split(
      ',',
    )
  const draw = () => parts[Math.floor(random() * parts.length)] ?? ''
  return Array.from({ length: 1 + Math.floor(random() * 30) }, draw).join('')
}

it('has every word by which a learnt value is found', () => {
  const random = createRandom(21)
  const judge = createJudge(vocabulary)
  let found = 0
  for (let count = 0; count < 4000; count++) {
    const text = drawText(random)
    const learnt = createLearnt()
    const [first = ''] = drawText(random).split(/\s/)
    const begin = Math.floor(random() * text.length)
    for (const value of [first, text.slice(begin, begin + 4 + Math.floor(random() * 9))])
      learnt.add(value, 'word', value)
    const words = createWordSet()
    judge.scan('kestrel in another text of the archive', words)
    judge.scan(text, words)
    if (learnt.find(text).length === 0) continue
    found++
    expect(learnt.mayBeIn(createWordSet(words.print())), JSON.stringify(text)).toBe(true)
  }
  expect(found).toBeGreaterThan(400)
})

it('lets texts pass in which nothing is replaced, and no others', () => {
  const texts = [
    'Linux version 6.1.0-13-amd64\nscheduler mq-deadline',
    'cpu 1 of zzkestrel',
    'host: apollo',
    'fio apollo',
    'ACPI: PCI: Interrupt link \\_SB_.LNKB configured for IRQ 10',
    readFileSync(join(root, 'src/capture/capture.sh'), 'utf8'),
  ]
  const redactor = createRedactor({ judge: createJudge(vocabulary) })
  const looks = texts.map(text => {
    const words = createWordSet()
    return { findings: redactor.examine(text, 'a.txt', words), words }
  })
  for (const { findings } of looks) redactor.learnFindings(findings)
  const untouched = looks.map(({ findings, words }) => redactor.isUntouched(findings, words))
  expect(untouched).toEqual(texts.map(text => redactor.redact(text, 'a.txt') === text))
  expect(untouched.slice(0, 5)).toEqual([true, false, false, false, true])
})

it('keeps one hash of a word, whatever its letters', () => {
  const words = createWordSet()
  const codes = Uint16Array.from('ZZkestrel zzkestrel', letter => letter.charCodeAt(0))
  words.add(codes, 0, codes.length)
  expect(Buffer.from(words.print(), 'base64').length).toBe(4)
  expect(['zzkestrel', 'kestrel'].map(words.has)).toEqual([true, false])
})
