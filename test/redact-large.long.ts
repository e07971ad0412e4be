import { expect, test } from 'vitest'
import { slices } from '../src/read/chunks.ts'
import { createPacker, packContent, toContent } from '../src/read/pack-tar.ts'
import { redactStudies } from '../src/redact/redact-studies.ts'
import { openArchive, unpackTar } from './helpers/archive.ts'

const serial = 'CZJ81400WQ'
const capture = `# dmidecode 3.4\nHandle 0x0001, DMI type 1, 27 bytes\nSystem Information\n\tSerial Number: ${serial}\n`

test('a file that is too large to be kept whole is redacted in pieces, and else as it was', async () => {
  const line = Buffer.from('12, 48213, 1, 4096\n')
  const log = Buffer.alloc(70 * 1024 ** 2, line)
  const large = Buffer.concat([log, Buffer.from(`\nserial ${serial}\n`)])
  const packer = createPacker()
  await packer.add({ path: 'host/dmidecode.txt', content: toContent(Buffer.from(capture)) })
  await packer.add({ path: 'run/log.txt', content: await packContent(slices(large)) })
  const raw = await packer.finish()
  const read = {
    id: 'x',
    messages: [],
    inputs: [],
    archives: [openArchive(raw, 'r1.tar.gz')],
    published: ['r1.tar.gz'],
    readRaw: async () => raw,
  }
  const { downloads } = await redactStudies([read], [])
  const files = await unpackTar(Buffer.from(downloads[0]?.content ?? ''))
  const redacted = files.find(({ path }) => path === 'run/log.txt')?.bytes ?? Buffer.alloc(0)
  expect(Buffer.compare(redacted.subarray(0, log.length), log)).toBe(0)
  expect(Buffer.from(redacted.subarray(log.length)).toString()).toBe('\nserial serial-1\n')
}, 120_000)
