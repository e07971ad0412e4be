import { expect, it } from 'vitest'
import { readRow } from '../../src/client/read-row.ts'
import { toSourceMatrix } from '../../src/site/source-matrix.ts'

const csv = [
  'run,name,value,unit,archive,place',
  'a.r1,total_ios,40,IO,round-1.tar.gz,a/iops/fio.json#/jobs/0/read/total_ios',
  'a.r2,total_ios,41,IO,round-2.tar.gz,a/iops/fio.json#/jobs/0/read/total_ios',
  'b.r1,total_ios,42,IO,round-1.tar.gz,b/iops/fio.json#/jobs/0/read/total_ios',
  'a.r1,"x, y",7,,round-1.tar.gz,a/iops/perf.txt:7',
  '',
].join('\r\n')

it('says what runs share once, and tells places from the folder of each run', () => {
  expect(toSourceMatrix(csv, ['a.r1', 'a.r2'])).toBe(
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
  const two = `${csv}a.r1,cs,1,,other.zip,perf.txt:1\r\n`
  expect(toSourceMatrix(two, ['a.r1']).split('\r\n')[1]).toBe('folder,,,')
  expect(toSourceMatrix(two, ['a.r1'])).toContain('cs,,other.zip › perf.txt:1,1')
})

it('tells files that are in no archive by their path', () => {
  const loose = 'run,name,value,unit,archive,place\r\nr,cs,1,,.,host/a.txt:1\r\n'
  expect(toSourceMatrix(loose, ['r'])).toBe(
    'name,unit,place,r\r\nfolder,,,host/\r\ncs,,a.txt:1,1\r\n',
  )
})

it('is read by the page as it was written: each column is that of its run', () => {
  const [runs = [], folders = [], first = [], second = []] = toSourceMatrix(csv, ['a.r1', 'a.r2'])
    .split('\r\n')
    .map(readRow)
  const at = runs.indexOf('a.r2')
  expect(folders[at]).toBe('round-2.tar.gz › a/iops/')
  expect(first[at]).toBe('41')
  expect(second).toEqual(['x, y', '', 'perf.txt:7', '7', ''])
  expect(readRow(',,"a ""b""",')).toEqual(['', '', 'a "b"', ''])
})
