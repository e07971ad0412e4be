import { expect, test } from 'vitest'
import { toIngestJson } from '../../src/pages/evidence/ingest-json.ts'
import type { IngestedEntry } from '../../src/study/study.ts'

const entry = (path: string, detail: string, more: Partial<IngestedEntry> = {}): IngestedEntry => ({
  ...{ archive: 'r.tar.gz', path, bytes: 7, sha256: '0', format: 'text', use: 'run', detail },
  ...more,
})

test('files of one archive and use stand together, and the folder that they share is said once', () => {
  const entries = [
    entry('a/iops/fio.json', 'a.iops.r1', { format: 'fio-json', tool: 'fio-3.36' }),
    entry('b/x.txt', 'b.iops.r1'),
    entry('a/iops/perf/cpu.csv', 'a.iops.r1', { bytes: 9 }),
    entry('a/iops/fio.json', 'a.iops.r1', { archive: 's.tar.gz' }),
    entry('top.txt', 'host', { use: 'capture' }),
    entry('host/top.txt', 'host', { use: 'capture' }),
  ]
  const use = 'run'
  expect(toIngestJson(entries)).toEqual([
    {
      ...{ archive: 'r.tar.gz', use, detail: 'a.iops.r1', folder: 'a/iops/' },
      files: [
        ['fio.json', 7, 'fio-json', 'fio-3.36'],
        ['perf/cpu.csv', 9, 'text'],
      ],
    },
    { archive: 'r.tar.gz', use, detail: 'b.iops.r1', folder: 'b/', files: [['x.txt', 7, 'text']] },
    {
      ...{ archive: 's.tar.gz', use, detail: 'a.iops.r1', folder: 'a/iops/' },
      files: [['fio.json', 7, 'text']],
    },
    {
      ...{ archive: 'r.tar.gz', use: 'capture', detail: 'host', folder: '' },
      files: [
        ['top.txt', 7, 'text'],
        ['host/top.txt', 7, 'text'],
      ],
    },
  ])
})

test('every file is listed once', () => {
  const entries = Array.from({ length: 300 }, (_, at) =>
    entry(`${at % 3}/${at % 7}/${at}`, `run ${at % 5}`),
  )
  const listed = toIngestJson(entries).flatMap(({ detail, folder, files }) =>
    files.map(([path]) => `${detail} ${folder}${path}`),
  )
  expect(listed.sort()).toEqual(entries.map(({ path, detail }) => `${detail} ${path}`).sort())
})
