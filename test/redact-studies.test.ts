import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { packTar } from '../src/read/pack-tar.ts'
import { redactStudies } from '../src/redact/redact-studies.ts'
import { openArchive, unpackTar } from './helpers/archive.ts'
import { makeStudy } from './helpers/synthetic.ts'
import { makeTar, type TarMember } from './helpers/tar.ts'

const serial = 'CZJ81400WQ'
const capture = `# dmidecode 3.4\nHandle 0x0001, DMI type 1, 27 bytes\nSystem Information\n\tSerial Number: ${serial}\n`

/** What is published of an archive with one file in it. */
async function publish(bytes: Buffer, path = 'host/dmidecode.txt', allow: string[] = []) {
  const entry = { path, bytes }
  const archive = openArchive(await packTar([entry]), 'r1.tar.gz')
  const read = {
    id: 'x',
    messages: [],
    inputs: [],
    archives: [archive],
    published: [archive.path],
    readRaw: () => packTar([entry]),
  }
  const { downloads, studies } = await redactStudies([read], [], { allow })
  const rules = studies.flatMap(({ messages }) => messages.map(message => message.rule))
  return { tar: gunzipSync(downloads[0]?.content ?? ''), rules }
}

test.each([
  ['UTF-8', Buffer.from(capture)],
  ['UTF-16 with its mark', Buffer.from(`\ufeff${capture}`, 'utf16le')],
  ['UTF-16 without its mark', Buffer.from(capture, 'utf16le')],
  ['UTF-16, the other way round', Buffer.from(capture, 'utf16le').swap16()],
])('a serial number is not published in %s', async (_, bytes) => {
  const { tar: published } = await publish(bytes)
  expect(published.includes('serial-1')).toBe(true)
  expect(published.toString('latin1').replaceAll('\0', '')).not.toContain(serial)
})

test('what lies loose is published in one archive, without what is private', async () => {
  const entries = [
    { path: 'study.yaml', bytes: Buffer.from('title: t\n') },
    { path: 'host/dmidecode.txt', bytes: Buffer.from(capture) },
    { path: 'r1/fio.json', bytes: Buffer.from('{}\n') },
  ]
  const loose = openArchive(await packTar(entries), '.')
  const read = {
    id: 'x',
    messages: [],
    inputs: [],
    archives: [loose],
    published: ['study.yaml'],
    readRaw: async () => entries[0]?.bytes ?? Buffer.alloc(0),
  }
  const { downloads } = await redactStudies([read], [])
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

test.each([
  ['perf.data', 'PERFILE2\0\0zzbox-7'],
  ['round.tar.xz', '\xfd7zXZ\0\0zzbox-7'],
  ['paper.pdf', '%PDF-1.7 zzbox-7'],
])('%s cannot be searched: it is published empty, and told', async (name, text) => {
  const bytes = Buffer.from(text, 'latin1')
  const emptied = await publish(bytes, `host/${name}`)
  expect(emptied.tar.toString('latin1')).not.toContain('zzbox-7')
  expect(emptied.rules).toEqual(['unsearched-file'])
  const allowed = await publish(bytes, `host/${name}`, [name])
  expect(allowed.tar.toString('latin1')).toContain('zzbox-7')
  expect(allowed.rules).toEqual([])
})

/** A study of one archive, as it is read. */
function readOf(raw: Buffer) {
  return {
    id: 'x',
    messages: [],
    inputs: [],
    archives: [openArchive(raw)],
    published: ['r1.tar'],
    readRaw: async () => raw,
  }
}

/** One tar, published as it is or packed again. */
async function republish(header: Partial<TarMember>): Promise<string> {
  const raw = await makeTar([{ name: 'r1/fio.json', content: '{}', ...header }])
  const { downloads } = await redactStudies([readOf(raw)], [])
  const content = Buffer.from(downloads[0]?.content ?? '')
  return content.equals(raw) ? 'as it was' : gunzipSync(content).toString('latin1')
}

test('an archive is published as it is where nobody is named around its files', async () => {
  expect(await republish({ uname: 'root', gname: 'root' })).toBe('as it was')
  expect(await republish({ uname: 'zzowner', gname: 'zzowner' })).not.toMatch(/as it was|zzowner/)
  expect(await republish({ pax: { comment: 'zzauthor' } })).not.toMatch(/as it was|zzauthor/)
  const link = await republish({ type: 'symlink', linkname: '/srv/zzplace', content: '' })
  expect(link).not.toMatch(/as it was|zzplace/)
})

test('a changed file has the hash that it is published with: its own would tell what was taken out', async () => {
  const entries = [
    { path: 'host/dmidecode.txt', bytes: Buffer.from(capture) },
    { path: 'host/lscpu.txt', bytes: Buffer.from('CPU(s): 2\n') },
  ]
  const archive = openArchive(await packTar(entries), 'r1.tar.gz')
  const ingest = entries.map(({ path, bytes }) => ({
    archive: archive.path,
    path,
    bytes: bytes.length,
    sha256: hash(bytes),
    format: 'text',
    use: 'capture' as const,
    detail: 'host',
  }))
  const raw = { bytes: 1, sha256: hash(Buffer.from('as it lies on the disk')) }
  const made = makeStudy({ factors: { a: ['b', 'c'] }, repeats: 1, switches: () => 1 })
  const read = {
    id: 'x',
    study: { ...made, id: 'x', ingest, archives: [{ path: archive.path, ...raw }] },
    messages: [],
    inputs: [{ path: `data/x/${archive.path}`, ...raw }],
    archives: [archive],
    published: [archive.path],
    readRaw: () => packTar(entries),
  }
  const { studies, downloads } = await redactStudies([read], [])
  const shown = Buffer.from(capture.replace(serial, 'serial-1'))
  expect(studies[0]?.study?.ingest).toMatchObject([
    { bytes: shown.length, sha256: hash(shown) },
    { bytes: 10, sha256: hash(Buffer.from('CPU(s): 2\n')) },
  ])
  const content = downloads.find(({ path }) => path.endsWith(archive.path))?.content as Uint8Array
  const published = { bytes: content.length, sha256: hash(content) }
  expect(studies[0]?.study?.archives).toMatchObject([{ ...published, isRedacted: true }])
  expect(studies[0]?.inputs).toMatchObject([published])
})

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

test('what proves damaged behind its last file is not in what is packed again', async () => {
  const damaged = gzipSync(`${capture}zzlost`, { level: 0 })
  damaged[damaged.indexOf('zzlost')] = 0x79
  const raw = await makeTar([
    { name: 'host/a.txt.gz', content: damaged },
    { name: 'host/dmidecode.txt', content: capture },
    { name: 'r1/fio.json', content: '{}' },
  ])
  const { downloads } = await redactStudies([readOf(raw)], [])
  const files = await unpackTar(Buffer.from(downloads[0]?.content ?? ''))
  expect(files.map(({ path }) => path)).toEqual(['host/dmidecode.txt', 'r1/fio.json'])
  expect(String(files[0]?.bytes)).toContain('serial-1')
})
