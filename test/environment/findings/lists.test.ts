import { expect, test } from 'vitest'
import { listByValue, listNames } from '../../../src/environment/findings/finding.ts'
import { toFact } from '../../../src/parse/host/facts/fact.ts'

const disks = Array.from({ length: 24 }, (_, at) => `nvme${at}`)
const file = { archive: 'x.tar.gz', sha256: '', entry: 'x.txt' }

test.each([
  [1, 'nvme0'],
  [4, 'nvme0, nvme1, nvme2, nvme3'],
  [5, 'nvme0, nvme1, nvme2 and 2 more'],
  [24, 'nvme0, nvme1, nvme2 and 21 more'],
])('%i names are told as %s', (count, told) => {
  expect(listNames(disks.slice(0, count))).toBe(told)
})

test('of many devices, those that differ stand first', () => {
  const facts = disks.map((subject, at) =>
    toFact(
      { key: 'disk-firmware', subject, value: at === 7 ? '1.1' : '1.0', line: 1 },
      file,
      'sysfs',
    ),
  )
  expect(listByValue(facts)).toBe('1.1 on nvme7; 1.0 on nvme0, nvme1, nvme2 and 20 more')
})
