import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { vocabularyFolder } from '../../src/privacy/known/vocabulary.ts'
import { tellAge } from '../tools/vocabulary-age.ts'

const origin = readFileSync(
  join(import.meta.dirname, '../..', vocabularyFolder, 'ORIGIN.md'),
  'utf8',
)
const dated = origin.replace(/made on \d{4}-\d{2}-\d{2}/, 'made on 2026-01-01')

test('a release is told how old the known words are, and of what they were made', () => {
  expect(tellAge(dated, new Date('2026-01-31T12:00:00Z'))).toEqual({
    text: 'The known words are of 2026-01-01 (30 days old), from 199 packages of Debian 12',
    isTooOld: false,
  })
})

test('words of more than a year ago keep a release back', () => {
  const { text, isTooOld } = tellAge(dated, new Date('2027-01-02T00:00:00Z'))
  expect(isTooOld).toBe(true)
  expect(text).toContain('(366 days old)')
  expect(text).toContain('npm run vocabulary')
})

test('an origin that says nothing keeps it back too', () => {
  expect(tellAge('# Origin', new Date('2026-01-31')).isTooOld).toBe(true)
})
