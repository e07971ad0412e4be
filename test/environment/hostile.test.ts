import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packTar } from '../../src/read/pack-tar.ts'
import { technoteProcess } from '../helpers/technote.ts'

/** Code page 850, as a French console of Windows writes its `systeminfo`. */
const cp850: { [letter: string]: number } = { ô: 0x93, é: 0x82, è: 0x8a }
const french =
  "Nom de l'hôte:  ZZHOSTILE-9\r\nModèle du système:  Châssis\r\nMémoire physique totale:  2 047 Mo\r\n"

/** Captures that are damaged, foreign or meant to do harm, each with what it must give. */
const captures: { [name: string]: string | Uint8Array } = {
  'lscpu.txt': Buffer.concat([
    Buffer.from('Architecture: x86_64\nModel name: '),
    Buffer.alloc(10_000_000, 'Intel '),
    Buffer.from('\nSerial Number: ZZHOSTILE1\n'),
  ]),
  'uname.txt': 'Linux zzhostile-2 6.1.0-13-amd64 #1 SMP <script>alert(1)</script> x86_64',
  'ethtool-i-ens1.txt':
    'driver: <img src=x onerror=alert(2)>\nversion: "\'><script>alert(3)</script>\n',
  'os-release.txt': 'PRETTY_NAME="\u001b[31mRed\u001b[0m \u001b]0;title\u0007Linux\u0000"\n',
  'systeminfo.txt': Uint8Array.from(french, letter => cp850[letter] ?? letter.charCodeAt(0)),
  'win-processor.txt': Buffer.from(
    '\ufeffName : AMD EPYC 9554P Processor\r\nSystemName : ZZHOSTILE-3\r\n',
    'utf16le',
  ),
  'lspci-vvv.txt':
    '01:00.0 Ethernet controller: Mellanox MT2892\n\tLnkCap:\tPort #0, Speed 16GT/s, Wid',
  'dmidecode.txt': '# dmidecode 3.4\n/dev/mem: Permission denied\n',
  'nvme-list.txt': '# nvme list\nsh: nvme: commande introuvable\n',
  'sys-smt.txt': `${'/sys/'.repeat(100_000)}:1\n`,
  'meminfo.txt': `${'{'.repeat(100_000)}${'MemTotal: 1 kB\n'.repeat(1000)}`,
}

describe('captures that are hostile, cut short, denied or foreign', () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-hostile-'))
  afterAll(() => rmSync(root, { recursive: true }))
  let page = ''

  beforeAll(async () => {
    for (const folder of ['site', 'data/hosts']) mkdirSync(join(root, folder), { recursive: true })
    const entries = Object.entries(captures).map(([name, content]) => ({
      path: `host/${name}`,
      bytes: Buffer.from(content),
    }))
    writeFileSync(join(root, 'data/hosts/capture.tar.gz'), await packTar(entries))
    const host = '  host: { label: The host, path: capture.tar.gz/host }\n'
    writeFileSync(
      join(root, 'data/hosts/platform.yaml'),
      `title: H\ndescription: H.\nhosts:\n${host}`,
    )
    writeFileSync(join(root, 'site/site.yaml'), 'title: T\ndescription: T.\npages: [index]\n')
    const front = '---\ntitle: T\ndescription: T.\nenvironments: [hosts]\n---\n\nText.\n'
    writeFileSync(join(root, 'site/index.md'), front)
    // Node's heap may not grow beyond a few times what it has to read.
    const env = { NODE_OPTIONS: '--max-old-space-size=512' }
    const { status, err } = technoteProcess(['build', '--root', root], { env })
    expect(status, err).toBe(0)
    page = readFileSync(join(root, '_site/index.html'), 'utf8')
  })

  it('make a page of bearable size of a line of 10 MB, and say what was left out', () => {
    expect(statSync(join(root, '_site/index.html')).size).toBeLessThan(400_000)
    expect(page).toMatch(/\[…and 9980012 more letters\]/)
  })

  it('reach the page as text only', () => {
    expect(page).not.toMatch(/<script>alert|<img src=x|<[a-z][^<>]*onerror=alert/)
    expect(page).toMatch(/&(?:lt|#x3C);script(?:>|&gt;)alert\(1\)/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be there
    expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/)
    expect(page).toContain('<code>Red Linux</code>')
  })

  it('are read in their own encodings and languages', () => {
    expect(page).toContain('<code>2 047 Mo</code>')
    expect(page).toContain('<code>AMD EPYC 9554P Processor</code>')
  })

  it('say what was refused, and of a cut line nothing', () => {
    expect(page).toContain('<code>dmidecode.txt</code>: denied')
    expect(page).toContain('<code>nvme-list.txt</code>: absent')
    expect(page).not.toContain('PCIe capability')
  })

  it('give nobody’s name away, also behind the long line', () => {
    expect(page).not.toMatch(/ZZHOSTILE/i)
  })
})
