import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRedactor } from '../../src/privacy/redactor.ts'

/**
 * Texts in real layouts with made-up values. `⟦serial:X⟧` marks a secret, `⟦keep:X⟧` what
 * only looks like one. Marks are taken out before the text is read.
 */
const folder = join(import.meta.dirname, 'cases')
const mark = /⟦([a-z-]+):([^⟧]*)⟧/g

const cases = readdirSync(folder).map(name => {
  const marked = readFileSync(join(folder, name), 'utf8').split('\n')
  return {
    name,
    text: marked.map(line => line.replaceAll(mark, '$2')).join('\n'),
    lines: marked.map(line => [...line.matchAll(mark)].map(([, kind, value]) => ({ kind, value }))),
  }
})

/** A text by a redactor that knows nothing else. */
function redactAlone(text: string): string {
  const redactor = createRedactor()
  redactor.learn(text)
  return redactor.redact(text)
}

describe('redaction', () => {
  const redactor = createRedactor()
  for (const { text } of cases) redactor.learn(text)
  const results = cases.map(item => ({ ...item, redacted: redactor.redact(item.text).split('\n') }))
  const judged = results.flatMap(({ name, lines, redacted }) =>
    lines.flatMap((marks, index) =>
      marks.map(({ kind, value = '' }) => {
        const isThere = (redacted[index] ?? '').includes(value)
        return { where: `${name}:${index + 1}`, kind, value, isThere, line: redacted[index] }
      }),
    ),
  )
  const secrets = judged.filter(({ kind }) => kind !== 'keep')
  const traps = judged.filter(({ kind }) => kind === 'keep')

  it('knows at least 300 secrets and 300 traps', () => {
    expect(secrets.length).toBeGreaterThanOrEqual(300)
    expect(traps.length).toBeGreaterThanOrEqual(300)
  })

  it('leaves no secret', () => {
    expect(secrets.filter(({ isThere }) => isThere)).toEqual([])
  })

  it('eats no trap', () => {
    expect(traps.filter(({ isThere }) => !isThere)).toEqual([])
  })

  it('finds nothing more in what it redacted', () => {
    const left = results.flatMap(({ name, redacted }) =>
      redactor.leaks(redacted.join('\n')).map(leak => `${name}:${leak.line} ${leak.name}`),
    )
    expect(left).toEqual([])
  })

  it('keeps the number of lines', () => {
    for (const { text, redacted } of results) expect(redacted.length).toBe(text.split('\n').length)
  })
})

/**
 * The same marks, in the layouts of many tools, each below its `=== name`: what one output does
 * not tell by itself, no other tells for it.
 */
