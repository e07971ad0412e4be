import { describe, expect, test } from 'vitest'
import { createReports, perfText, proposeFor } from '../helpers/propose.ts'

type Files = { [path: string]: string }
type Options = { [option: string]: string }

const fio = createReports()

/** A report for each combination of the values, at the path that it gives. */
function cross(
  lists: { [name: string]: readonly string[] },
  path: (at: { [name: string]: string }) => string,
  options: (at: { [name: string]: string }) => Options = () => ({ ioengine: 'psync' }),
): Files {
  let all: { [name: string]: string }[] = [{}]
  for (const [name, values] of Object.entries(lists)) {
    all = all.flatMap(at => values.map(value => ({ ...at, [name]: value })))
  }
  return Object.fromEntries(all.map(at => [path(at), fio(options(at))]))
}

const three = ['1', '2', '3']
const engines = ['psync', 'libaio']
const byEngine = ({ e = '' }) => ({ ioengine: e })

describe('what was varied is no repeat', () => {
  test.each<[what: string, files: Files, runs: string, levels: string[]]>([
    [
      'kernels above runs',
      cross(
        { k: ['6.1', '6.6'], e: engines, n: three },
        ({ k, e, n }) => `${k}/${e}_4k_run${n}/fio.json`,
        byEngine,
      ),
      '{version}/{engine}_4k_run{repeat}',
      ['6.1', '6.6'],
    ],
    [
      'kernels before names of files',
      cross({ k: ['6.1', '6.6', '6.10'], n: three }, ({ k, n }) => `${k}/psync_4k_run${n}.json`),
      '{version}/psync_4k_run{repeat}*',
      ['6.1', '6.6', '6.10'],
    ],
    [
      'kernels with all that their names have',
      cross(
        { k: ['6.1.0-32-amd64', '6.1.0-31-amd64'], n: ['1', '2'] },
        ({ k, n }) => `${k}-psync-${n}.json`,
      ),
      '{version}-psync-{repeat}*',
      ['6.1.0-31-amd64', '6.1.0-32-amd64'],
    ],
    [
      'versions of a patch',
      cross({ k: ['v1', 'v2', 'v3'], n: three }, ({ k, n }) => `${k}/${n}/fio.json`),
      '{version}/{repeat}',
      ['v1', 'v2', 'v3'],
    ],
    [
      'powers of two that no option explains',
      cross(
        { k: ['1', '2', '4', '8'], n: three },
        ({ k, n }) => `libaio-${k}-run${n}.json`,
        () => ({}),
      ),
      'libaio-{factor}-run{repeat}*',
      ['1', '2', '4', '8'],
    ],
    [
      'a count that an option explains',
      cross(
        { k: ['1', '2', '3'], n: three },
        ({ k, n }) => `libaio-${k}-run${n}.json`,
        ({ k = '' }) => ({ ioengine: 'libaio', iodepth: k }),
      ),
      'libaio-{iodepth}-run{repeat}*',
      ['1', '2', '3'],
    ],
    [
      'disks by number',
      cross(
        { k: ['1', '2'], n: three },
        ({ k, n }) => `disk${k}/run${n}/fio.json`,
        ({ k = '' }) => ({ filename: `/dev/sd${k}` }),
      ),
      'disk{disk}/run{repeat}',
      ['1', '2'],
    ],
    [
      'sizes in words',
      cross(
        { k: ['4k', '64k'], n: three },
        ({ k, n }) => `${k}/${n}/fio.json`,
        () => ({}),
      ),
      '{factor}/{repeat}',
      ['4k', '64k'],
    ],
  ])('%s', (_, files, runs, levels) => {
    const { manifest, cells } = proposeFor(files)
    expect(manifest.runs).toBe(runs)
    const [factor] = Object.values(manifest.factors)
    expect(Object.keys(factor?.levels ?? {}).sort()).toEqual([...levels].sort())
    expect(Object.keys(manifest.baseline).length).toBe(Object.keys(manifest.factors).length)
    expect(Object.values(manifest.baseline)[0]).toBe(levels[0])
    for (const cell of cells) expect(cell).toMatch(/: 1 2( 3)?$/)
  })

  test.each([
    ['before', 'after'],
    ['old', 'new'],
    ['base', 'patched'],
    ['vanilla', 'mglru'],
    ['6.6', '6.6-patch'],
    ['unpatched', 'a-patched'],
    ['off', 'batch'],
  ])('%s is what %s is compared with', (first, second) => {
    const files = cross({ k: [second, first], n: three }, ({ k, n }) => `${k}/run${n}/fio.json`)
    const { manifest } = proposeFor(files)
    expect(Object.values(manifest.baseline)).toEqual([first])
  })
})

