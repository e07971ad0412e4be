import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { technote } from './helpers/technote.ts'

const fio = (options: { [option: string]: string }, total: number) =>
  JSON.stringify({
    'fio version': 'fio-3.36',
    time: 'Sun Nov 22 23:21:08 2026',
    jobs: [
      {
        jobname: 'j',
        'job options': options,
        read: {
          io_bytes: total * 4096,
          total_ios: total,
          runtime: 10_000,
          iops: total / 10,
          clat_ns: { mean: 1e9 / total },
        },
      },
    ],
  })

const perf = (count: number) =>
  `${count},,context-switches,1000,100.00,,\n${count * 900},,cycles:k,1000,100.00,,\n`

/** `uname -a` of Linux, with names of nobody. */
const uname =
  'Linux bench 6.1.0-31-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.128-1 (2025-02-07) x86_64 GNU/Linux\n'

/** perf's text says how long it counted; its CSV does not. */
const perfText = (count: number) => ` Performance counter stats for process id '7':

 ${count}      context-switches
 ${count * 900}      cycles:k

      10.000000000 seconds time elapsed
`

/** The layouts that people have, with numbers that differ from run to run. */
const layouts: { [name: string]: () => { [path: string]: string } } = {
  'a folder a run: engine, workload, repeat': () => {
    const files: { [path: string]: string } = {}
    for (const engine of ['libaio', 'io_uring']) {
      for (const rw of ['randread', 'randwrite']) {
        for (const repeat of [1, 2, 3]) {
          const folder = `${engine}/${rw}/run${repeat}`
          const options = { ioengine: engine, rw, bs: '4k', rate_iops: '100' }
          files[`${folder}/out.json`] = fio(options, 1000 + repeat)
          files[`${folder}/perf.csv`] = perf(5000 + repeat * 7 + engine.length * 300)
        }
      }
    }
    return files
  },
  'all in one folder, told by file names': () => {
    const files: { [path: string]: string } = {}
    for (const mode of ['native', 'threads']) {
      for (const repeat of [1, 2, 3]) {
        files[`${mode}-qd8-${repeat}.json`] = fio({ rw: 'randread', iodepth: '8' }, 500 + repeat)
      }
    }
    return files
  },
  'one run of each': () => ({
    'a/fio.json': fio({ ioengine: 'libaio', bs: '1m', rate_iops: '100' }, 1000),
    'b/fio.json': fio({ ioengine: 'psync', bs: '1m', rate_iops: '100' }, 700),
  }),
  'what a host says of itself beside the runs': () => {
    const files: { [path: string]: string } = { 'host/uname.txt': uname }
    for (const engine of ['libaio', 'psync']) {
      for (const repeat of [1, 2, 3]) {
        const count = 5000 + repeat * 7 + engine.length * 300
        files[`${engine}/${repeat}/fio.json`] = fio({ ioengine: engine }, 1000 + repeat)
        files[`${engine}/${repeat}/perf.txt`] = perfText(count)
      }
    }
    return files
  },
  'a sweep: a folder a block size, file names of depth and jobs': () => {
    const files: { [path: string]: string } = {}
    for (const bs of ['4k', '64k']) {
      for (const depth of [1, 2, 4, 8]) {
        for (const jobs of [1, 2]) {
          const options = { rw: 'randread', bs, iodepth: String(depth), numjobs: String(jobs) }
          const total = 1000 * depth * jobs + bs.length
          files[`${bs}/randread-${depth}-${jobs}.json`] = fio(options, total)
        }
      }
    }
    return files
  },
  'a single report': () => ({ 'fio.json': fio({ rw: 'read' }, 10) }),
}

