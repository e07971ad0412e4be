import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { OutputFile } from '../../src/model/output-file.ts'
import { createRedactor } from '../../src/privacy/redactor.ts'
import { packTar } from '../../src/read/pack-tar.ts'
import { checkPrivacy } from '../../src/site/check-privacy.ts'

const text = 'Serial Number: ZZPLANTED1\nkernel.hostname = planted-host'
const bytes = (value: string) => Buffer.from(value)

async function check(file: OutputFile, allow: string[] = []) {
  const redactor = createRedactor({ allow })
  redactor.learn(text)
  return checkPrivacy([file], redactor)
}

/** A learnt serial number in each kind of file that a site is made of. */
const planted: [path: string, content: string | Uint8Array | Promise<Uint8Array>][] = [
  ['page.html', '<p>ZZPLANTED1</p>'],
  ['single/page.html', '<pre>a\nZZPLANTED1</pre>'],
  ['data/x/ledger-iops.html', '<td>ZZPLANTED1</td>'],
  ['data/x/runs.csv', 'run,cost\nZZPLANTED1,1\n'],
  ['data/x/summary.json', '{"a": "ZZPLANTED1"}'],
  ['figures/x.svg', '<svg><text>ZZPLANTED1</text></svg>'],
  ['figures/x.vl.json', '{"data": {"values": [{"host": "ZZPLANTED1"}]}}'],
  ['data/x/faults.tsv', bytes('a\tZZPLANTED1\n')],
  ['data/x/lab.sh', bytes('echo ZZPLANTED1\n')],
  ['data/x/README', bytes('ZZPLANTED1\n')],
  ['style/site.css', '/* ZZPLANTED1 */'],
  ['data/x/utf16.txt', Buffer.from('\ufeffZZPLANTED1', 'utf16le')],
  ['data/x/disk.bin', bytes('\0\0 ZZPLANTED1 \0')],
  ['data/x/log.gz', gzipSync('ZZPLANTED1')],
  ['data/x/round-1.tar.gz', packTar([{ path: 'a/b.txt', bytes: bytes('x\nZZPLANTED1') }])],
  ['data/x/round-2.tar.gz', packTar([{ path: 'ZZPLANTED1/b.txt', bytes: bytes('x') }])],
  ['data/x/round-3.zip', packTar([{ path: 'in.tar.gz', bytes: bytes('ZZPLANTED1') }])],
  ['data/x/ZZPLANTED1.tar.gz', packTar([{ path: 'b.txt', bytes: bytes('x') }])],
]

describe('the check of a finished site', () => {
  it.each(planted)('finds a secret in %s, and does not repeat it', async (path, content) => {
    const messages = await check({ path, content: await content })
    expect(messages.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      'error private-value',
    ])
    expect(JSON.stringify(messages)).not.toContain('ZZPLANTED1')
  })

  it('takes no letters of what is packed in a page for words', async () => {
    const uri = `<a href="data:application/gzip;base64,H4sI/ZZPLANTED1+AA==">x</a>`
    expect(await check({ path: 'single/page.html', content: uri })).toEqual([])
    expect(
      await check({ path: 'single/page.html', content: `${uri}<p>ZZPLANTED1</p>` }),
    ).toHaveLength(1)
  })

  it.each(planted)('lets %s pass where the author allows the value', async (path, content) => {
    expect(await check({ path, content: await content }, ['ZZPLANTED1'])).toEqual([])
  })

  it('names the line, in a page and in an archive', async () => {
    const [html] = await check({ path: 'x.html', content: '<p>\n\nplanted-host' })
    expect(html).toMatchObject({ file: 'x.html', line: 3 })
    const packed = await packTar([{ path: 'a.txt', bytes: bytes('\n\nplanted-host') }])
    const [inside] = await check({ path: 'x.tar.gz', content: packed })
    expect(inside).toMatchObject({ file: 'x.tar.gz › a.txt', line: 3 })
  })

  it.each([
    ['an address', 'portal 198.51.100.9'],
    ['a UUID', 'deadbeef-0001-4e57-a000-01234567a001'],
    ['a MAC address', '02:00:5e:10:00:01'],
    ['a home', 'fio /home/zzperson/job.fio'],
    ['a key', `token ${'ghp_'}${'zZ9'.repeat(12)}`],
    ['escaped markup', '&quot;Serial&quot;: &quot;wwn-1&quot; 02:00:5e:10:00:01'],
  ])('finds %s that no capture gave away', async (_, content) => {
    expect(await check({ path: 'page.html', content })).toHaveLength(1)
  })

  it.each([
    ['images/x.svg', bytes('<svg><text>planted&#45;h&#x6f;st</text></svg>')],
    ['images/y.svg', bytes('<svg inkscape:export-filename="/home/zzperson/y.png"/>')],
    ['images/z.png', bytes('\x89PNG\0\0iTXt <rdf:li>/Users/zzperson/z.psd</rdf:li>\0')],
  ])('finds who drew %s, and what it says', async (path, content) => {
    expect(await check({ path, content })).toHaveLength(1)
  })

  it('knows a version again that a page sets apart from its label', async () => {
    const redactor = createRedactor()
    redactor.learn('firmware-version: 227.0.134.0/pkg 227.1.111.0')
    const content = '<dt>Firmware</dt><dd><code>227.0.134.0/pkg 227.1.111.0</code></dd>'
    expect(await checkPrivacy([{ path: 'x.html', content }], redactor)).toEqual([])
    const named = '<p>portal 227.0.134.0</p>'
    expect(await checkPrivacy([{ path: 'x.html', content: named }], redactor)).toHaveLength(1)
  })

  it('tells a value once, where a person wrote it, and reveals it to who asks only', async () => {
    const redactor = createRedactor()
    redactor.learn(text)
    const written = [
      { file: 'site/x.md', text: '# X\n\nOn planted-host.\n' },
      { file: 'site/y.md', text: 'Nothing.\n' },
    ]
    const files = ['x.html', 'single/x.html', 'y.csv'].map(path => ({ path, content: text }))
    const messages = await checkPrivacy(files, redactor, async () => written)
    expect(messages.map(({ file, line }) => `${file}:${line}`)).toEqual(['site/x.md:3', 'x.html:1'])
    expect(messages.map(({ reason }) => reason.replace(/: .*/, ''))).toEqual([
      'A private value (host-1) stands here, and in 3 more files',
      'A private value (serial-1) stands here, and in 2 more files',
    ])
    expect(messages.flatMap(message => message.reveal?.())).toEqual(['planted-host', 'ZZPLANTED1'])
  })
})
