import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'

const report = readFileSync(join(import.meta.dirname, 'fio-json/two-jobs-json-plus/input-fio.json'))

test('a report cut at any hundredth of its length gives no job, and says where it ends', () => {
  for (let percent = 1; percent < 100; percent += 1) {
    const part = report.subarray(0, Math.floor((report.length * percent) / 100))
    const { format, records, remarks } = readFile(toInput('fio.json', part))
    expect(format, `${percent} %`).toBe('fio-json')
    expect(records, `${percent} %`).toEqual([])
    const lines = part.toString().trimEnd().split('\n').length
    expect(remarks, `${percent} %`).toMatchObject([
      { severity: 'error', rule: 'truncated-json', line: lines },
    ])
  }
})

test('whole, it gives both jobs and nothing to say', () => {
  const { records, remarks } = readFile(toInput('fio.json', report))
  expect(records).toHaveLength(2)
  expect(remarks).toEqual([])
})
