import { expect, test } from 'vitest'
import { open } from '../../src/format/printed.ts'
import { valueDirectives } from '../../src/pages/bind/values.ts'
import { studies } from '../charts/studies.ts'

/** One job saturates at 8 in flight and 80 000 IO/s, two at 16 and 160 000; beyond, 100 µs grow with depth. */
const efficiency = studies.saturating?.()

const write = (name: string, attributes: { [name: string]: string }) => {
  const bind = valueDirectives[name]
  if (!efficiency || !bind) throw new Error(name)
  return bind(efficiency, { workload: 'iops', ...attributes })
}

test('a sentence says where the knee of a line is', () => {
  const { text, value } = write('knee', { along: 'depth', numjobs: '1' })
  expect(open(text)).toBe('depth 8')
  expect(value).toBe(8)
  expect(open(write('knee', { along: 'depth', numjobs: '2' }).text)).toBe('depth 16')
})

test('a knee is that of one line, and decided only where it is', () => {
  expect(() => write('knee', { along: 'depth' })).toThrow('expected a level of each other factor')
  expect(() => write('knee', { along: 'depth', numjobs: '1', undecided: '' })).toThrow('undecided')
  expect(() => write('knee', { along: 'numjobs', depth: '1' })).toThrow('expected three levels')
  expect(() => write('knee', { along: 'depth', latency: 'iops' })).toThrow('a latency over')
})

test('a sentence says the most load under a limit', () => {
  const { text, value, title } = write('highest', { under: '150 us' })
  expect(value).toBeGreaterThan(150_000)
  expect(value).toBeLessThan(170_000)
  expect(open(text)).toMatch(/^1[56]\d.000.IO\/s$/)
  expect(title).toContain('depth 16 · numjobs 2')
  const one = write('highest', { under: '150 us', numjobs: '1' })
  expect(one.value).toBeGreaterThan(75_000)
  expect(one.value).toBeLessThan(85_000)
  expect(() => write('highest', { under: '10 us' })).toThrow('found none')
  expect(() => write('highest', { under: 'soon' })).toThrow('expected a time')
})
