import { expect, test } from 'vitest'
import { createJudge } from '../../src/privacy/known/judge.ts'
import { readVocabulary } from '../../src/privacy/known/vocabulary.ts'
import { createRedactor } from '../../src/privacy/redactor.ts'
import { repository } from '../helpers/technote.ts'

const vocabulary = await readVocabulary(`${repository}/`)

/** Names that are words of everybody's, where nothing else in the text is unknown. */
test.each([
  ['part /home/⟦archive⟧'],
  ['node_guid: ⟦9c63:c003:00d4:20f0⟧'],
  ['⟦narwhal⟧::> volume show'],
  ['⟦pangolin⟧:admin> show'],
  ['Export list for ⟦castle⟧:'],
  ['sysName.0 = STRING: ⟦marmoset⟧'],
  ['  * Current DC: ⟦gazelle⟧ (version 2.1.5)'],
  ['  * Online: [ ⟦antelope⟧ ⟦impala⟧ ]'],
  ['LABEL=⟦cottonwood⟧ / ext4 defaults 0 1'],
  ['/dev/disk/by-label/⟦saffron⟧ -> ../../sdd1'],
  ['/dev/mapper/⟦mushroom⟧ is active and is in use.'],
])('%s', marked => {
  const redactor = createRedactor({ judge: createJudge(vocabulary) })
  const text = marked.replaceAll(/[⟦⟧]/g, '')
  redactor.learn(text)
  const redacted = redactor.redact(text)
  for (const [, value = ''] of marked.matchAll(/⟦([^⟧]*)⟧/g)) expect(redacted).not.toContain(value)
  expect(redactor.leaks(redacted)).toEqual([])
})
