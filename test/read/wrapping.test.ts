import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { defaultLimits } from '../../src/read/limits.ts'
import { openArchive, readEntry } from '../helpers/archive.ts'
import { makeTar, type TarMember } from '../helpers/tar.ts'
import { makeZip } from '../helpers/zip.ts'

const file = { name: 'r1/fio.json', content: '{}' }

const tar = (...members: TarMember[]) => makeTar(members)

/** gzip with a name or a comment, as RFC 1952 lays them behind its ten bytes. */
function gzipWith(flag: number, text: string, content: Buffer): Buffer {
  const plain = gzipSync(content)
  const head = Buffer.from(plain.subarray(0, 10))
  head[3] = flag
  return Buffer.concat([head, Buffer.from(`${text}\0`), plain.subarray(10)])
}

/** A comment stands behind the last record, its length in that record's last two bytes. */
function zipWithComment(comment: string): Buffer {
  const zip = Buffer.from(makeZip([file]))
  zip.writeUInt16LE(comment.length, zip.length - 2)
  return Buffer.concat([zip, Buffer.from(comment)])
}

const read = async (bytes: Uint8Array, limits = defaultLimits) => {
  const { wrapping } = await openArchive(bytes, 'a', limits).walk(readEntry)
  return wrapping
}
const nothing = { owners: [], names: ['r1/fio.json'], hasMore: false }

test('names alone are nothing more', async () => {
  expect(await read(await tar(file))).toEqual(nothing)
  expect(await read(gzipSync(await tar(file)))).toEqual(nothing)
  expect(await read(makeZip([file]))).toEqual(nothing)
})

test('owners are named, and the member that is no file', async () => {
  const packed = await tar({ ...file, uname: 'zzowner', gname: 'zzowner' }, { name: 'zzfolder/' })
  expect(await read(gzipSync(packed))).toEqual({
    owners: ['zzowner'],
    names: ['r1/fio.json', 'zzfolder/'],
    hasMore: false,
  })
})

test('what gzip was given as name is a name, of an inner file too', async () => {
  const outer = gzipWith(8, 'zzname.tar', await tar(file))
  expect((await read(outer)).names).toEqual(['zzname.tar', 'r1/fio.json'])
  const inner = await tar({ name: 'x.gz', content: gzipWith(8, 'zzinner', Buffer.from('{}')) })
  expect(await read(inner)).toEqual({ owners: [], names: ['x.gz', 'zzinner'], hasMore: false })
})

test.each([
  ['a link', () => tar({ name: 'a', type: 'symlink', linkname: '/home/zz' })],
  ['a group of its own', () => tar({ ...file, gname: 'zzgroup' })],
  ['a comment in a further header', () => tar({ ...file, pax: { comment: 'by zz' } })],
  ['a comment of gzip', async () => gzipWith(16, 'by zz', await tar(file))],
  ['a comment of zip', async () => zipWithComment('by zz')],
  ['an archive inside', async () => tar({ name: 'x.tar', content: await tar(file) })],
  [
    'a packed archive inside',
    async () => tar({ name: 'x.tgz', content: gzipSync(await tar(file)) }),
  ],
  ['an end that is missing', async () => gzipSync(await tar(file)).subarray(0, 60)],
])('%s is more', async (_, make) => {
  expect((await read(await make())).hasMore).toBe(true)
})

test('more members than are read are more', async () => {
  const two = [file, { name: 'b', content: '' }]
  for (const bytes of [await tar(...two), makeZip(two)]) {
    expect(await read(bytes, { ...defaultLimits, entries: 1 })).toMatchObject({
      hasMore: true,
    })
  }
})
