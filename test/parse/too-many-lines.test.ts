import { expect, test } from 'vitest'
import { readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'
import { mostCountLines } from '../../src/parse/perf/perf-event.ts'

const line = '5,,context-switches,1000,100.00,,\n'
const read = (lines: number) => readFile(toInput('perf.csv', Buffer.from(line.repeat(lines))))

test('a file of more counts than memory may hold is told at the first that is too many', () => {
  expect(read(mostCountLines + 1)).toMatchObject({
    format: 'perf-stat-csv',
    records: [],
    remarks: [{ rule: 'too-many-lines', severity: 'error', line: mostCountLines + 1 }],
  })
})

test('other files of counts are read', () => {
  expect(read(3)).toMatchObject({ records: [{ kind: 'perf-stat' }], remarks: [] })
})
