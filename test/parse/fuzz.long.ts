import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'
import { corpus, hasCorpus, listCorpus } from '../corpus/corpus.ts'
import { damage, mulberry32 } from '../helpers/damage.ts'

const cases = 20_000
const longLine = 200_000
/** No file of a few 100 kB may take longer, on a busy machine of CI either. */
const mostMilliseconds = 3000
/** What is kept of a file, as JSON, at most: so many times its size, and a little. */
const mostGrowth = 150
const littleBytes = 20_000

const own = readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true })
  .filter(item => item.isFile() && item.name.startsWith('input'))
  .map(item => join(item.parentPath, item.name))
const others = hasCorpus
  ? listCorpus('fio', 'perf', 'mixed', 'artifacts').map(path => join(corpus, path))
  : []
const seeds = [...own, ...others].sort().map(path => ({ path, bytes: readFileSync(path) }))

test(`${cases} damaged files neither throw, nor hang, nor grow`, { timeout: 600_000 }, () => {
  const next = mulberry32(20261122)
  for (let number = 0; number < cases; number += 1) {
    const { path, bytes } = seeds[Math.floor(next() * seeds.length)] as (typeof seeds)[number]
    const damaged = damage(bytes, next)
    const name = `case ${number}, ${path.slice(path.lastIndexOf('/') + 1)}`
    const begin = performance.now()
    const { records, remarks } = readFile(toInput(path, damaged))
    expect(performance.now() - begin, name).toBeLessThan(mostMilliseconds)
    const size = JSON.stringify(records).length
    expect(size, name).toBeLessThan(damaged.length * mostGrowth + littleBytes)
    for (const { reason, line } of remarks) {
      expect(reason, name).toMatch(/^Unexpected .*, expected .*;/s)
      expect(line, name).toBeGreaterThan(0)
    }
  }
})

describe('lines made to be slow', () => {
  const starts = [
    '{"fio version" : "fio-3.33",',
    'x: (groupid=0, jobs=1): err= 0: pid=1: Wed\n  read',
    '3;fio-3.33;x;0;0;1',
    " Performance counter stats for 'x':\n\n  S0 1",
    ' Performance counter stats for ',
    '{"counter-value" : "1", "event" : "x"',
    '1,,cycles,1,100.00,,\n1',
    'Linux 6 (h) 1 x (1 CPU)\n\n10:00:00 CPU %usr',
    ' r  b   swpd   free\n 1 1 1 1',
    'cpu  1 1 1 1\nctxt 1\n1 (x',
    '[global]\nrw=read\nx',
    '1, 1, 0, 0\n1',
    'fio 1 abcdef00\n',
    '',
  ]
  const fillers = [
    ' ',
    '1',
    'a',
    ',',
    ';',
    '(',
    '[',
    '{',
    '"',
    '> ',
    ' 1',
    '-1 ',
    '\t',
    ': ',
    '\n',
    '{}\n',
  ]
  test.each(starts)('after %j', start => {
    for (const filler of fillers) {
      const bytes = Buffer.from(start + filler.repeat(longLine / filler.length))
      const begin = performance.now()
      readFile(toInput('x', bytes))
      expect(performance.now() - begin, JSON.stringify(filler)).toBeLessThan(mostMilliseconds)
    }
  })
})