describe('where two readings are possible both are told, and nothing is pooled', () => {
  test('words that nobody uses for repeats', () => {
    const files = cross({ e: engines, n: three }, ({ e, n }) => `${e}/test${n}/fio.json`, byEngine)
    const { manifest, proposal, cells } = proposeFor(files)
    expect(manifest.runs).toBe('{engine}/test{test}')
    expect(cells).toHaveLength(6)
    expect(proposal.doubts[0]).toMatch(
      /^test1, test2, test3 count up.*Read as a factor, `test`: 3 levels.*each with 2 runs.*The other reading: 3 repeats of each configuration.*put \{repeat\} in its place in `runs`\.$/,
    )
  })

  test('two days on which fio did the same', () => {
    const days = ['2026-11-20', '2026-11-21']
    const files = cross({ k: days, e: engines }, ({ k, e }) => `${k}/${e}/fio.json`, byEngine)
    const { manifest, proposal } = proposeFor(files)
    expect(Object.keys(manifest.factors.date?.levels ?? {})).toEqual(days)
    expect(proposal.doubts[0]).toContain('The other reading: 2 repeats of each configuration')
  })

  test('four days with another fio on the last are levels, without it repeats', () => {
    const days = ['20261120', '20261121', '20261122', '20261123']
    const files = cross({ k: days, e: engines }, ({ k, e }) => `${k}/${e}/fio.json`, byEngine)
    expect(proposeFor(files).manifest.runs).toBe('{repeat}/{engine}')
    for (const path of Object.keys(files)) {
      if (path.startsWith('20261123'))
        files[path] = (files[path] ?? '').replace('fio-3.33', 'fio-3.36')
    }
    expect(proposeFor(files).manifest.runs).toBe('{date}/{engine}')
  })

  test('numbers of folders above the runs', () => {
    const files = cross({ n: three, e: engines }, ({ n, e }) => `${n}/${e}/fio.json`, byEngine)
    const { manifest, proposal } = proposeFor(files)
    expect(manifest.runs).toBe('{repeat}/{engine}')
    expect(proposal.doubts[0]).toMatch(/Read as repeats: 3 repeats.*The other reading: 3 levels/)
    const two = cross({ n: ['1', '2'], e: engines }, ({ n, e }) => `${n}/${e}/fio.json`, byEngine)
    expect(proposeFor(two).manifest.runs).toBe('{factor}/{engine}')
  })

  test('loads that ran at the same time', () => {
    const files: Files = {}
    for (const n of three) {
      const report = fio({ ioengine: 'psync' })
      files[`run${n}/a1.json`] = report
      files[`run${n}/a2.json`] = report.replace('"io_bytes":', '"io_bytes":1')
    }
    const { proposal, cells } = proposeFor(files)
    expect(cells).toHaveLength(2)
    expect(proposal.doubts[0]).toContain('parts of one load, whose I/Os are added up')
  })
})

describe('runs that no template can tell are listed in a sheet', () => {
  test.each<[what: string, files: Files, lines: string[]]>([
    [
      'moments, and what was varied in options of fio alone',
      Object.fromEntries(
        Object.entries(
          cross({ n: ['1', '2'], e: engines }, ({ n, e }) => `${n}${e}`, byEngine),
        ).map(([, report], at) => [`20261122-081${at}/out.json`, report]),
      ),
      [
        'path,engine,workload,repeat',
        '20261122-0810,psync,all,1',
        '20261122-0811,libaio,all,1',
        '20261122-0812,psync,all,2',
        '20261122-0813,libaio,all,2',
      ],
    ],
    [
      'rounds and repeats',
      cross({ m: ['1', '2'], n: ['1', '2'] }, ({ m, n }) => `round${m}/psync/rep${n}/fio.json`),
      [
        'path,workload,repeat',
        'round1/psync/rep1,all,1-1',
        'round1/psync/rep2,all,1-2',
        'round2/psync/rep1,all,2-1',
        'round2/psync/rep2,all,2-2',
      ],
    ],
    [
      'names that no study.yaml can hold',
      cross(
        { e: ['ähm psync', 'libaio'], n: ['1', '2'] },
        ({ e, n }) => `${e}/run${n}/fio.json`,
        byEngine,
      ),
      [
        'path,engine,workload,repeat',
        'libaio/run1,libaio,all,1',
        'libaio/run2,libaio,all,2',
        'ähm psync/run1,a-hm-psync,all,1',
        'ähm psync/run2,a-hm-psync,all,2',
      ],
    ],
    [
      'paths of no form',
      {
        ...cross({ n: ['1', '2'] }, ({ n }) => `some/where-${n}.json`),
        ...cross(
          { n: three },
          ({ n }) => `x${n}${'/y'.repeat(Number(n))}/z.json`,
          ({ n = '' }) => ({ bs: `${n}k` }),
        ),
      },
      [
        'path,setup,workload,repeat',
        'some/where-1.json,some-where,all,1',
        'some/where-2.json,some-where,all,2',
        'x1/y/z.json,x1-y-z,all,1',
        'x2/y/y/z.json,x2-y-y-z,all,1',
        'x3/y/y/y/z.json,x3-y-y-y-z,all,1',
      ],
    ],
  ])('%s', (_, files, lines) => {
    const { proposal, study, cells } = proposeFor(files)
    const [heading, ...rest] = (proposal.sheet?.csv ?? '').trim().split('\n')
    expect([heading, ...rest.sort()]).toEqual([lines[0], ...lines.slice(1).sort()])
    expect(proposal.doubts.join()).toContain('run-sheet.csv lists them')
    expect(cells.flatMap(cell => cell.split(' ').slice(1))).toHaveLength(lines.length - 1)
    expect(study.messages).toEqual([])
  })

  test('a sheet that somebody wrote is taken as it is', () => {
    const files = cross(
      { n: three, e: engines },
      ({ n, e }) => `08${n}${e === 'psync' ? 1 : 2}/out.json`,
      byEngine,
    )
    files['runs.csv'] =
      `path,note,engine,repeat\n${[1, 2, 3].flatMap(n => [`08${n}1,a${n},psync,${n}`, `08${n}2,b${n},libaio,${n}`]).join('\n')}\n`
    const { manifest, proposal, cells } = proposeFor(files)
    expect(manifest.runs).toEqual({ sheet: 'runs.csv' })
    expect(proposal.sheet).toBeUndefined()
    expect(cells).toEqual(['libaio.all: 1 2 3', 'psync.all: 1 2 3'])
  })
})