const outputs = readdirSync(join(import.meta.dirname, 'alone')).flatMap(name =>
  readFileSync(join(import.meta.dirname, 'alone', name), 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map(section => ({
      name: section.slice(0, section.indexOf('\n')),
      lines: section.split('\n').slice(1),
    })),
)

describe('the output of one tool alone', () => {
  it.each(outputs)('$name', ({ lines }) => {
    const text = lines.map(line => line.replaceAll(mark, '$2')).join('\n')
    const redactor = createRedactor()
    redactor.learn(text)
    const redacted = redactor.redact(text).split('\n')
    const wrong = lines.flatMap((line, index) =>
      [...line.matchAll(mark)]
        .map(([, kind = '', value = '']) => ({ kind, value, result: redacted[index] ?? '' }))
        .filter(({ kind, value, result }) => result.includes(value) !== (kind === 'keep')),
    )
    expect(wrong).toEqual([])
    expect(redacted.length).toBe(lines.length)
    expect(redactor.leaks(redacted.join('\n'))).toEqual([])
  })
})

describe('keys are known by their first letters', () => {
  // Put together here, so that no search for lost keys finds them.
  it.each(['ghp_', 'ghs_', 'hf_', 'npm_', 'glpat-', 'hvs.', 'sk-proj-'])('%s', start => {
    const key = `${start}${'zZ9'.repeat(12)}`
    expect(redactAlone(`x ${key} y`)).toBe('x secret-1 y')
  })
})

describe('pseudonyms', () => {
  it('are the same for each spelling of a value', () => {
    const redactor = createRedactor()
    const text = [
      'link/ether 02:00:5e:10:00:01 brd ff:ff:ff:ff:ff:ff',
      'Capabilities: [1b8] Device Serial Number 02-00-5e-ff-fe-10-00-01',
      'Base MAC: 02005e100001',
      'altname enx02005e100001',
    ].join('\n')
    redactor.learn(text)
    expect(redactor.redact(text).match(/mac-\d+/g)).toEqual(['mac-1', 'mac-1', 'mac-1', 'mac-1'])
    expect(redactor.counts()).toEqual([{ kind: 'mac', values: 1, places: 4 }])
  })

  it('are one for a machine by its short and its full name, and another for its namesake', () => {
    const text = [
      'Linux zznode 6.1.0-13-amd64 #1 SMP',
      'Static hostname: zznode.lab.example.net',
      'other zznode.example.org, zzmore.lab.example.net and zznode.json',
    ].join('\n')
    expect(redactAlone(text).split('\n')).toEqual([
      'Linux host-1 6.1.0-13-amd64 #1 SMP',
      'Static hostname: host-1',
      'other host-2, host-3 and host-1.json',
    ])
  })

  it('are one for an IPv6 address, short or long, and for the IPv4 address in one', () => {
    const text = [
      'inet6 2001:db8:0:0::7/64',
      'inet6 2001:0db8:0000:0000:0000:0000:0000:0007',
      'inet 198.51.100.7/24 gid 0000:0000:0000:0000:0000:ffff:c633:6407',
    ].join('\n')
    const [short, long, four, inside] = redactAlone(text).match(/ip-\d+/g) ?? []
    expect(new Set([short, four]).size).toBe(2)
    expect([long, inside]).toEqual([short, four])
  })

  it('are learnt from a file that holds nothing else, by its name', () => {
    const files = {
      'etc-hostname': 'zznode',
      'product_serial.txt': '7ZZX9Q3',
      'machine-id': 'feed'.repeat(8),
    }
    const redactor = createRedactor()
    for (const [name, text] of Object.entries(files)) redactor.learn(`${text}\n`, `host/${name}`)
    for (const text of Object.values(files))
      expect(redactor.redact(text)).toMatch(/^(?:host|serial|uuid)-1$/)
  })

  it('stay when a value is allowed', () => {
    const redactor = createRedactor({ allow: ['lab-host-7'] })
    redactor.learn('Linux lab-host-7 6.1.0 #1')
    expect(redactor.redact('Linux lab-host-7 6.1.0 #1')).toBe('Linux lab-host-7 6.1.0 #1')
  })

  it('stay for one machine of a domain, and for an address of mail, where these are allowed', () => {
    const redactor = createRedactor({ allow: ['www.lab.example.net', 'zzperson@lab.example.net'] })
    const text = 'Static hostname: zznode.lab.example.net\nAuthor: Z <zzperson@lab.example.net>'
    redactor.learn(text)
    const said = 'www.lab.example.net, zzperson@lab.example.net'
    expect(redactor.redact(said)).toBe(said)
    expect(redactor.leaks(said)).toEqual([])
    expect(redactor.redact('zznode.lab.example.net')).toBe('host-1')
  })

  it('leave JSON what it is, where a name was a number', () => {
    const text = '{"wwn": {"naa": 5, "oui": 3152, "id": 61372739011}, "serial_number": "ZZX12345"}'
    expect(JSON.parse(redactAlone(text))).toEqual({
      wwn: { naa: 5, oui: 3152, id: 'wwn-1' },
      serial_number: 'serial-1',
    })
  })

  it('stand in for no count that a serial number is like', () => {
    const text = 'Serial Number: 41943040\n"total_ios" : 41943040,'
    expect(redactAlone(text)).toBe('Serial Number: serial-1\n"total_ios" : 41943040,')
  })

  it('are learnt from one text and used in another', () => {
    const redactor = createRedactor()
    redactor.learn('kernel.hostname = lab-host-7')
    expect(redactor.redact('seen by lab-host-7 at noon')).toBe('seen by host-1 at noon')
  })

  it('survive a line of half a million characters', () => {
    const text = `${'a:'.repeat(250_000)} serial: ZZEXAMPLE1`
    expect(redactAlone(text)).not.toContain('ZZEXAMPLE1')
  })

  // Each took many seconds where the time grew with the square of the text.
  it.each([
    ['options without an end', 'netroot=iscsi:'.repeat(19_000)],
    ['keys without an end', 'eyJaaaaa-'.repeat(28_000)],
    ['headings of tables', 'Node SN Model\n'.repeat(19_000)],
    [
      'names that begin alike',
      Array.from({ length: 6_000 }, (_, n) => `serial=zz-${n}\n`).join(''),
    ],
    [
      'one line of what is private',
      Array.from({ length: 15_000 }, (_, n) => `/home/u${n}/ `).join(''),
    ],
  ])('bear 250 kB of %s', { timeout: 60_000 }, (_, text) => {
    const redactor = createRedactor()
    const start = process.cpuUsage()
    redactor.learn(text)
    redactor.redact(text)
    redactor.leaks(text)
    expect(process.cpuUsage(start).user).toBeLessThan(3e6)
  })
})
