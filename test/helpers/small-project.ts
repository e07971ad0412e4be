import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Outcome, technote } from './technote.ts'

/** Files of one run by name: what fio and perf print of 100 I/Os a second for 10 s. */
export function runFiles(engine: string, repeat: number): { [name: string]: string } {
  const total = 1000 + repeat
  const fio = {
    'fio version': 'fio-3.36',
    time: 'Sun Nov 22 23:21:08 2026',
    jobs: [
      {
        jobname: 'j',
        error: 0,
        'job options': { ioengine: engine, rw: 'randread', bs: '4k' },
        read: {
          io_bytes: total * 4096,
          total_ios: total,
          runtime: 10_000,
          iops: total / 10,
          clat_ns: { mean: 1e9 / total },
        },
      },
    ],
  }
  const count = 900 + 7 * repeat + 300 * engine.length
  const perf = ` Performance counter stats for process id '7':\n\n ${count}      context-switches\n\n      10.000000000 seconds time elapsed\n`
  return { 'fio.json': JSON.stringify(fio), 'perf.txt': perf }
}

/** The runs of two engines, by path: `psync/run1/fio.json`. */
export function engineRuns(engines = ['libaio', 'psync']): { [path: string]: string } {
  return Object.fromEntries(
    engines.flatMap(engine =>
      [1, 2, 3].flatMap(repeat =>
        Object.entries(runFiles(engine, repeat)).map(([name, text]) => [
          `${engine}/run${repeat}/${name}`,
          text,
        ]),
      ),
    ),
  )
}

/** A study.yaml of these engines; the runs are where the template says. */
export function engineStudy(
  runs = '"{engine}/run{repeat}"',
  engines = ['libaio', 'psync'],
): string {
  return `title: Engines
description: Two engines.
measured: 2026-11-22
factors:
  engine: { label: Engine, levels: { ${engines.map(engine => `${engine}: ${engine}`).join(', ')} } }
workloads: { all: { label: All, description: random reads, per: IO } }
baseline: { engine: ${engines[0]} }
repeats: 3
runs: ${runs}
scopes: { perf: { label: perf, description: the process, files: ['*perf.*'] } }
metrics: { switches: { count: context-switches, scope: perf } }
`
}

export interface SmallProject {
  root: string
  write(path: string, content: string | Uint8Array): void
  read(path: string): string
  run(...args: string[]): Promise<Outcome>
  remove(): void
}

/** A project with one front page and a study \`s\` of these files, that builds in a second. */
export function smallProject(
  files: { [path: string]: string | Uint8Array },
  yaml = engineStudy(),
): SmallProject {
  const root = mkdtempSync(join(tmpdir(), 'technote-small-'))
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  write('site/site.yaml', 'title: T\ndescription: D\n')
  write('site/index.md', '---\ntitle: Front\ndescription: A page.\nstudy: s\n---\n\nText.\n')
  write('data/s/study.yaml', yaml)
  for (const [path, content] of Object.entries(files)) write(`data/s/${path}`, content)
  return {
    root,
    write,
    read: path => readFileSync(join(root, path), 'utf8'),
    // As at a person's terminal: a log of a CI is told less.
    run: (...args) => technote([...args, '--root', root], { env: { CI: '' } }),
    remove: () => rmSync(root, { recursive: true }),
  }
}
