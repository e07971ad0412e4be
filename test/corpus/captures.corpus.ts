import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decode } from '../../src/parse/decode.ts'
import { createRedactor } from '../../src/privacy/redactor.ts'
import { captureTable, judgeCaptures } from './captures.ts'
import { corpus, hasCorpus } from './corpus.ts'

/** Real captures that are not ours to publish: read where they lie, if they are there. */
describe.runIf(hasCorpus)('the corpus', () => {
  it.each(['expected', 'holdout', 'blind'] as const)(
    'gives the facts that were written down: %s',
    list => {
      const rows = judgeCaptures(list)
      console.log(captureTable(rows))
      expect(rows.flatMap(row => [...row.missing, ...row.wrong])).toEqual([])
    },
  )

  it('has no file that harms the redaction', () => {
    for (const { file } of judgeCaptures('expected')) {
      const redactor = createRedactor()
      const text = decode(readFileSync(join(corpus, 'environment', file)))
      redactor.learn(text)
      const redacted = redactor.redact(text)
      expect(redacted.split('\n').length, file).toBe(text.split('\n').length)
      expect(redactor.leaks(redacted), file).toEqual([])
    }
  })
})
