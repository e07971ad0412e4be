import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { defaultLimits } from '../../src/read/limits.ts'
import { packTar } from '../../src/read/pack-tar.ts'
import { walkBytes } from '../../src/read/unpack.ts'
import { readEntry } from '../helpers/archive.ts'
import { damage, mulberry32 } from '../helpers/damage.ts'
import { makeZip } from '../helpers/zip.ts'

const cases = 10_000
const mostMilliseconds = 3000
/** Damage cannot make more of these small archives than this. */
const limits = { ...defaultLimits, totalBytes: 16 * 1024 ** 2 }

const text = Buffer.from('{"fio version" : "fio-3.36"}\n'.repeat(40))
const tar = await packTar([
  { path: 'run/fio.json', bytes: text },
  { path: `${'long/'.repeat(30)}perf.txt`, bytes: text },
])
const zip = makeZip([
  { name: 'run/fio.json', content: text },
  { name: 'inner.tar.gz', content: tar },
])
/** Each as it is on disk, and what is packed in it, where damage would not get past a checksum. */
const seeds = [
  { path: 'a.tar.gz', bytes: tar, pack: (bytes: Uint8Array) => bytes },
  { path: 'a.tar.gz', bytes: gunzipSync(tar), pack: (bytes: Uint8Array) => gzipSync(bytes) },
  { path: 'a.zip', bytes: zip, pack: (bytes: Uint8Array) => bytes },
  { path: 'a.json.gz', bytes: gzipSync(text), pack: (bytes: Uint8Array) => bytes },
]

test(`${cases} damaged archives neither throw, nor hang, nor grow, and say what to do`, {
  timeout: 600_000,
}, async () => {
  const next = mulberry32(20261130)
  for (let number = 0; number < cases; number += 1) {
    const { path, bytes, pack } = seeds[Math.floor(next() * seeds.length)] as (typeof seeds)[number]
    const damaged = pack(damage(bytes, next))
    const name = `case ${number}, ${path}`
    const begin = performance.now()
    let size = 0
    for (const item of await walkBytes(path, damaged, readEntry, limits)) {
      if ('value' in item) {
        size += item.value.bytes.length
        expect(item.value.path, name).not.toMatch(/(?:^|\/)\.\.(?:\/|$)|^\//)
      } else expect(item.reason, name).toMatch(/^[A-Z].+[;.] .+/s)
    }
    expect(performance.now() - begin, name).toBeLessThan(mostMilliseconds)
    expect(size, name).toBeLessThanOrEqual(limits.totalBytes)
  }
})
