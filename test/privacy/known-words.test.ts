import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createJudge, type Judge } from '../../src/privacy/known/judge.ts'
import {
  openVocabulary,
  packVocabulary,
  readVocabulary,
  type Vocabulary,
} from '../../src/privacy/known/vocabulary.ts'
import { hashWord } from '../../src/privacy/known/word-hash.ts'
import { createOwnWords } from '../../src/privacy/own-words.ts'
import { createRedactor } from '../../src/privacy/redactor.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'

const root = join(import.meta.dirname, '../..')
let vocabulary: Vocabulary
let judge: Judge

beforeAll(async () => {
  vocabulary = await readVocabulary(root)
  judge = createJudge(vocabulary)
})

/** A text as it is published, by a redactor that knows nothing else. */
function redactAlone(text: string, path = ''): string {
  const redactor = createRedactor({ judge: createJudge(vocabulary) })
  redactor.learn(text, path)
  return redactor.redact(text)
}

describe("names of fio's logs", () => {
  it('are known where their beginning is', () => {
    const names = [
      'randread_clat.1.log',
      'job_bw.12.log',
      'read_clat_hist.3.log',
      'kepler_lat.1.log',
    ]
    expect(names.map(name => judge.isKnown(name))).toEqual([true, true, true, false])
  })
})

describe('a set of words', () => {
  it('has what was packed, in any case and with any digits, and nothing else', () => {
    const set = openVocabulary(packVocabulary(['nvme0n1', 'Virtio-SCSI', 'größe']))
    const has = (word: string) => set.has(word, 0, word.length, hashWord(word))
    expect(['NVME1n7', 'virtio-scsi', 'GRÖSSE', 'größe', 'nvme10n1', 'virtio'].map(has)).toEqual([
      true,
      true,
      false,
      true,
      false,
      false,
    ])
  })

  it('is the same for words in any order', () => {
    const words = ['one', 'two', 'three', 'four']
    expect(packVocabulary(words)).toEqual(packVocabulary([...words].reverse()))
  })

  it('lets pass at most one of a million other words', () => {
    const random = createRandom(7)
    let passed = 0
    for (let count = 0; count < 300_000; count++) {
      const word = Array.from({ length: 9 }, () =>
        String.fromCharCode(0x61 + Math.floor(random() * 26)),
      ).join('')
      if (vocabulary.has(`q${word}q`, 0, 11, hashWord(`q${word}q`))) passed++
    }
    // 0.3 are expected; more than 4 would be seen once in ten thousand times.
    expect(passed).toBeLessThanOrEqual(4)
  })

  it('takes at most 3 MB', () => {
    const folder = join(root, 'src/privacy/known-words')
    const sizes = readdirSync(folder).map(name => readFileSync(join(folder, name)).length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000)
  })
})

