import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listArchives } from '../../src/read/archive.ts'
import { MovedInput } from '../../src/read/moved-input.ts'
import { withHash } from '../../src/read/with-hash.ts'
import { writeSite } from '../../src/site/write-site.ts'
import { makeTar } from '../helpers/tar.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'technote-raw-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('an archive that is published as it is, is copied and not kept in memory', async () => {
  const tar = await makeTar([{ name: 'a', content: 'x' }])
  await writeFile(join(folder, 'r.tar'), tar)
  const { archives } = await listArchives({ path: folder, name: 'data/x' })
  const file = archives[0]?.raw?.('data/x/r.tar')
  if (!file) throw new Error('no archive')
  // What is known of it needs no content.
  expect(withHash(file)).toBe(file)
  expect([file.bytes, file.sha256]).toEqual([tar.length, archives[0]?.sha256])
  expect(file.content).toEqual(tar)
  const site = join(folder, 'site')
  const files = [{ path: 'manifest.json', content: '{}' }, file]
  await writeSite(site, files)
  expect(await readFile(join(site, 'data/x/r.tar'))).toEqual(tar)
  await writeFile(join(folder, 'r.tar'), await makeTar([{ name: 'a', content: 'y' }]))
  expect(() => file.content).toThrow(MovedInput)
  await expect(writeSite(site, files)).rejects.toThrow(
    'data/x/r.tar: error It changed while it was read',
  )
  // The older site stays.
  expect(await readFile(join(site, 'data/x/r.tar'))).toEqual(tar)
})
