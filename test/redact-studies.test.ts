import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Archive } from '../src/archive/archive.ts'
import { packTar } from '../src/archive/pack-tar.ts'
import { redactStudies } from '../src/redact-studies.ts'

const serial = 'CZJ81400WQ'
const capture = `# dmidecode 3.4\nHandle 0x0001, DMI type 1, 27 bytes\nSystem Information\n\tSerial Number: ${serial}\n`

/** What is published of an archive with one capture in it. */
async function publish(bytes: Buffer): Promise<Buffer> {
  const entry = { path: 'host/dmidecode.txt', bytes }
  const archive: Archive = {
    path: 'r1.tar.gz',
    bytes: bytes.length,
    sha256: '',
    read: async function* () {
      yield entry
    },
  }
  const read = {
    id: 'x',
    messages: [],
    inputs: [],
    archives: [archive],
    published: [archive.path],
    readRaw: () => packTar([entry]),
  }
  const { downloads } = await redactStudies([read], [], [])
  return gunzipSync(downloads[0]?.content ?? '')
}

test.each([
  ['UTF-8', Buffer.from(capture)],
  ['UTF-16 with its mark', Buffer.from(`\ufeff${capture}`, 'utf16le')],
  ['UTF-16 without its mark', Buffer.from(capture, 'utf16le')],
  ['UTF-16, the other way round', Buffer.from(capture, 'utf16le').swap16()],
])('a serial number is not published in %s', async (_, bytes) => {
  const published = await publish(bytes)
  expect(published.includes('serial-1')).toBe(true)
  expect(published.toString('latin1').replaceAll('\0', '')).not.toContain(serial)
})

test('what lies loose is published in one archive, without what is private', async () => {
  const entries = [
    { path: 'study.yaml', bytes: Buffer.from('title: t\n') },
    { path: 'host/dmidecode.txt', bytes: Buffer.from(capture) },
    { path: 'r1/fio.json', bytes: Buffer.from('{}\n') },
  ]
  const loose: Archive = {
    path: '.',
    bytes: 0,
    sha256: '',
    read: async function* () {
      yield* entries
    },
  }
  const read = {
    id: 'x',
    messages: [],
    inputs: [],
    archives: [loose],
    published: ['study.yaml'],
    readRaw: async () => entries[0]?.bytes ?? Buffer.alloc(0),
  }
  const { downloads } = await redactStudies([read], [], [])
  expect(downloads.map(({ path }) => path)).toEqual([
    'data/x/study.yaml',
    'data/x/loose-files.tar.gz',
  ])
  const tar = gunzipSync(downloads[1]?.content ?? '').toString()
  expect(tar).toContain('r1/fio.json')
  expect(tar).toContain('serial-1')
  expect(tar).not.toContain(serial)
  expect(tar).not.toContain('title: t')
})
