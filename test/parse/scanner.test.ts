import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { digestArchive } from '../../src/parse/digest.ts'
import { createFieldReader } from '../../src/parse/fio/field-reader.ts'
import { fioLog } from '../../src/parse/fio/fio-log.ts'
import { parsers } from '../../src/parse/parsers.ts'
import { createLines } from '../../src/parse/scanner.ts'
import { openArchive } from '../helpers/archive.ts'
import { mulberry32 } from '../helpers/damage.ts'
import { makeTar } from '../helpers/tar.ts'

function* chunksOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const scanning = parsers.filter(({ scan }) => scan)
const inputs = scanning.flatMap(parser => {
  const folder = join(import.meta.dirname, parser.format)
  return readdirSync(folder).flatMap(name => {
    const files = readdirSync(join(folder, name)).filter(file => file.startsWith('input-'))
    return files.map(file => [parser.format, join(folder, name, file), parser] as const)
  })
})

test.each(inputs)('%s is read the same in pieces of any size: %s', (_, path, parser) => {
  const bytes = readFileSync(path)
  const expected = JSON.stringify(parser.scan?.(path).finish())
  const whole = parser.scan?.(path)
  whole?.add(bytes)
  const made = JSON.stringify(whole?.finish())
  expect(made).not.toBe(expected)
  for (const size of [1, 3, 17, 100, 4096]) {
    const scanner = parser.scan?.(path)
    for (const chunk of chunksOf(bytes, size)) scanner?.add(chunk)
    expect(JSON.stringify(scanner?.finish()), String(size)).toBe(made)
  }
})

/** What stands in a log of fio, and what does not. */
const parts = [
  '0',
  '1',
  '2',
  '12',
  '4096',
  ', ',
  ',',
  ' ',
  '0x1f',
  '\r',
  '-1',
  '1.5',
  'x',
  '9'.repeat(17),
]

test('lines read as bytes are those that are read as texts', () => {
  const next = mulberry32(20261130)
  const pick = () => parts[Math.floor(next() * parts.length)] as string
  for (let round = 0; round < 300; round++) {
    const lines = Array.from({ length: 20 }, (_, index) =>
      next() < 0.6
        ? `${index}, ${Math.floor(next() * 1e6)}, ${Math.floor(next() * 3)}, 4096${next() < 0.2 ? '\r' : ''}`
        : Array.from({ length: Math.floor(next() * 12) }, pick).join(''),
    )
    const text = lines.join('\n')
    const slow = lines.map(line => readOne(line))
    const scanner = fioLog.scan?.('x_clat.1.log')
    scanner?.add(Buffer.from(text))
    const { remarks } = scanner?.finish() ?? {}
    const refused = slow.filter(isRefused => isRefused).length
    expect(remarks?.[0]?.reason.match(/on (\d+) lines?/)?.[1] ?? '0', text).toBe(String(refused))
  }
})

/** Whether a line is refused where it is the first, which is read as a text. */
function readOne(line: string): boolean {
  const scanner = fioLog.scan?.('x_clat.1.log')
  scanner?.add(Buffer.from(line))
  return (scanner?.finish().remarks.length ?? 0) > 0
}

test('what a line of numbers is not is left to be read as a text', () => {
  const read = (text: string) => {
    const taken: number[][] = []
    const take = createFieldReader((fields, count) => {
      taken.push([...fields.subarray(0, count)])
      return true
    })
    return { ...take(Buffer.from(text), 0), taken }
  }
  expect(read('1, 2, 0, 4096\n3,4,1,0\r\n')).toEqual({
    at: 23,
    lines: 2,
    taken: [
      [1, 2, 0, 4096],
      [3, 4, 1, 0],
    ],
  })
  for (const odd of [
    '1, 2',
    '1, , 2\n',
    '1, 2,\n',
    ' 1, 2\n',
    '1,  2\n',
    '0x1f\n',
    '1234567890123456\n',
    '\n',
  ])
    expect(read(`7\n${odd}`), odd).toEqual({ at: 2, lines: 1, taken: [[7]] })
})

test('a line without an end is cut, and not kept whole', () => {
  const lines: string[] = []
  const { add, finish } = createLines(line => void lines.push(line))
  for (let count = 0; count < 8; count++) add(Buffer.alloc(1 << 20, 'x'))
  add(Buffer.from('\nnext'))
  expect(finish()).toEqual({ lines: 2, isCut: true })
  expect(lines.map(({ length }) => length)).toEqual([1 << 20, 4])
})

test('a file that is too large to be read as a whole is told, and its beginning is kept', async () => {
  const content = gzipSync(Buffer.alloc(65 << 20, '{"fio version" : "fio-3.33"}\n'))
  const tar = await makeTar([
    { name: 'fio.json.gz', content },
    { name: 'b.txt', content: 'behind' },
  ])
  const { entries, messages } = await digestArchive(openArchive(tar), 'data/x')
  expect(entries.map(({ path, format, bytes }) => [path, format, bytes])).toEqual([
    ['fio.json.gz', 'text', 65 << 20],
    ['b.txt', 'text', 6],
  ])
  expect(messages.map(({ rule, file }) => [rule, file])).toEqual([
    ['too-large-file', 'data/x/r1.tar › fio.json.gz'],
  ])
})
