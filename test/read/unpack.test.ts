import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { isEntry } from '../../src/read/entry.ts'
import { defaultLimits, type Limits } from '../../src/read/limits.ts'
import { unpackEntries } from '../../src/read/unpack.ts'
import { makeZip } from '../helpers/zip.ts'

async function unpack(path: string, bytes: Uint8Array, limits: Partial<Limits> = {}) {
  async function* one() {
    yield { path, bytes }
  }
  const files: { [path: string]: string } = {}
  const rules: string[] = []
  for await (const item of unpackEntries(one(), { ...defaultLimits, ...limits })) {
    if (isEntry(item)) files[item.path] = Buffer.from(item.bytes).toString()
    else rules.push(item.rule)
  }
  return { files, rules }
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
  expect(await unpack('x.gz', bomb, { entryBytes: 1000 })).toEqual({
    files: {},
    rules: ['archive-limit'],
  })
  expect((await unpack('x.zst', zstd, { entryBytes: 3 })).rules).toEqual(['archive-limit'])
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

test('of archives that lie too deep one is told', async () => {
  let inner: Uint8Array = zip('fio.json', '{}')
  for (let depth = 0; depth < 5; depth++) {
    const content = inner
    const members = ['a.zip', 'b.zip', 'c.zip'].map(name => ({ name, content }))
    inner = makeZip(members)
  }
  expect(await unpack('runs.zip', inner)).toEqual({ files: {}, rules: ['archive-limit'] })
})