describe('perf’s files are found wherever they lie', () => {
  test.each<[what: string, report: string, perf: string, runs: string]>([
    ['a folder for each tool', 'fio/E_N.json', 'perf/E_N.txt', '*/{engine}_{repeat}*'],
    ['names that begin with the tool', 'fio_E_N.json', 'perf_E_N.csv', '*_{engine}_{repeat}*'],
    ['folders in each run', 'E/runN/fio/out.json', 'E/runN/perf/stat.txt', '{engine}/run{repeat}'],
    ['names that end with the tool', 'E-N.fio.json', 'E-N.perf.txt', '{engine}-{repeat}*'],
  ])('%s', (_, report, perf, runs) => {
    const files: Files = {}
    for (const e of engines) {
      for (const n of three) {
        const at = (path: string) => path.replace('E', e).replace('N', n)
        files[at(report)] = fio({ ioengine: e })
        files[at(perf)] = perfText("process id '7'", Number(n))
      }
    }
    const { manifest, study, cells } = proposeFor(files)
    expect(manifest.runs).toBe(runs)
    expect(cells).toEqual(['libaio.all: 1 2 3', 'psync.all: 1 2 3'])
    for (const { counters } of study.runs) {
      expect(Object.values(counters)[0]).toHaveProperty('context-switches')
    }
    expect(study.messages).toEqual([])
  })
})

test('parts of different length: from the right, or from the left', () => {
  const controllers = ['sata', 'virtio-scsi', 'virtio-scsi-single']
  const files = cross(
    { c: controllers, m: ['native', 'threads'], n: three },
    ({ c, m, n }) => `${c}-${m}-${n}.json`,
  )
  const { manifest } = proposeFor(files)
  expect(manifest.runs).toBe('{factor}-{factor-2}-{repeat}*')
  expect(Object.keys(manifest.factors.factor?.levels ?? {})).toEqual(controllers)
})

test('a report of another form is told, and of no run', () => {
  const files = cross({ e: engines, n: three }, ({ e, n }) => `${e}/run${n}/fio.json`, byEngine)
  files['warm-up.json'] = fio({ ioengine: 'psync', rw: 'write' })
  const { manifest, proposal } = proposeFor(files)
  expect(manifest.runs).toBe('{engine}/run{repeat}')
  expect(proposal.doubts.join()).toContain(
    '1 report has a path of another form than the other 6 (warm-up.json)',
  )
})

test('far more combinations than cells are one factor', () => {
  const files: Files = {}
  for (let at = 0; at < 12; at++) {
    for (const n of ['1', '2']) files[`a${at % 12}x/b${(at * 5) % 12}y/run${n}/fio.json`] = fio({})
  }
  for (const n of ['1', '2']) files[`a0x/b1y/run${n}/fio.json`] = fio({})
  const { manifest, cells } = proposeFor(files)
  expect(Object.keys(manifest.factors)).toEqual(['setup'])
  expect(cells).toHaveLength(13)
})

test('of blocks of all sizes costs are in one unit', () => {
  const files = cross(
    { e: engines, b: ['4k', '1m'], n: three },
    ({ e, b, n }) => `${e}-${b}-${n}.json`,
    ({ e = '', b = '' }) => ({ ioengine: e, bs: b }),
  )
  const { manifest } = proposeFor(files)
  expect(Object.values(manifest.workloads).map(({ per }) => per.unit)).toEqual(['IO', 'IO'])
})

test('a depth that an engine does not keep is none', () => {
  const ask = (e: string[]) =>
    cross(
      { e, n: three },
      ({ e, n }) => `${e}/run${n}/fio.json`,
      ({ e = '' }) => ({ ioengine: e, rw: 'randread', bs: '4k', iodepth: '8' }),
    )
  const told = (e: string[]) => proposeFor(ask(e)).manifest.workloads.all?.description
  expect(told(['psync', 'sync'])).toBe('random reads, blocks of 4k, queue depth 1')
  expect(told(['libaio', 'io_uring'])).toBe('random reads, blocks of 4k, queue depth 8')
  expect(told(['psync', 'libaio'])).toBe(
    'random reads, blocks of 4k, queue depth 8, where the engine does not wait for each I/O',
  )
})
