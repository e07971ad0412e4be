import { describe, expect, test } from 'vitest'
import { proposeStudy } from '../../src/propose/propose.ts'
import { toStudy } from '../../src/study/to-study.ts'
import { digestOf } from '../helpers/digest.ts'
import { manifestOf } from '../helpers/synthetic.ts'

const fio = (options: { [option: string]: string }) =>
  JSON.stringify({
    'fio version': 'fio-3.36',
    time: 'Sun Nov 22 23:21:08 2026',
    jobs: [
      {
        jobname: 'j',
        'job options': options,
        read: { io_bytes: 4096, iops: 1, runtime: 1000, total_ios: 1 },
      },
    ],
  })

/** The proposal must be valid, and place every run that it was made from. */
function accept(files: { [path: string]: string }) {
  const digest = digestOf(files)
  const proposal = proposeStudy('mine', [digest])
  if (!proposal) throw new Error('no proposal')
  const manifest = manifestOf(proposal.yaml)
  const study = toStudy('mine', manifest, [digest])
  expect(study.messages).toEqual([])
  return { manifest, proposal, study, runs: study.runs.map(run => run.id).sort() }
}

describe('layouts that people have', () => {
  test('a folder a run: engine, workload, repeat', () => {
    const files: { [path: string]: string } = {}
    for (const engine of ['libaio', 'io_uring']) {
      for (const rw of ['randread', 'randwrite']) {
        for (const repeat of [1, 2, 10]) {
          files[`${engine}/${rw}/run${repeat}/out.json`] = fio({ ioengine: engine, rw, bs: '4k' })
          files[`${engine}/${rw}/run${repeat}/perf.csv`] = '5,,context-switches,1000,100.00,,\n'
        }
      }
    }
    const { manifest, runs, proposal } = accept(files)
    expect(manifest.runs).toBe('{engine}/{workload}/run{repeat}')
    expect(Object.keys(manifest.factors.engine?.levels ?? {})).toEqual(['io_uring', 'libaio'])
    expect(manifest.repeats).toBe(3)
    expect(runs).toHaveLength(12)
    expect(runs).toContain('libaio.randwrite.r10')
    expect(manifest.metrics).toMatchObject({ 'context-switches': { count: 'context-switches' } })
    expect(proposal.doubts).toEqual([])
  })

  test('an archive a configuration, and in it folders that say it again', () => {
    const files: { [path: string]: string } = {}
    for (const engine of ['libaio', 'io_uring']) {
      for (const iodepth of ['1', '16']) {
        for (const repeat of [1, 2, 3]) {
          const name = `${engine}-qd${iodepth}`
          files[`${name}.tar.gz/${name}-r${repeat}/fio.json`] = fio({ ioengine: engine, iodepth })
        }
      }
    }
    const { manifest, runs } = accept(files)
    expect(manifest.runs).toBe('{engine}-qd{workload}.tar.gz/{engine}-qd{workload}-r{repeat}')
    expect(Object.keys(manifest.factors)).toEqual(['engine'])
    expect(runs).toHaveLength(12)
  })

  test('the first has no number: run, run2, run3', () => {
    const files: { [path: string]: string } = {}
    for (const engine of ['libaio', 'io_uring']) {
      for (const run of ['run', 'run2', 'run3']) {
        files[`${engine}/${run}/fio.json`] = fio({ ioengine: engine, rw: 'read' })
      }
    }
    const { manifest, runs } = accept(files)
    expect(manifest.runs).toBe('{engine}/{repeat}')
    expect(runs).toContain('libaio.all.rrun')
    expect(runs).toHaveLength(6)
  })

  test.each([
    ['engine and repeat before the tool', '-', ''],
    ['words between spaces', ' ', 'Größe mit '],
  ])('a name for each file: %s', (_, mark, before) => {
    const files: { [path: string]: string } = {}
    for (const engine of ['libaio', 'io_uring']) {
      for (const repeat of [1, 2, 3]) {
        const name = `${before}${engine}${mark}r${repeat}${mark}`
        files[`${name}fio.json`] = fio({ ioengine: engine, rw: 'read' })
        files[`${name}perf.txt`] =
          ` Performance counter stats for '/usr/bin/fio --output=${engine}':\n\n 7 context-switches\n\n 1.000000000 seconds time elapsed\n`
      }
    }
    const { manifest, runs } = accept(files)
    expect(manifest.runs).toBe(`${before}{engine}${mark}r{repeat}*`)
    expect(manifest.scopes.perf?.description).toBe('fio, started by perf')
    expect(runs).toHaveLength(6)
  })

  test('all in one folder, told by file names', () => {
    const files: { [path: string]: string } = {}
    for (const mode of ['native', 'threads']) {
      for (const repeat of [1, 2, 3]) {
        files[`${mode}-qd8-${repeat}.json`] = fio({ rw: 'randread', bs: '4k', iodepth: '8' })
        files[`${mode}-qd8-${repeat}.perf.txt`] =
          " Performance counter stats for 'CPU(s) 0-3,8':\n\n 7 context-switches\n\n 1.000000000 seconds time elapsed\n"
      }
    }
    const { manifest, runs, proposal } = accept(files)
    expect(manifest.runs).toBe('{factor}-qd8-{repeat}*')
    expect(runs).toHaveLength(6)
    expect(proposal.doubts[0]).toMatch(/`factor` varies in the paths \(native, threads\)/)
    expect(Object.values(manifest.scopes)[0]?.cpus).toBe(5)
  })

  const report = fio({ ioengine: 'psync', rw: 'read' })
  const stat = `Performance counter stats for 'fio':\n\n 7 context-switches\n\n 1.0 seconds time elapsed\n`

  test.each([
    ['below fio’s report', '*.log', { '.log': `${report}\n${stat}` }],
    [
      'in files that nothing but their end names',
      '*.cnt.txt',
      { '.json': report, '.cnt.txt': stat },
    ],
  ])('perf %s', (_, pattern, written) => {
    const files: { [path: string]: string } = {}
    for (const repeat of [1, 2, 3]) {
      for (const [end, text] of Object.entries(written)) {
        files[`r${repeat}${end}`] = text.replace('"io_bytes":4096', `"io_bytes":${4096 * repeat}`)
      }
    }
    const { manifest, study } = accept(files)
    expect(Object.values(manifest.scopes).map(scope => scope.files)).toEqual([[pattern]])
    for (const { counters } of study.runs) expect(counters.perf).toHaveProperty('context-switches')
  })

  test('jobs that ran one after another in each report are workloads', () => {
    const ask = { read: { rw: 'read', bs: '1m' }, write: { rw: 'randwrite', bs: '4k' } }
    const files: { [path: string]: string } = {}
    for (const engine of ['libaio', 'io_uring']) {
      for (const repeat of [1, 2]) {
        const jobs = Object.entries(ask).map(([jobname, options], groupid) => ({
          jobname,
          groupid,
          'job options': { ...options, ioengine: engine, stonewall: '' },
          read: {
            io_bytes: 4096,
            iops: 10 * repeat + groupid,
            runtime: 1000,
            total_ios: 10 * repeat + groupid,
          },
        }))
        files[`${engine}/run${repeat}/all.json`] = JSON.stringify({
          'fio version': 'fio-3.36',
          time: 'Sun Nov 22 23:21:08 2026',
          jobs,
        })
      }
    }
    const { manifest, study } = accept(files)
    expect(manifest.runs).toBe('{engine}/run{repeat}')
    expect(Object.entries(manifest.workloads)).toMatchObject([
      ['read', { job: 'read', per: { unit: 'IO' } }],
      ['write', { job: 'write', description: 'random writes, blocks of 4k, queue depth 1' }],
    ])
    expect(study.runs.map(({ id, load }) => [id, load?.completed.value])).toEqual([
      ['io_uring.read.r1', 10],
      ['io_uring.read.r2', 20],
      ['libaio.read.r1', 10],
      ['libaio.read.r2', 20],
      ['io_uring.write.r1', 11],
      ['io_uring.write.r2', 21],
      ['libaio.write.r1', 11],
      ['libaio.write.r2', 21],
    ])
  })

  test.each(['_', '-'])('the engine io%suring is one word of a name', mark => {
    const files: { [path: string]: string } = {}
    for (const engine of ['libaio', 'io_uring', 'io_uring_cmd']) {
      for (const repeat of [1, 2, 3]) {
        const name = [engine.replaceAll('_', mark), `r${repeat}`].join(mark)
        files[`${name}${mark}fio.json`] = fio({ ioengine: engine, rw: 'read' })
        files[`${name}${mark}perf.csv`] = '5,,context-switches,1000,100.00,,\n'
      }
    }
    const { manifest, study } = accept(files)
    expect(manifest.runs).toBe(`{engine}${mark}r{repeat}*`)
    expect(Object.keys(manifest.factors.engine?.levels ?? {})).toEqual(
      ['io_uring', 'io_uring_cmd', 'libaio'].map(engine => engine.replaceAll('_', mark)),
    )
    expect(study.runs.map(({ files }) => files.length)).toEqual(Array(9).fill(2))
  })

  test('sizes and depths in names of files, by number and with their words', () => {
    const files: { [path: string]: string } = {}
    for (const bs of ['64k', '1m', '4k', '512']) {
      for (const iodepth of ['16', '2']) {
        for (const repeat of [1, 2]) {
          files[`bs${bs}-qd${iodepth}-${repeat}.json`] = fio({ rw: 'randread', bs, iodepth })
        }
      }
    }
    const { manifest, runs } = accept(files)
    expect(manifest.runs).toBe('bs{bs}-qd{iodepth}-{repeat}*')
    expect(manifest.factors.bs?.label).toBe('Block size')
    // An object lists whole numbers first; the baseline is the smallest.
    expect(Object.keys(manifest.factors.bs?.levels ?? {})).toEqual(['512', '4k', '64k', '1m'])
    expect(manifest.baseline).toEqual({ bs: '512', iodepth: '2' })
    expect(runs).toHaveLength(16)
  })

  test.each([
    ['(R) 65536B-65536B, (W) 65536B-65536B, (T) 65536B-65536B', 'blocks of 64k', 'B'],
    ['4K-4K/4K-4K/4K-4K', 'blocks of 4k', 'IO'],
    ['(R) 512B-512B, (W) 4096B-4096B, (T) 512B-512B', 'blocks of (R) 512B-512B, (W)', 'IO'],
  ])('fio’s text asks for blocks of %s', (bs, words, unit) => {
    const { manifest } = accept({ 'run1/fio.json': fio({ rw: 'randrw', bs, iodepth: '1' }) })
    const [workload] = Object.values(manifest.workloads)
    expect(workload?.description).toContain(`random reads and writes, ${words}`)
    expect(workload?.per.unit).toBe(unit)
  })

  test('of what fio did not say nothing is said', () => {
    const { manifest } = accept({ 'run1/fio.json': fio({}) })
    const [workload] = Object.values(manifest.workloads)
    expect(workload?.description).toBe('what fio was asked for, which its reports do not say')
  })

  test.each([
    ['2.000', '2.005', 2, ['context-switches']],
    ['2.000', '1.400', undefined, ['context-switches', 'cpu-time']],
  ])('CSV of perf that shows %s and %s CPUs utilized', (one, other, cpus, metrics) => {
    const files: { [path: string]: string } = {}
    for (const [repeat, utilized] of [one, other].entries()) {
      files[`run${repeat}/fio.json`] = fio({ rw: 'read' })
      files[`run${repeat}/perf.csv`] =
        `6009.81,msec,task-clock,1,100.00,${utilized},CPUs utilized\n7,,context-switches,1,100.00,,\n`
    }
    const { manifest } = accept(files)
    expect(manifest.scopes.perf?.cpus).toBe(cpus)
    expect(Object.keys(manifest.metrics)).toEqual(metrics)
  })

  test('counts are proposed by the common name of an event', () => {
    const { manifest } = accept({
      'run1/fio.json': fio({ rw: 'read' }),
      // perf 6.12: perf stat -A -x, -e context-switches,cpu-cycles; 7.2 counts cpu-cycles by default
      'run1/perf.csv':
        'CPU0,318,,context-switches [software],303228368,100.00,1.049,K/sec\nCPU0,9,,cpu-cycles,303228368,100.00,,\n',
    })
    expect(Object.values(manifest.metrics)).toMatchObject([
      { count: 'context-switches' },
      { count: 'cycles' },
    ])
  })

  test('a name of several parts, of which there is each combination', () => {
    const files: { [path: string]: string } = {}
    for (const name of [
      'sata.native.off',
      'sata.threads.off',
      'ide.native.off',
      'ide.threads.off',
    ]) {
      for (const repeat of [1, 2, 3]) {
        for (const bs of ['512', '1m']) {
          files[`round-${repeat}/${name}/${bs}/fio.json`] = fio({ rw: 'randread', bs })
        }
      }
    }
    const { manifest, runs } = accept(files)
    expect(manifest.runs).toBe('round-{repeat}/{factor}.{factor-2}.off/{workload}')
    expect(Object.values(manifest.factors).map(({ levels }) => Object.keys(levels))).toEqual([
      ['ide', 'sata'],
      ['native', 'threads'],
    ])
    expect(runs).toHaveLength(24)
  })

  test('of a CPU no time by its clock, and a process first', () => {
    const stat = (target: string) =>
      ` Performance counter stats for '${target}':\n\n 7 context-switches\n 900.00 msec task-clock\n\n 1.000000000 seconds time elapsed\n`
    const { manifest } = accept({
      'once/fio.json': fio({ rw: 'read' }),
      'once/perf-cpu.txt': stat('CPU(s) 1'),
      'once/perf-fio.txt': stat("process id '12'"),
    })
    expect(Object.keys(manifest.metrics)).toEqual([
      'perf-fio-context-switches',
      'perf-fio-cpu-time',
      'perf-cpu-context-switches',
    ])
  })

  test('one run of each, large blocks and a rate for each job', () => {
    const { manifest, proposal } = accept({
      'a/fio.txt': fio({ ioengine: 'libaio', bs: '1m', rate_iops: '100', numjobs: '4' }),
      'b/fio.txt': fio({ ioengine: 'psync', bs: '1m', rate_iops: '100', numjobs: '4' }),
    })
    expect(manifest.runs).toBe('{engine}')
    // rate_iops is per job: 100 × 4.
    expect(manifest.workloads.all).toMatchObject({
      per: { unit: 'B' },
      target: { value: 400, unit: 'IO/s' },
    })
    expect(proposal.doubts[0]).toContain('every cell has one run')
  })

  test('a rate holds for each direction', () => {
    const asked = { rw: 'randrw', bs: '4k', rate_iops: '200', numjobs: '2' }
    const { manifest } = accept({
      'a/fio.txt': fio({ ...asked, ioengine: 'libaio' }),
      'b/fio.txt': fio({ ...asked, ioengine: 'psync' }),
    })
    // fio 3.33 did 400 reads and 400 writes a second with these.
    expect(manifest.workloads.all).toMatchObject({ target: { value: 800, unit: 'IO/s' } })
  })

  test('a workload is said to ask for what all its runs ask for', () => {
    const files: { [path: string]: string } = {}
    for (const bs of ['4k', '64k']) {
      for (const iodepth of ['1', '8']) {
        files[`${bs}/${iodepth}/fio.json`] = fio({ rw: 'randread', bs, iodepth, numjobs: '2' })
      }
    }
    expect(accept(files).manifest.workloads.all).toMatchObject({
      description: 'random reads, blocks of several sizes, several queue depths, 2 jobs',
      per: { unit: 'IO' },
    })
  })

  test('a single report', () => {
    const { manifest } = accept({ 'fio.json': fio({ rw: 'read' }) })
    expect(Object.keys(manifest.factors)).toEqual(['setup'])
  })

  test('a single report with what perf counted beside it', () => {
    const perf = ' 5000      context-switches\n\n 10.0 seconds time elapsed\n'
    const perfText = ` Performance counter stats for process id '7':\n\n${perf}`
    const files = { 'out.json': fio({ rw: 'read' }), 'perf.txt': perfText }
    const { manifest, study } = accept(files)
    expect(manifest.metrics).toHaveProperty('context-switches')
    expect(Object.values(study.runs[0]?.counters ?? {})[0]).toHaveProperty('context-switches')
  })
})

test('nothing of fio, nothing proposed', () => {
  expect(proposeStudy('x', [digestOf({ 'a.txt': 'hello' })])).toBeUndefined()
})
