import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decode } from '../../src/parse/decode.ts'
import { readFile } from '../../src/parse/digest.ts'
import { toInput, toLines } from '../../src/parse/input.ts'
import type { Record } from '../../src/parse/record.ts'

const formats = [
  'fio-json',
  'fio-text',
  'fio-terse',
  'perf-stat-csv',
  'perf-stat-json',
  'perf-stat-text',
]
const cases = formats.flatMap(format =>
  readdirSync(join(import.meta.dirname, format)).map(name => join(format, name)),
)

function read(text: string): Record[] {
  return readFile(toInput('mail.txt', Buffer.from(text))).records
}

test.each(cases)('%s behind the marks of a mail is read as without', name => {
  const folder = join(import.meta.dirname, name)
  const input = readdirSync(folder).find(file => file.startsWith('input')) ?? ''
  const text = decode(readFileSync(join(folder, input)))
  const expected = read(text)
  for (const mark of ['> ', '>', '> > > ']) {
    const quoted = toLines(text).map(line => mark + line)
    expect(read(quoted.join('\n')), mark).toEqual(expected)
  }
})

/** What fio 3.12 prints, as a mail quotes it: percentiles of whole latencies, and four totals. */
test('fio 3.12 as a mail quotes it', () => {
  const [job] = read(`On Monday it was:
> > job1: (g=0): rw=randread, bs=(R) 4096B-4096B, (W) 4096B-4096B, (T) 4096B-4096B, ioengine=libaio, iodepth=4
> > fio-3.12
> > Starting 1 process
> >
> > job1: (groupid=0, jobs=1): err= 0: pid=811: Mon Mar 11 10:15:00 2019
> >   read: IOPS=294k, BW=1150MiB/s (1205MB/s)(5750MiB/5001msec)
> >     slat (nsec): min=1200, max=51000, avg=1900.30, stdev=320.10
> >     clat (usec): min=5, max=900, avg=11.25, stdev= 3.50
> >      lat (usec): min=7, max=903, avg=13.20, stdev= 3.60
> >   cpu          : usr=20.10%, sys=75.30%, ctx=1200, majf=0, minf=12
> >      issued rwts: total=1472000,0,0,0 short=0,0,0,0 dropped=0,0,0,0
`)
  expect(job).toMatchObject({
    kind: 'fio-job',
    tool: 'fio-3.12',
    name: 'job1',
    options: { rw: 'randread', ioengine: 'libaio', iodepth: '4' },
    directions: [{ direction: 'read', completed: { value: 1472000, place: { line: 12 } } }],
  })
})

test('what only mentions fio’s JSON, and JSON that somebody cut down, say what they lack', () => {
  const mentions = readFile(toInput('x', Buffer.from('log: {"fio version" : "fio-3.33"}\n')))
  expect(mentions.remarks).toMatchObject([{ severity: 'error', rule: 'damaged-json' }])
  const cut = { bw: 1024, iops: 250, total_ios: 100, clat_ns: { mean: 1000 } }
  const jobs = [{ jobname: 'j', read: cut, write: { bw: 0, iops: 0 }, sync: { total_ios: 7 } }]
  const [job] = read(JSON.stringify({ 'fio version': 'fio-3.19', jobs }))
  expect(job).toMatchObject({ directions: [], lacks: ['read/io_bytes', 'read/runtime'] })
})
