import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRedactor } from '../../../src/environment/redact/redactor.ts'

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

  it('stay when a value is allowed', () => {
    const redactor = createRedactor(['lab-host-7'])
    redactor.learn('Linux lab-host-7 6.1.0 #1')
    expect(redactor.redact('Linux lab-host-7 6.1.0 #1')).toBe('Linux lab-host-7 6.1.0 #1')
  })

  it('are learnt from one text and used in another', () => {
    const redactor = createRedactor()
    redactor.learn('kernel.hostname = lab-host-7')
    expect(redactor.redact('seen by lab-host-7 at noon')).toBe('seen by host-1 at noon')
  })

  it('survive a line of two million characters', () => {
    const redactor = createRedactor()
    const text = `${'a:'.repeat(1_000_000)} serial: ZZEXAMPLE1`
    redactor.learn(text)
    expect(redactor.redact(text)).not.toContain('ZZEXAMPLE1')
  })
})
