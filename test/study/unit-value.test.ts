import { expect, test } from 'vitest'
import { parseAmount } from '../../src/study/manifest/unit-value.ts'

test.each([
  ['1 switch/IO', 1, 'switch/IO'],
  ['2.5 switches/I/O', 2.5, 'switch/IO'],
  ['20 switches/GiB', 20 / 2 ** 30, 'switch/B'],
  ['5000 cycles/IO', 5000, 'cycle/IO'],
  ['1.5 µs/IO', 1.5e-6, 's/IO'],
  ['3 ms/{page}', 3e-3, 's/{page}'],
  ['500 IO/s', 500, 'IO/s'],
  ['2 MiB/s', 2 ** 21, 'B/s'],
  ['100 IO/CPU-s', 100, 'IO/CPU-s'],
  ['40 switches/s', 40, 'switch/s'],
  ['5 %', 0.05, '1'],
])('%s', (text, value, unit) => {
  const amount = parseAmount(text)
  expect(amount?.unit).toBe(unit)
  expect((amount?.value ?? 0) / value).toBeCloseTo(1, 12)
})

test.each(['', 'switch', '1', '1 hop/IO', '1 switch/IO/s', '1 switch/MiB/s', '-1 switch/IO'])(
  'nothing of `%s`',
  text => expect(parseAmount(text)).toBeUndefined(),
)