describe('a word is known', () => {
  it.each([
    'scheduler mq-deadline none kyber bfq',
    'Model name: Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz',
    '0000:3b:00.0 Non-Volatile memory controller [0108]: Samsung Electronics Co Ltd',
    '/sys/block/nvme0n1/queue/nr_requests:1023',
    'net.ipv4.conf.eth0.arp_ignore = 0',
    'vm.dirty_ratio = 20',
    'CPU(s) list 0-15,32-47 mask ffff0000,00000000',
    'fio-3.39 rw=randread bs=4k-64k iodepth=32 ioengine=io_uring filename=/dev/nvme0n1',
    'Linux 6.1.0-13-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.55-1 (2023-09-29) x86_64 GNU/Linux',
    'rx_queue_127_packets: 123456789012',
    'LnkSta: Speed 16GT/s, Width x8 DevCtl MaxPayload 512 bytes',
    'cycles:u instructions:k msr/tsc/ block:block_rq_issue',
    'multi-user.target loaded active ext4 xfs',
    'Mon Nov 30 08:26:17 UTC 2026 2023-09-29T12:00:00+02:00',
    'enp59s0f0np0 bond0 vmbr0 tap101i0 sda1 dm-3',
    'itlb_multihit:Not affected',
    'rep1.tar.gz iter3 trial-2 repeat12',
    '\t           26290 @plt (/usr/lib/x86_64-linux-gnu/libc.so.6)',
    '-device virtio-scsi-pci,id=scsi0 -machine pc-q35-7.2',
    'slat (nsec): min=1234, max=98765, avg=2345.67, stdev=12.3',
    'Supported link modes: 100000baseLR2_ER2_FR2/Full 200000baseLR4_ER4_FR4/Full',
    'Memory at 303dbc000000 (64-bit, prefetchable) [size=32M]',
    '[mem 0x303dbc000000-0x303dbdffffff 64bit pref]',
    '[150] Alternative Routing-ID Interpretation (ARI)',
    'pve-manager/8.0.3/bbf3993334bfa916 (running kernel: 6.2.16-3-pve)',
    '\t             bab __vdso_clock_gettime ([vdso])',
  ])('all of: %s', line => {
    expect(judge.scan(line).unknown.map(({ value }) => value)).toEqual([])
  })

  it.each([
    ['apollo-db7', 'seen on apollo-db7 today'],
    ['prod-web-03', 'from prod-web-03 to the disk'],
    ['jkowalska', 'owned by jkowalska since'],
    ['PHLJ8123004K1P0A', 'disk PHLJ8123004K1P0A is healthy'],
    ['vg_kruger', '/dev/mapper/vg_kruger'],
    ['300123987451', 'ticket 300123987451 is open'],
    ['7ZX9QQ3', 'chassis 7ZX9QQ3 (rear)'],
    ['i-0abcd1234ef567890', 'runs on i-0abcd1234ef567890 of the cloud'],
    ['zeppelin.corp.example.net', 'ping zeppelin.corp.example.net'],
    ['hallervorden', 'pool hallervorden ONLINE'],
    ['bbf3993334bfa916', 'serial bbf3993334bfa916'],
    ['bab', 'seen by bab __vdso_clock_gettime ([vdso])'],
  ])('not %s', (word, line) => {
    expect(judge.scan(line).unknown.map(({ value }) => value)).toContain(word)
    expect(redactAlone(line)).not.toContain(word)
  })

  it('as a count, and is not where a number names something', () => {
    const known = (line: string) => judge.scan(line).unknown.length === 0
    expect(known('total_bytes: 123456789123')).toBe(true)
    expect(known('  10036695479      cycles:u')).toBe(true)
    expect(known('fs.file-max = 9223372036854775807')).toBe(true)
    expect(known('"99.990000" : 101187584,')).toBe(true)
    expect(known('Support contract 123456789123')).toBe(false)
    expect(known('account 210987654321 pages')).toBe(false)
  })
})

