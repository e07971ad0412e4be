import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hosts } from '../../src/privacy/inline/hosts.ts'
import { names } from '../../src/privacy/inline/names.ts'
import { numbers } from '../../src/privacy/inline/numbers.ts'
import { people } from '../../src/privacy/inline/people.ts'
import { secrets } from '../../src/privacy/inline/secrets.ts'
import type { Kind } from '../../src/privacy/kinds.ts'
import { createJudge } from '../../src/privacy/known/judge.ts'
import { readVocabulary, type Vocabulary } from '../../src/privacy/known/vocabulary.ts'
import { labelRules } from '../../src/privacy/labels.ts'
import { createRedactor } from '../../src/privacy/redactor.ts'
import { shapeRules } from '../../src/privacy/shapes.ts'
import { expandPattern } from '../helpers/expand-pattern.ts'
import { repository } from '../helpers/technote.ts'

/** All words are in this list, joined ones not: of what is a word, only what rules find is hidden. */
const everyWord: Vocabulary = {
  size: 0,
  has: (text, start, end) => /^(?:[a-z]\w*|\p{L}+)$/iu.test(text.slice(start, end)),
}
const vocabulary = await readVocabulary(`${repository}/`)

/** A text without its marks, as a redactor that has seen nothing else publishes it. */
function redactAlone(text: string, values: string[]): string {
  const isNamed = values.every(value => /^[a-z ]{1,20}$/i.test(value))
  const redactor = createRedactor({ judge: createJudge(isNamed ? everyWord : vocabulary) })
  redactor.learn(text)
  return redactor.redact(text)
}

const mark = /⟦([^⟧]*)⟧/g
const folder = join(import.meta.dirname, 'known')
/** Lines that rules must hide values in: `⟦castle⟧` is private, `⏎` ends a line. */
const lines = readdirSync(folder)
  .flatMap(name => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'))
  .map(marked => {
    const whole = marked.replaceAll('⏎', '\n')
    const values = [...whole.matchAll(mark)].map(([, value = '']) => value)
    return { marked, text: whole.replaceAll(mark, '$1'), values }
  })

describe('a rule decides where all words are known', () => {
  const rules = [...hosts, ...names, ...numbers, ...people, ...secrets, ...shapeRules]

  it.each(rules.map(rule => [rule.kind, rule.pattern]))('%s %s has a line', (_, pattern) => {
    const asked = lines.filter(({ text, values }) =>
      [...text.matchAll(pattern)].some(({ 0: whole, groups }) =>
        values.includes((groups?.value ?? whole).trim()),
      ),
    )
    expect(asked).not.toEqual([])
  })

  it.each(lines)('$marked', ({ text, values }) => {
    const redacted = redactAlone(text, values)
    expect(values.filter(value => redacted.includes(value))).toEqual([])
  })

  it.each(labelRules)('$kind behind $label', ({ kind, label }) => {
    const value = samples[kind] ?? 'harvest'
    const left = expandPattern(label.source)
      .map(said => `${said}: ${value}`)
      .filter(text => redactAlone(text, [value]).includes(value))
    expect(left).toEqual([])
  })
})

/** What a label's value looks like, where a plain word is none. */
const samples: { [kind in Kind]?: string } = {
  uuid: '00000000-0000-0000-0000-000000000012',
  mac: '00:00:00:00:00:12',
  guid: '0000:0000:0000:0012',
  wwn: '0000000000000012',
  ip: '10.0.0.12',
  'product-id': '00012-0012-0000-00012',
}
