import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listArchives } from '../../src/read/archive.ts'
import { defaultLimits, type Limits } from '../../src/read/limits.ts'
import { readEntry, toTexts } from '../helpers/archive.ts'
import { makeTar } from '../helpers/tar.ts'
import { makeZip } from '../helpers/zip.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'technote-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function readAll(limits?: Limits) {
  const { archives, messages } = await listArchives({ path: folder, name: 'data/x' }, limits)
  const entries: { [path: string]: string } = {}
  const said = [...messages]
  for (const archive of archives) {
    const read = toTexts((await archive.walk(readEntry)).found)
    for (const [path, text] of Object.entries(read.files)) entries[`${archive.path}/${path}`] = text
    said.push(...read.said)
  }
  return { archives, entries, rules: said.map(message => message.rule), said }
}

test('tar, tar.gz, zip and loose files are one stream', async () => {
  const tar = await makeTar([{ name: './a/fio.json', content: '{}' }])
  await writeFile(join(folder, 'r1.tar'), tar)
  await writeFile(join(folder, 'r2.tar.gz'), gzipSync(tar))
  await writeFile(join(folder, 'r3.zip'), makeZip([{ name: 'a/fio.json', content: '{}' }]))
  await mkdir(join(folder, 'r4'))
  await writeFile(join(folder, 'r4/fio.json'), '{}')
  const { archives, entries, rules } = await readAll()
  expect(rules).toEqual([])
  expect(entries).toEqual({
    'r1.tar/a/fio.json': '{}',
    'r2.tar.gz/a/fio.json': '{}',
    'r3.zip/a/fio.json': '{}',
    './r4/fio.json': '{}',
  })
  // printf '{}' > r4/fio.json; sha256sum r4/fio.json | sha256sum
  expect(archives.at(-1)?.sha256).toBe(
    '129c0445f870c1d52fe219239820ebf475d3e7fbd252636042a9e5a588598112',
  )
})

test('paths that lead out, links and special files are refused, the rest is used', async () => {
  const hostile = [
    { name: '../escape', content: 'x' },
    { name: '/etc/absolute', content: 'x' },
    { name: 'a/../../b', content: 'x' },
    { name: 'C:\\windows', content: 'x' },
    { name: 'link', type: 'symlink' as const, linkname: '/etc/passwd' },
    { name: 'hard', type: 'link' as const, linkname: 'good' },
    { name: 'good', content: 'kept' },
  ]
  await writeFile(join(folder, 'r.tar'), await makeTar(hostile))
  await writeFile(
    join(folder, 'r.zip'),
    makeZip([
      { name: '../escape', content: 'x' },
      { name: 'link', content: '/etc/passwd', mode: 0o120777 },
      { name: 'good', content: 'kept' },
    ]),
  )
  await symlink('/etc/passwd', join(folder, 'link.tar'))
  const { entries, rules } = await readAll()
  expect(entries).toEqual({ 'r.tar/good': 'kept', 'r.zip/good': 'kept' })
  expect(rules.filter(rule => rule === 'escaping-path')).toHaveLength(5)
  expect(rules.filter(rule => rule === 'not-a-file')).toHaveLength(4)
})

test('a name that would steer a terminal is refused, and told without it', async () => {
  const name = 'a\u001b[31mb\u0007'
  await writeFile(join(folder, 'r.tar'), await makeTar([{ name, content: 'x' }]))
  await writeFile(join(folder, 'r.zip'), makeZip([{ name, content: 'x' }]))
  await writeFile(join(folder, name), 'x')
  const { entries, said } = await readAll()
  expect(entries).toEqual({})
  expect(said.map(({ rule, reason }) => `${rule} ${reason.slice(0, 28)}`)).toEqual(
    Array(3).fill('escaping-path Unexpected path `a?[31mb?`, '),
  )
})

test.each(['run\u202e1gol', 'run\u200b1', 'run\ufeff1', 'run\u20661'])(
  'a name that reads as another is refused: %j',
  async name => {
    await writeFile(join(folder, 'r.tar'), await makeTar([{ name, content: 'x' }]))
    await writeFile(join(folder, 'r.zip'), makeZip([{ name, content: 'x' }]))
    await writeFile(join(folder, name), 'x')
    const { entries, rules } = await readAll()
    expect(entries).toEqual({})
    expect(rules).toEqual(Array(3).fill('escaping-path'))
  },
)

test('an archive without files is told', async () => {
  await writeFile(join(folder, 'e.zip'), makeZip([]))
  await writeFile(join(folder, 'e.tar'), await makeTar([]))
  const { entries, rules } = await readAll()
  expect(entries).toEqual({})
  expect(rules).toEqual(['empty-archive', 'empty-archive'])
})