describe('what is not known', () => {
  it('has one pseudonym in all places, and its ending stays', () => {
    const text = 'zzkestrel and ZZkestrel\n/srv/zzkestrel.json'
    expect(redactAlone(text)).toBe('word-1 and word-1\n/srv/word-1.json')
  })

  it('is hidden once: what was hidden stays as it is', () => {
    const text = 'node zz-kestrel7 disk nvme-MODELX9_ZZS3RIAL77 mail zzq@zzkestrel.example.org'
    const redactor = createRedactor({ judge: createJudge(vocabulary) })
    redactor.learn(text)
    const once = redactor.redact(text)
    expect(redactor.redact(once)).toBe(once)
    expect(redactor.leaks(once, true)).toEqual([])
  })

  it('is told with its place, the most frequent first', () => {
    const redactor = createRedactor({ judge: createJudge(vocabulary) })
    redactor.redact('cpu\nzzkestrel zzmerle\nzzkestrel', 'data/x/a.txt')
    redactor.redact('zzkestrel', 'data/x/b.txt')
    expect(redactor.withheld()).toMatchObject([
      { value: 'zzkestrel', places: 3, files: ['data/x/a.txt', 'data/x/b.txt'], line: 2 },
      { value: 'zzmerle', places: 1, file: 'data/x/a.txt', text: 'zzkestrel zzmerle' },
    ])
  })

  it('is let through where the author wrote it, alone or joined in a name of a run', () => {
    const isOwn = createOwnWords({
      pages: ['Runs on zzbox are compared.'],
      studies: ['factors: {engine: {zzuring: {}, zzsync: {}}}\npath: "{engine}/zzfio.json"'],
    })
    const own = createJudge(vocabulary, isOwn)
    const known = (chunk: string) => own.isKnown(chunk)
    expect(['zzbox', 'zzuring.zzsync.r3', 'zzfio.json', 'zzuring-1.tar.gz'].every(known)).toBe(true)
    expect(['zzbox.zzuring', 'zzother', 'zzuring-zzother'].some(known)).toBe(false)
  })

  it('is a model that a parser of facts reads from no machine of its own', () => {
    const text = 'BIOS Information\n\tVersion: ZZBIOS77X\nHandle 0x0002, DMI type 2, 15 bytes'
    const capture = `# dmidecode 3.4\nHandle 0x0000, DMI type 0, 26 bytes\n${text}\n`
    expect(redactAlone(capture, 'host/dmidecode.txt')).toContain('ZZBIOS77X')
    expect(redactAlone('Version of ZZBIOS77X')).not.toContain('ZZBIOS77X')
  })
})

describe('the secrets and traps of all layouts', () => {
  const mark = /⟦([a-z-]+):([^⟧]*)⟧/g
  const folder = join(root, 'test/privacy/cases')
  const cases = readdirSync(folder).map(name =>
    readFileSync(join(folder, name), 'utf8').split('\n'),
  )

  it('are hidden and let through with the vocabulary too', () => {
    const texts = cases.map(lines => lines.map(line => line.replaceAll(mark, '$2')).join('\n'))
    const redactor = createRedactor({ judge })
    for (const text of texts) redactor.learn(text)
    const redacted = texts.map(text => redactor.redact(text).split('\n'))
    const marks = cases.flatMap((lines, file) =>
      lines.flatMap((line, index) =>
        [...line.matchAll(mark)].map(([, kind = '', value = '']) => {
          const isThere = (redacted[file]?.[index] ?? '').includes(value)
          return { kind, value, isThere }
        }),
      ),
    )
    const secrets = marks.filter(({ kind }) => kind !== 'keep')
    const traps = marks.filter(({ kind }) => kind === 'keep')
    expect(secrets.filter(({ isThere }) => isThere)).toEqual([])
    // Names of models, of which no vocabulary has all, may be hidden; most else may not.
    const eaten = traps.filter(({ isThere }) => !isThere).map(({ value }) => value)
    expect(eaten.length / traps.length, eaten.join(' | ')).toBeLessThan(0.1)
  })
})

describe('a pseudonym', () => {
  const text = 'Static hostname: zzkestrel\nuser-1 came by net-host-1 to zzkestrel and zz-host-7'

  it('is no word of a text, of the name of a file or of what people wrote', () => {
    const redactor = createRedactor({ judge: createJudge(vocabulary), written: ['see host-2'] })
    redactor.learn(text, 'zz/host-3/log.txt')
    expect(redactor.redact(text).split('\n')[0]).toBe('Static hostname: host-4')
  })

  it('hides no word that only looks like one', () => {
    const redactor = createRedactor({ judge: createJudge(vocabulary) })
    redactor.learn(text)
    const once = redactor.redact(text)
    expect(once).toMatch(/^Static hostname: host-2\nuser-1 came by word-\d to host-2 and word-\d$/)
    expect(redactor.redact(once)).toBe(once)
    expect(redactor.leaks(once, true)).toEqual([])
  })
})
