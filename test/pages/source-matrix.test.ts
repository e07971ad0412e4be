import { expect, it } from 'vitest'
import { readRow } from '../../src/client/read-row.ts'
import { type SourceRow, toSourceMatrix } from '../../src/pages/evidence/source-matrix.ts'

const total = (run: string, value: number, round: number): SourceRow => ({
  ...{ run, name: 'total_ios', value, unit: 'IO', archive: `round-${round}.tar.gz` },
  place: `${run.charAt(0)}/iops/fio.json#/jobs/0/read/total_ios`,
  entry: `${run.charAt(0)}/iops/fio.json`,
})

const rows: SourceRow[] = [
  total('a.r1', 40, 1),
  total('a.r2', 41, 2),
  total('b.r1', 42, 1),
  {
    ...{ run: 'a.r1', name: 'x, y', value: 7, unit: '', archive: 'round-1.tar.gz' },
    ...{ place: 'a/iops/perf.txt:7', entry: 'a/iops/perf.txt' },
  },
]

it('says what runs share once, and tells places from the folder of each run', () => {
  expect(toSourceMatrix(rows, ['a.r1', 'a.r2'])).toBe(
    [
      'name,unit,place,a.r1,a.r2',
      'folder,,,round-1.tar.gz › a/iops/,round-2.tar.gz › a/iops/',
      'total_ios,IO,fio.json#/jobs/0/read/total_ios,40,41',
      '"x, y",,perf.txt:7,7,',
      '',
    ].join('\r\n'),
  )
})

it('tells no folder of a run whose files are in several archives', () => {
  const place = { archive: 'other.zip', place: 'perf.txt:1', entry: 'perf.txt' }
  const two = [...rows, { run: 'a.r1', name: 'cs', value: 1, unit: '', ...place }]
  expect(toSourceMatrix(two, ['a.r1']).split('\r\n')[1]).toBe('folder,,,')
  expect(toSourceMatrix(two, ['a.r1'])).toContain('cs,,other.zip › perf.txt:1,1')
})

it('tells files that are in no archive by their path', () => {
  const place = { archive: '.', place: 'host/a.txt:1', entry: 'host/a.txt' }
  expect(toSourceMatrix([{ run: 'r', name: 'cs', value: 1, unit: '', ...place }], ['r'])).toBe(
    'name,unit,place,r\r\nfolder,,,host/\r\ncs,,a.txt:1,1\r\n',
  )
})

it('tells the folders that files of different depths share', () => {
  const at = (entry: string) => ({ archive: 'a.zip', place: `${entry}:1`, entry })
  const both = ['x/y/z/fio.json', 'x/yy/perf.txt'].map(entry => ({
    ...{ run: 'r', name: 'cs', value: 1, unit: '' },
    ...at(entry),
  }))
  expect(toSourceMatrix(both, ['r']).split('\r\n')[1]).toBe('folder,,,a.zip › x/')
})

it('is read by the page as it was written: each column is that of its run', () => {
  const [runs = [], folders = [], first = [], second = []] = toSourceMatrix(rows, ['a.r1', 'a.r2'])
    .split('\r\n')
    .map(readRow)
  const at = runs.indexOf('a.r2')
  expect(folders[at]).toBe('round-2.tar.gz › a/iops/')
  expect(first[at]).toBe('41')
  expect(second).toEqual(['x, y', '', 'perf.txt:7', '7', ''])
  expect(readRow(',,"a ""b""",')).toEqual(['', '', 'a "b"', ''])
})
