import { expect, test } from 'vitest'
import { pathInArchive } from '../../src/message/path-in-archive.ts'

test('a file that lies in no archive is shown without one', () => {
  expect(pathInArchive('round-1.tar.gz', 'r1/fio.json')).toBe('round-1.tar.gz › r1/fio.json')
  expect(pathInArchive('.', 'r1/fio.json')).toBe('r1/fio.json')
})
