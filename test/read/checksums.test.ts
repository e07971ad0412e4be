import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listArchives } from '../../src/read/archive.ts'
import { collect, slices } from '../../src/read/chunks.ts'
import { createXxh64 } from '../../src/read/xxh64.ts'
import { unpackZstd } from '../../src/read/zstd.ts'
import { readEntry, toTexts } from '../helpers/archive.ts'
import { makeTar } from '../helpers/tar.ts'
import { makeZip } from '../helpers/zip.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'technote-checksums-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function read(name: string, bytes: Uint8Array) {
  await writeFile(join(folder, name), bytes)
  const { archives } = await listArchives({ path: folder, name: 'data/x' })
  const archive = archives.find(({ path }) => path === name)
  const { files, said } = toTexts((await archive?.walk(readEntry))?.found ?? [])
  return { files, said: said.map(item => `${item.file}: ${item.severity} ${item.reason}`) }
}

/** One digit of a count is another: nothing but a checksum tells. */
function change(packed: Uint8Array): Buffer {
  const bytes = Buffer.from(packed)
  bytes[bytes.indexOf('4711')] = 0x39
  return bytes
}

const count = '4711 context-switches'

test('a zip member with a wrong CRC is left out by name, the others are used', async () => {
  const zip = makeZip([
    { name: 'r1/perf.txt', content: count },
    { name: 'r2/perf.txt', content: '12 context-switches' },
  ])
  expect((await read('good.zip', zip)).said).toEqual([])
  // crc32 of "4711 context-switches" and "9711 context-switches", by Python's zlib.crc32
  expect(await read('bad.zip', change(zip))).toEqual({
    files: { 'r2/perf.txt': '12 context-switches' },
    said: [
      'data/x/bad.zip: error Cannot trust `r1/perf.txt` in it: its CRC-32 is b91e0ecd, and its directory says 11cf809e. It was left out; copy or pack the archive again',
    ],
  })
})

test('a tar in gzip with a wrong CRC is left out, though its files come before the CRC', async () => {
  const tar = await makeTar([{ name: 'perf.txt', content: count }])
  const stored = gzipSync(tar, { level: 0 })
  expect((await read('good.tar.gz', stored)).files).toEqual({ 'perf.txt': count })
  expect(await read('bad.tar.gz', change(stored))).toEqual({
    files: {},
    said: [
      'data/x/bad.tar.gz: error Cannot trust the archive: incorrect data check. It was left out; copy or pack the archive again',
    ],
  })
})

test('a file in gzip with a wrong CRC is left out by its path, in an archive and in another', async () => {
  const packed = change(gzipSync(count, { level: 0 }))
  const inner = makeZip([{ name: 'perf.txt.gz', content: packed }])
  const { files, said } = await read('outer.zip', makeZip([{ name: 'r1.zip', content: inner }]))
  expect(files).toEqual({})
  expect(said).toEqual([
    'data/x/outer.zip: error Cannot trust `perf.txt.gz`: incorrect data check. It was left out; copy or pack the archive again (in `r1.zip`)',
  ])
})

/** printf '{"a":1}' | zstd -c | base64, of zstd 1.5.4 as all below */
const small = Buffer.from('KLUv/QRYOQAAeyJhIjoxfUiL/DI=', 'base64')
/** seq 1 300 | zstd -19 -c | base64 */
const lines = Buffer.from(
  'KLUv/QRoNQ4ASkQEBwmw6yRJiHBSmHVtAGsAawDLHXdv3nCfbXbZZI8tdti1aYN9tdVVUz211FG3Zg310UYXTfTQQgddmjTQN9tcM80zyxxzZ84wn2xyySSPLHLIlSmDfLHFFVM8scQRN2YM8XXr1alPlx69nR36cePFiQ8XHrycHPht1/Qsx50BxIN4iZM4EL/hNryG0/AZLsNjeIdzOAw/4Sa8hJPwES7CQ3iFUzgIv+AWvIJT8AkuwSN4gzM4BL9yK69yKp9yKY/ylrMcyo/cyIucyIdcyIO85CQH8gNuwAs4AR/gAjyAFziBA/C77a6b7rmNzugQ/dqtvdqpfdqlPdrbznZoP3ZjL3ZiH3ZhD/aykx3YD7pBL+gEfaAL9IBe6IQO0O+4Ha/jdHyOy/E43uM8DsfPuBkv42R8jIvxMF7jNA7Gr7gVr+JUfIpL8Sje4iwOxY+4ES/iRHyISwPEd92u13W6PtflelzvdV6H62fdrJd1sj7WxXpYr3VaB+tX3apXdao+1aV6VG91VofqR92oF3WiPtSFelAvdVIH6jfdptd0mj7TZXpM73ROh+kn3aSXdJI+0kV6SK90SgfpF92iV3SKPtElekQPADVelrE=',
  'base64',
)
/** printf a | zstd -c, a frame to be skipped that holds xyz, printf b | zstd -c --no-check */
const several = Buffer.from('KLUv/QRYCQAAYVtujKlQKk0YAwAAAHh5eii1L/0AWAkAAGI=', 'base64')

test('zstd is unpacked frame by frame, each with its checksum', async () => {
  const text = async (bytes: Uint8Array, most = 10_000) =>
    Buffer.from(await collect(unpackZstd(slices(bytes), most))).toString()
  expect(await text(small)).toBe('{"a":1}')
  expect(await text(lines)).toBe(
    Array.from({ length: 300 }, (_, index) => `${index + 1}\n`).join(''),
  )
  expect(await text(several)).toBe('ab')
  await expect(text(lines, 100)).rejects.toThrow(RangeError)
  for (const length of [3, 6, 12, small.length - 1]) {
    await expect(text(small.subarray(0, length)), String(length)).rejects.toThrow('cut short')
  }
})

test('zstd with a wrong checksum is left out, as an archive and as a file', async () => {
  const bad = Buffer.from(small)
  bad[bad.indexOf('1}')] = 0x32
  expect(await read('set.zip', makeZip([{ name: 'fio.json.zst', content: bad }]))).toEqual({
    files: {},
    said: [
      'data/x/set.zip: error Cannot trust `fio.json.zst`: the checksum of the frame at byte 0 does not match its content. It was left out; copy or pack the archive again',
    ],
  })
  const wrong = Buffer.from(lines)
  wrong[wrong.length - 1] = 0
  expect((await read('set.tar.zst', wrong)).said.join()).toContain('Cannot trust the archive: the')
})

test('XXH64 is that of its specification', () => {
  const xxh64 = (...parts: string[]) => {
    const hash = createXxh64()
    for (const part of parts) hash.add(Buffer.from(part))
    return hash.finish().toString(16)
  }
  // Of xxhash's own list of vectors: the empty text, and abc.
  expect(xxh64()).toBe('ef46db3751d8e999')
  expect(xxh64('abc')).toBe('44bc2cf5ad770999')
  // seq 1 40 | head -c -1 | zstd -c | tail -c4, the low half with its last byte first
  const numbers = Array.from({ length: 40 }, (_, index) => index + 1).join('\n')
  expect(xxh64(numbers)).toMatch(/6079b499$/)
  for (const at of [1, 31, 32, 33, 64, 110])
    expect(xxh64(numbers.slice(0, at), numbers.slice(at)), String(at)).toMatch(/6079b499$/)
})
