import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { defaultLimits, type Limits } from '../../src/read/limits.ts'
import { walkBytes } from '../../src/read/unpack.ts'
import { readEntry, toTexts } from '../helpers/archive.ts'
import { makeTar } from '../helpers/tar.ts'
import { makeZip } from '../helpers/zip.ts'

async function unpack(path: string, bytes: Uint8Array, limits: Partial<Limits> = {}) {
  const found = await walkBytes(path, bytes, readEntry, { ...defaultLimits, ...limits })
  const { files, said } = toTexts(found)
  return { files, rules: said.map(({ rule }) => rule) }
}

const zip = (name: string, content: string) => Buffer.from(makeZip([{ name, content }]))

/** printf '{"a":1}' | zstd -c | base64 */
const zstd = Buffer.from('KLUv/QRYOQAAeyJhIjoxfUiL/DI=', 'base64')
/** tar --format=ustar -cf - fio.json | zstd -19 -c | base64, fio.json being {} */
const zstdTar = Buffer.from(
  'KLUv/QRoJQIAosIJEaCrA4XzHX1LVfW/f9H7f00KR3g7M669L5hkqeh99MzS1WopLHQCCyCw2R36hR/SKQDPYKTzM+3RARwwaIDhFOQyDTaE',
  'base64',
)

test('a compressed file keeps its name', async () => {
  expect(await unpack('fio.json.gz', gzipSync('{}'))).toEqual({
    files: { 'fio.json.gz': '{}' },
    rules: [],
  })
  expect(await unpack('fio.json.zst', zstd)).toEqual({
    files: { 'fio.json.zst': '{"a":1}' },
    rules: [],
  })
})

test('an archive in an archive has its name before those of its files', async () => {
  const inner = zip('r1/fio.json', '{}')
  expect((await unpack('set.zip', inner)).files).toEqual({ 'set.zip/r1/fio.json': '{}' })
  expect((await unpack('set.zip.gz', gzipSync(inner))).files).toEqual({
    'set.zip.gz/r1/fio.json': '{}',
  })
  expect((await unpack('set.tar.zst', zstdTar)).files).toEqual({ 'set.tar.zst/fio.json': '{}' })
})

test('what unpacks to too much is refused', async () => {
  const bomb = gzipSync(Buffer.alloc(1 << 20))
  expect(await unpack('x.gz', bomb, { totalBytes: 1000 })).toEqual({
    files: {},
    rules: ['archive-limit'],
  })
  expect((await unpack('x.zst', zstd, { totalBytes: 3 })).rules).toEqual(['archive-limit'])
})

test('members that share their data are refused, so that few bytes do not become many files', async () => {
  const content = 'x'.repeat(10_000)
  const shared = Array.from({ length: 50 }, () => ({ name: 'a', content, isShared: true }))
  const bomb = makeZip([{ name: 'a', content }, ...shared])
  const { files, rules } = await unpack('x.zip', Buffer.from(bomb))
  expect(Object.keys(files).length).toBeLessThan(3)
  expect(rules).toEqual(['damaged-archive'])
})

test('archives are opened to a small depth', async () => {
  let packed = zip('fio.json', '{}')
  for (let depth = 0; depth < 4; depth += 1) {
    packed = Buffer.from(makeZip([{ name: 'x.zip', content: packed }]))
  }
  const { files, rules } = await unpack('x.zip', packed)
  expect(files).toEqual({})
  expect(rules).toEqual(['archive-limit'])
})

test('what is cut short is said to be damaged', async () => {
  expect((await unpack('x.gz', gzipSync('{"a":1}').subarray(0, 15))).rules).toEqual([
    'damaged-archive',
  ])
  expect((await unpack('x.zst', zstd.subarray(0, 12))).rules).toEqual(['damaged-archive'])
})

test('xz is named, and kept for the list of files', async () => {
  const { files, rules } = await unpack('x.xz', Buffer.from('fd377a585a0000', 'hex'))
  expect(rules).toEqual(['foreign-compression'])
  expect(Object.keys(files)).toEqual(['x.xz'])
})

test('an inner archive that is cut short or lies about itself leaves the files behind it alone', async () => {
  const behind = { name: 'behind.txt', content: 'here' }
  const inner = await makeTar([
    { name: 'a.txt', content: 'a' },
    { name: 'b.txt', content: 'b'.repeat(3000) },
  ])
  const packed = gzipSync(inner)
  const both = async (content: Buffer, name = 'i.tgz') =>
    unpack('o.tar', await makeTar([{ name, content }, behind]))
  const cut = await both(packed.subarray(0, packed.length - 10))
  expect(cut.files['o.tar/behind.txt']).toBe('here')
  expect(cut.rules).toEqual(['damaged-archive'])
  const flipped = gzipSync(inner, { level: 0 })
  flipped[flipped.indexOf('bbb')] = 0x63
  expect(await both(flipped)).toEqual({
    files: { 'o.tar/behind.txt': 'here' },
    rules: ['damaged-archive'],
  })
  const noTar = Buffer.from(inner)
  noTar.fill('x', 1024, 1500)
  const mangled = await both(noTar, 'i.tar')
  expect(mangled.files).toEqual({ 'o.tar/i.tar/a.txt': 'a', 'o.tar/behind.txt': 'here' })
  expect(mangled.rules).toEqual(['damaged-archive'])
})

test('limits hold for an archive and those inside it together', async () => {
  const files = ['a', 'b', 'c'].map(name => ({ name, content: 'x' }))
  const content = await makeTar(files)
  const outer = await makeTar([1, 2, 3].map(number => ({ name: `${number}.tar`, content })))
  const { files: read, rules } = await unpack('o.tar', outer, { entries: 6 })
  expect(Object.keys(read)).toEqual([
    'o.tar/1.tar/a',
    'o.tar/1.tar/b',
    'o.tar/1.tar/c',
    'o.tar/2.tar/a',
  ])
  expect(new Set(rules)).toEqual(new Set(['archive-limit']))
})

test("an error of a visit is passed on, and is not the archive's", async () => {
  const outer = gzipSync(await makeTar([{ name: 'a.gz', content: gzipSync('x') }]))
  const visit = async () => {
    throw new RangeError('mine')
  }
  await expect(walkBytes('o.tgz', outer, visit)).rejects.toThrow('mine')
})

test('a visit may leave its file unread, and what is wrong with it is seen all the same', async () => {
  const content = Buffer.from(gzipSync('x'.repeat(1 << 20), { level: 0 }))
  content[content.length - 100] = 0x79
  const outer = await makeTar([
    { name: 'a.gz', content },
    { name: 'b', content: 'y' },
  ])
  const found = await walkBytes('o.tar', outer, async ({ path }) => path)
  expect(found).toMatchObject([{ rule: 'damaged-archive' }, { value: 'o.tar/b' }])
})

test('of archives that lie too deep one is told', async () => {
  let inner: Uint8Array = zip('fio.json', '{}')
  for (let depth = 0; depth < 5; depth++) {
    const content = inner
    const members = ['a.zip', 'b.zip', 'c.zip'].map(name => ({ name, content }))
    inner = makeZip(members)
  }
  expect(await unpack('runs.zip', inner)).toEqual({ files: {}, rules: ['archive-limit'] })
})
