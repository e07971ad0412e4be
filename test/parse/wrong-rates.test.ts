import { describe, expect, test } from 'vitest'
import { toInput } from '../../src/parse/input.ts'
import { perfScript } from '../../src/parse/perf/perf-script.ts'
import { perfStatCsv } from '../../src/parse/perf/perf-stat-csv.ts'
import { perfStatText } from '../../src/parse/perf/perf-stat-text.ts'
import type { PerfStat } from '../../src/parse/record.ts'

/** As perf 6.1 prints it: 3482 ÷ 0.53395 s = 6521.2 a second. */
const perf = (switches: string, runs = '') => ` Performance counter stats for process id '7'${runs}:

            533.95 msec task-clock                       #    0.053 CPUs utilized
              ${switches}      context-switches                 #    6.521 K/sec
                 12      page-faults                      #   22.474 /sec

      10.004502599 seconds time elapsed
`

describe('a count that perf’s own rate contradicts', () => {
  const parse = (text: string) => perfStatText.parse(toInput('f', Buffer.from(text)))

  test('as perf wrote it, it fits', () => {
    expect(parse(perf('3482')).remarks).toEqual([])
  })

  test.each(['34820', '348', '3582'])('%s: it is missing, the others stay', switches => {
    const { records, remarks } = parse(perf(switches))
    expect(remarks).toMatchObject([{ severity: 'error', rule: 'contradicting-count', line: 4 }])
    expect(remarks[0]?.reason).toMatch(
      /^Unexpected rate of context-switches, expected its count over its clock; perf contradicts itself: .* of context-switches in 0\.534 s/,
    )
    const [block] = records as PerfStat[]
    expect(block?.counts.map(({ count }) => 'missing' in count)).toEqual([false, true, false])
  })

  test('means of several runs have clocks of their own', () => {
    expect(parse(perf('3582', ' (3 runs)')).remarks).toEqual([])
  })
})

describe('thousands that some program wrote apart in CSV', () => {
  const rows = (switches: string) =>
    `533.95,msec,task-clock,533950000,100.00,0.053,CPUs utilized\n${switches},,context-switches,533950000,100.00,6.521,K/sec\n`
  const rulesOf = (text: string) =>
    perfStatCsv
      .parse(toInput('f', Buffer.from(text)))
      .remarks.map(({ rule, line }) => `${rule} ${line}`)

  test('are refused, and not read as decimals', () => {
    expect(rulesOf(rows('3482'))).toEqual([])
    expect(rulesOf(rows('3,482'))).toEqual(['damaged-perf-csv 2'])
    expect(rulesOf(rows('1,003,482'))).toEqual(['damaged-perf-csv 2'])
  })

  test('decimals of another locale are still read', () => {
    expect(rulesOf(rows('3482').replace('533.95,msec', '533,95,msec'))).toEqual([])
  })
})

test('samples that end in the middle of a line are told', () => {
  const samples = 'qemu-system-x86  6711 ffffffff81000000\nqemu-system-x86  6711     55d0a1b2c3d4\n'
  const parse = (text: string) =>
    perfScript.parse(toInput('f', Buffer.from(text))).remarks.map(({ rule }) => rule)
  expect(parse(samples)).toEqual([])
  expect(parse(samples.slice(0, -5))).toEqual(['truncated-samples'])
})
