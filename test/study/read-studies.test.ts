import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readStudies } from '../../src/study/read-studies.ts'

test('a study.yaml that cannot be read is not called absent', async () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-study-'))
  mkdirSync(join(root, 'data/without'), { recursive: true })
  mkdirSync(join(root, 'data/folder/study.yaml'), { recursive: true })
  const studies = await readStudies(root, { progress: () => undefined })
  rmSync(root, { recursive: true })
  const told = studies.flatMap(({ messages }) => messages.map(({ file, rule }) => [file, rule]))
  expect(told).toEqual([
    ['data/folder/study.yaml', 'unreadable-file'],
    ['data/without/study.yaml', 'missing-file'],
  ])
})