test.each(Object.entries(layouts))('%s: init writes a series that builds', async (_, files) => {
  const root = mkdtempSync(join(tmpdir(), 'technote-init-'))
  for (const [path, text] of Object.entries(files())) {
    const file = join(root, 'data/mine', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  const first = await technote(['init', '--root', root])
  expect(first.status, first.err).toBe(0)
  const written = readdirSync(join(root, 'site')).sort()
  const parts = written.filter(name => name.startsWith('workload-'))
  expect(parts.length).toBeGreaterThan(0)
  expect(written).toEqual(['index.md', 'introduction.md', 'method.md', 'site.yaml', ...parts])
  const built = await technote(['build', '--root', root])
  expect(built.err).not.toContain(': error ')
  expect(built.status, built.err).toBe(0)
  const isUntimed = Object.keys(files()).some(path => path.endsWith('perf.csv'))
  expect(built.err.includes('perf’s CSV does not say how long it counted')).toBe(isUntimed)
  const page = (name: string) => readFileSync(join(root, '_site', name), 'utf8')
  const front = page('index.html')
  for (const part of ['introduction.md', ...parts]) {
    expect(front).toContain(`href="${part.replace('.md', '.html')}"`)
  }
  expect(page('introduction.html')).toContain('<th scope="col">Levels</th>')
  expect(page('introduction.html')).not.toContain('object Object')
  expect(page('introduction.html')).toContain(`>1 of ${parts.length + 1}</a>`)
  const isCaptured = 'host/uname.txt' in files()
  expect(page('introduction.html').includes('6.1.0-31-amd64')).toBe(isCaptured)
  if (isCaptured) expect(page('workload-all.html')).toContain('Efficiency of each configuration')
  const isSweep = '4k/randread-8-2.json' in files()
  expect(front.includes('IOPS (IO/s) along queue depth')).toBe(isSweep)
  if (isSweep) {
    const yaml = readFileSync(join(root, 'data/mine/study.yaml'), 'utf8')
    expect(Object.keys(parse(yaml).factors)).toEqual(['bs', 'iodepth', 'numjobs'])
    expect(page('workload-all.html')).toContain('4 KiB · iodepth 8 · numjobs 2')
    expect(front).toContain('64 KiB')
  }
  expect(page('method.html')).toMatch(/<a class="term" href="glossary\.html#/)
  // Whatever is measured is bound, and a note to the author is not published.
  for (const name of parts) {
    const text = readFileSync(join(root, 'site', name), 'utf8').split('\n---\n')[1] ?? ''
    const prose = text.replaceAll(/\{[^}]*\}|<!--.*?-->/gs, '')
    expect(prose.replaceAll(/under .*\.|appendix A/g, '')).not.toMatch(/\d/)
    expect(page(name.replace('.md', '.html'))).not.toContain('Say what follows')
  }
  rmSync(root, { recursive: true })
})

test('names that no study.yaml can hold are listed in a sheet, and the site builds', async () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-init-'))
  for (const name of ['libaio', 'ähm psync']) {
    const folder = join(root, 'data/mine', name)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'fio.json'), fio({ ioengine: name, rw: 'read' }, 10 + name.length))
  }
  const { status, err } = await technote(['init', '--root', root])
  expect(status, err).toBe(0)
  expect(err).toContain(
    'No template can tell the paths of these 2 runs, so run-sheet.csv lists them',
  )
  expect(readFileSync(join(root, 'data/mine/run-sheet.csv'), 'utf8')).toBe(
    'path,engine,workload,repeat\nlibaio,libaio,all,1\nähm psync,a-hm-psync,all,1\n',
  )
  const built = await technote(['build', '--root', root])
  expect(built.status, built.err).toBe(0)
  expect(built.out).toContain('2 of 2 runs usable')
  rmSync(root, { recursive: true })
})

test('of a report that was cut off, init says so and where', async () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-init-'))
  mkdirSync(join(root, 'data/mine'), { recursive: true })
  const report = fio({ ioengine: 'psync' }, 1000)
  writeFileSync(join(root, 'data/mine/fio.json'), report.slice(0, report.length / 2))
  const { status, err } = await technote(['init', '--root', root])
  expect(err).toMatch(/^data\/mine\/fio\.json:\d+: error Unexpected end of file in the JSON/m)
  expect(err).toContain('Unexpected folder data/mine without a report of a load')
  expect(status).toBe(1)
  rmSync(root, { recursive: true })
})

test('a run without a report is told by the folder that it lies in', async () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-init-'))
  for (const repeat of [1, 2]) {
    for (const engine of ['psync', 'libaio']) {
      const folder = join(root, `data/mine/${engine}/r${repeat}`)
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'fio.json'), fio({ ioengine: engine }, 1000 + repeat))
    }
  }
  expect((await technote(['init', '--root', root])).status).toBe(0)
  const killed = join(root, 'data/mine/psync/r2/fio.json')
  writeFileSync(killed, readFileSync(killed, 'utf8').slice(0, 100))
  const { err } = await technote(['check', '--root', root])
  expect(err).toMatch(/^data\/mine\/psync\/r2: error This run has no report of fio: `psync/m)
  rmSync(root, { recursive: true })
})
