import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listArchives } from '../../src/read/archive.ts'
import { MovedInput } from '../../src/read/moved-input.ts'
import { readEntry, toTexts } from '../helpers/archive.ts'
import { makeTar } from '../helpers/tar.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'technote-moved-'))
})
afterEach(() => rm(folder, { recursive: true }))

const list = () => listArchives({ path: folder, name: 'data/x' })

test.each([
  ['a loose file', '.', 'r1/fio.json'],
  ['an archive', 'r.tar', 'r.tar'],
])(
  '%s that goes away or changes after it was listed ends the reading by name',
  async (_, path, file) => {
    await mkdir(join(folder, 'r1'))
    await writeFile(join(folder, 'r1/fio.json'), '{}')
    await writeFile(join(folder, 'r.tar'), await makeTar([{ name: 'a', content: 'x' }]))
    const archive = (await list()).archives.find(archive => archive.path === path)
    const read = async () => archive?.walk(readEntry)
    await read()
    await writeFile(join(folder, file), 'other')
    await expect(read()).rejects.toThrow(`data/x/${file}: error It changed while it was read`)
    await rm(join(folder, file))
    await expect(read()).rejects.toThrow(MovedInput)
    await expect(read()).rejects.toThrow(`data/x/${file}: error It went away (ENOENT) while it was`)
  },
)

test('a name that is no UTF-8 is told as what it is, of files and of folders', async () => {
  const latin1 = (name: string) =>
    Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')])
  try {
    await writeFile(latin1('caf\xe9.json'), '{}')
  } catch (error) {
    // macOS has no such names.
    expect((error as NodeJS.ErrnoException).code).toBe('EILSEQ')
    return
  }
  await mkdir(latin1('\xfcber'))
  await writeFile(join(folder, 'good.json'), '{}')
  const { archives, messages } = await list()
  const { files } = toTexts((await archives[0]?.walk(readEntry))?.found ?? [])
  expect(Object.keys(files)).toEqual(['good.json'])
  expect(messages.map(({ file, rule, reason }) => [file, rule, reason.slice(0, 43)])).toEqual([
    ['data/x', 'file-name', 'The name `caf?.json` is not in UTF-8, so th'],
    ['data/x', 'file-name', 'The name `?ber` is not in UTF-8, so that no'],
  ])
})