test('a sparse file of GNU tar is refused by its own name', async () => {
  const pax = { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.name': 'fio.json' }
  const member = { name: 'GNUSparseFile.7/fio.json', content: '1\n0\n3\nabc', pax }
  await writeFile(join(folder, 's.tar'), await makeTar([member]))
  const { entries, said } = await readAll()
  expect(entries).toEqual({})
  expect(said.map(({ rule, reason }) => `${rule} ${reason}`)).toEqual([
    expect.stringContaining('not-a-file Unexpected sparse file `fio.json`'),
  ])
})

test('a cut archive gives the files before the cut and a message', async () => {
  const tar = await makeTar([
    { name: 'first', content: 'a'.repeat(2000) },
    { name: 'second', content: 'b'.repeat(2000) },
  ])
  await writeFile(join(folder, 'cut.tar'), tar.subarray(0, 4000))
  const zipped = gzipSync(await makeTar([{ name: 'only', content: 'c'.repeat(50_000) }]))
  await writeFile(join(folder, 'cut.tar.gz'), zipped.subarray(0, zipped.length - 20))
  await writeFile(join(folder, 'no.zip'), 'this is no zip')
  await writeFile(join(folder, 'empty.tar.gz'), '')
  const { entries, rules } = await readAll()
  expect(Object.keys(entries)).toContain('cut.tar/first')
  expect(Object.keys(entries)).not.toContain('cut.tar/second')
  expect(rules.filter(rule => rule === 'damaged-archive').length).toBeGreaterThanOrEqual(4)
})

test('a zip that lies about sizes or checksums is damaged', async () => {
  await writeFile(
    join(folder, 'lie.zip'),
    makeZip([{ name: 'a', content: 'x'.repeat(100), claimedSize: 7 }]),
  )
  const { entries, rules } = await readAll()
  expect(entries).toEqual({})
  expect(rules).toEqual(['damaged-archive'])
})

test('bounds hold', async () => {
  const many = Array.from({ length: 5 }, (_, index) => ({ name: `f${index}`, content: '12345' }))
  await writeFile(join(folder, 'many.tar'), await makeTar(many))
  const few = await readAll({ ...defaultLimits, entries: 3 })
  expect(Object.keys(few.entries)).toHaveLength(3)
  expect(few.rules).toEqual(['archive-limit'])
  const small = await readAll({ ...defaultLimits, totalBytes: 12 })
  expect(Object.keys(small.entries)).toHaveLength(2)
  const none = await readAll({ ...defaultLimits, archiveBytes: 10 })
  expect(none.rules).toEqual(['archive-limit'])
})

test('zeros behind the end of an archive are not read without a bound', async () => {
  const zeros = Buffer.concat([await makeTar([{ name: 'a', content: 'x' }]), Buffer.alloc(4 << 20)])
  await writeFile(join(folder, 'r.tar.gz'), gzipSync(zeros))
  const { entries, rules } = await readAll({ ...defaultLimits, entries: 3, totalBytes: 1 << 20 })
  expect(entries).toEqual({ 'r.tar.gz/a': 'x' })
  expect(rules).toEqual(['archive-limit'])
})

test('a tar that was cut off between two files says so, and what is there is used', async () => {
  const members = [
    { name: 'a', content: 'first' },
    { name: 'b', content: 'second' },
  ]
  const whole = await makeTar(members)
  // Of each file a block of its header and one of its content; zeros follow.
  expect(whole.subarray(4 * 512).every(byte => byte === 0)).toBe(true)
  await writeFile(join(folder, 'cut.tar'), whole.subarray(0, 2 * 512))
  await writeFile(join(folder, 'cut.tar.gz'), gzipSync(whole.subarray(0, 4 * 512)))
  await writeFile(join(folder, 'whole.tar'), whole)
  const { entries, said } = await readAll()
  expect(Object.keys(entries)).toEqual([
    'cut.tar/a',
    'cut.tar.gz/a',
    'cut.tar.gz/b',
    'whole.tar/a',
    'whole.tar/b',
  ])
  expect(said.map(({ rule, file }) => [rule, file])).toEqual([
    ['no-end', 'data/x/cut.tar'],
    ['no-end', 'data/x/cut.tar.gz'],
  ])
})

test('the first of two files of one name is used', async () => {
  const twice = [
    { name: 'a', content: 'first' },
    { name: './a', content: 'second' },
    { name: 'a', content: 'third' },
  ]
  await writeFile(join(folder, 'r.tar'), await makeTar(twice))
  const { entries, said } = await readAll()
  expect(entries).toEqual({ 'r.tar/a': 'first' })
  expect(said).toHaveLength(1)
  expect(said[0]?.reason).toContain('Unexpected second file `a` and 1 more, ')
})
