import { expect, test } from 'vitest'
import { compileTemplate, matchesName } from '../../src/study/template.ts'

test('placeholders stand for parts of one name, the rest belongs to the path', () => {
  const match = compileTemplate('round-{repeat}.tar.gz/{engine}/{workload}')
  expect(match('round-3.tar.gz/io_uring-fixed/iops/fio.json')).toEqual({
    values: { repeat: '3', engine: 'io_uring-fixed', workload: 'iops' },
    rest: 'fio.json',
  })
  expect(match('round-3.tar.gz/host/lscpu.txt')?.values.engine).toBe('host')
  expect(match('round-3_tar.gz/a/b')).toBeUndefined()
  expect(match('x/round-3.tar.gz/a/b')).toBeUndefined()
})

test('several placeholders in one name, and one twice', () => {
  const match = compileTemplate('{engine}-{workload}/{engine}.r{repeat}')
  expect(match('libaio-iops/libaio.r2/perf.txt')?.values).toEqual({
    engine: 'libaio',
    workload: 'iops',
    repeat: '2',
  })
  expect(match('libaio-iops/psync.r2')).toBeUndefined()
})

test('a star alone is everything', () => {
  expect(compileTemplate('*')('a/perf.txt')).toEqual({ values: {}, rest: 'a/perf.txt' })
})

test('characters of regular expressions are only characters', () => {
  expect(compileTemplate('a+(b)/{x}')('a+(b)/1')?.values).toEqual({ x: '1' })
  expect(matchesName('perf-cpu.*', 'perf-cpu.csv')).toBe(true)
  expect(matchesName('perf-cpu.*', 'perf-cpuXcsv')).toBe(false)
})
