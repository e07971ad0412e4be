import { expect, test } from 'vitest'
import {
  compilePath,
  compileTemplate,
  findAgreement,
  matchesName,
} from '../../src/study/match/template.ts'

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

test('words that are known are taken whole, and before others', () => {
  const known = { engine: ['io', 'io_uring', 'a+b'], workload: ['read-4k'] }
  const values = (template: string, path: string) => compileTemplate(template, known)(path)?.values
  expect(values('{workload}*', 'read-4k-run1.json')).toEqual({ workload: 'read-4k' })
  expect(values('{workload}*', 'write-4k.json')).toEqual({ workload: 'write' })
  expect(values('{engine}_{workload}', 'io_uring_read-4k')?.engine).toBe('io_uring')
  expect(values('{engine}_{workload}', 'io_read-4k')?.engine).toBe('io')
  expect(values('{engine}', 'a+b')?.engine).toBe('a+b')
  expect(values('{engine}_{workload}', 'aab_read')).toEqual({ engine: 'aab', workload: 'read' })
})

test('a star is anything within a name, and at the end whatever follows', () => {
  const values = (template: string, path: string) => compileTemplate(template)(path)
  const found = { values: { engine: 'psync' }, rest: '1/fio.json' }
  expect(values('{engine}_*', 'psync_1/fio.json')).toEqual(found)
  expect(values('{engine}_*', 'psync-1/fio.json')).toBeUndefined()
  expect(values('*/{engine}_*', 'monday/psync_1/fio.json')).toEqual(found)
  expect(values('run-*/{engine}', 'run-17/psync/x')?.values).toEqual({ engine: 'psync' })
  expect(values('run-*/{engine}', 'run-17/b/psync')?.values).toEqual({ engine: 'b' })
  // Behind a name, a star begins where the word ends: 10 is no 1.
  expect(values('r{repeat}*', 'r10-fio.json')).toEqual({
    values: { repeat: '10' },
    rest: '-fio.json',
  })
})

test('a path of a run sheet may hold a star, and braces are no names in it', () => {
  expect(compilePath('a/b')('a/b/c')).toBe('c')
  expect(compilePath('a/b')('a/bc')).toBeUndefined()
  expect(compilePath('*/psync-*')('monday/psync-3/fio.json')).toBe('3/fio.json')
  expect(compilePath('*/psync')('a/b/psync')).toBeUndefined()
  expect(compilePath('{x}*')('{x}-1')).toBe('-1')
  expect(compilePath('{x}*')('y-1')).toBeUndefined()
})

test.each([
  [
    '{engine}/run{repeat}/out',
    'a/run1/fio.json',
    ['{engine}/run{repeat}/', 'out', 'a/run1/', 'fio.json'],
  ],
  ['{engine}_{repeat}', 'a-1/fio.json', ['{engine}', '_{repeat}', 'a-1', '/fio.json']],
  ['{engine}/fio', 'a/fio.json', ['{engine}/fio', '', 'a/fio', '.json']],
  ['run-*/{engine}', 'run-7', ['run-*', '/{engine}', 'run-7', '']],
  ['x/{engine}', 'y/a', ['', 'x/{engine}', '', 'y/a']],
])('%s and %s part where nothing longer agrees', (template, path, [a, b, c, d]) => {
  expect(findAgreement(template, path)).toEqual({ template: [a, b], path: [c, d] })
})

test('a star alone is everything', () => {
  expect(compileTemplate('*')('a/perf.txt')).toEqual({ values: {}, rest: 'a/perf.txt' })
})

test('characters of regular expressions are only characters', () => {
  expect(compileTemplate('a+(b)/{x}')('a+(b)/1')?.values).toEqual({ x: '1' })
  expect(matchesName('perf-cpu.*', 'perf-cpu.csv')).toBe(true)
  expect(matchesName('perf-cpu.*', 'perf-cpuXcsv')).toBe(false)
})
