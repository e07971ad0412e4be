import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { technote } from './helpers/technote.ts'

/**
 * A study so small that each number can be computed in the head: what tools wrote goes in as text,
 * the page and its CSV files come out of the command line.
 *
 * Every counter but instructions is 1, 0.9765625 and 1.024 times its base in the three repeats: the
 * geometric mean is the base, since 0.9765625 × 1.024 = 1. `b` takes half of the energy of `a`. perf wrote
 * text in repeat 1, CSV in 2, JSON in 3.
 */
const factors = [1, 0.9765625, 1.024]

const studyYaml = `
title: By hand
description: A study to compute in the head.
measured: never
factors: { mode: { label: Mode, levels: { a: A, b: B } } }
workloads:
  small: { label: Small, description: 512 B reads, per: IO, target: 1000 IO/s }
  large: { label: Large, description: 1 MiB reads, per: B }
  paged: { label: Paged, description: 1 MiB reads, per: { page: 16 KiB } }
  batched: { label: Batched, description: 512 B reads, per: { batch: 4 IO } }
baseline: { mode: a }
runs: 'r{repeat}/{mode}/{workload}'
scopes:
  machine: { label: Machine, description: all four CPUs, files: [perf-a.*], cpus: 4 }
  process: { label: fio, description: the fio process, files: [perf-p.*] }
metrics:
  energy: { count: power/energy-pkg/, scope: machine, label: Energy of the package }
  llc-misses: { count: LLC-load-misses, scope: machine }
  cycles: { count: cycles, scope: process }
  instructions: { count: instructions, scope: process }
  cycles-per-instruction: { count: cycles, per: instructions, scope: process }
  work-per-core: { count: task-clock, scope: process, inverse: true, label: IOPS per core-second }
`

const claim = 'mode=b < mode=a on energy in small by 45 %'
const pageText = `---
title: By hand
description: Numbers from raw text.
study: by-hand
---

:claim[B takes less energy]{that="${claim}"}.
:claim[B runs as many instructions]{that="mode=b ~ mode=a on instructions in small within 5 %"}.

${['energy', 'llc-misses', 'cycles', 'instructions', 'cycles-per-instruction', 'work-per-core']
  .flatMap(metric => ['small', 'large'].map(workload => ({ metric, workload })))
  .map(({ metric, workload }) => `:value{metric=${metric} workload=${workload} mode=a}`)
  .join('\n')}
:ratio{metric=energy workload=small mode=b}

::table{kind=costs workload=large metrics="energy llc-misses"}

::table{kind=costs workload=small metrics="work-per-core"}

:::figure{kind=dots metric=work-per-core workload=large}
What a core can do
:::

:value{metric=energy workload=paged mode=a}
:value{metric=work-per-core workload=paged mode=a}

::table{kind=costs workload=paged metrics="cycles energy"}

:::figure{kind=dots metric=cycles workload=batched}
A batch
:::
`

/** 10 000 I/Os of 512 B, or 10 GiB, in 10 s: 1 000 IO/s, or 1 GiB/s. */
const work = {
  small: { total_ios: 10_000, io_bytes: 5_120_000 },
  large: { total_ios: 10_240, io_bytes: 10_737_418_240 },
  paged: { total_ios: 10_240, io_bytes: 10_737_418_240 },
  batched: { total_ios: 10_000, io_bytes: 5_120_000 },
}
type Workload = keyof typeof work

function fioReport(workload: Workload): string {
  const { total_ios } = work[workload]
  const read = { ...work[workload], runtime: 10_000, iops: total_ios / 10, clat_ns: { mean: 5000 } }
  return JSON.stringify({ 'fio version': 'fio-3.36', jobs: [{ jobname: 'j', error: 0, read }] })
}

interface Count {
  event: string
  value: number
  unit?: string
  /** CPUs on which it was counted, each for the whole time: a package counts on one of its CPUs. */
  cpus: number
}

/** perf can count the time, too: without it, CSV and JSON do not say how long it looked. */
function withDuration(counts: Count[], seconds: number): Count[] {
  return [...counts, { event: 'duration_time', value: seconds * 1e9, unit: 'ns', cpus: 1 }]
}

/** What `perf stat` writes of these counts over so many seconds. */
const perfFormats = [
  {
    name: 'txt',
    write: (target: string, counts: Count[], seconds: number) => {
      const rows = counts.map(({ event, value, unit = '' }) => {
        const number = unit === '' ? value.toLocaleString('en-US') : value.toFixed(2)
        return `${number.padStart(18)} ${unit} ${event}\n`
      })
      return `\n Performance counter stats for ${target}:\n\n${rows.join('')}\n${seconds.toFixed(9).padStart(18)} seconds time elapsed\n\n`
    },
  },
  {
    name: 'csv',
    write: (_: string, counts: Count[], seconds: number) =>
      withDuration(counts, seconds)
        .map(
          ({ event, value, unit = '', cpus }) =>
            `${unit === 'Joules' ? value.toFixed(2) : value},${unit},${event},${cpus * seconds * 1e9},100.00,,\n`,
        )
        .join(''),
  },
  {
    name: 'json',
    write: (_: string, counts: Count[], seconds: number) =>
      withDuration(counts, seconds)
        .map(
          ({ event, value, unit = '', cpus }) =>
            `{"counter-value" : "${value.toFixed(6)}", "unit" : "${unit}", "event" : "${event}", "event-runtime" : ${cpus * seconds * 1e9}, "pcnt-running" : 100.00}\n`,
        )
        .join(''),
  },
]

/** The machine was counted for all 10 s, fio for 8 of them. */
function writeRun(root: string, repeat: number, mode: string, workload: Workload): void {
  const folder = join(root, `data/by-hand/r${repeat}/${mode}/${workload}`)
  const factor = factors[repeat - 1] ?? 1
  const format = perfFormats[repeat - 1]
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'fio.json'), fioReport(workload))
  const machine: Count[] = [
    {
      event: 'power/energy-pkg/',
      value: 256 * factor * (mode === 'b' ? 0.5 : 1),
      unit: 'Joules',
      cpus: 1,
    },
    { event: 'LLC-load-misses', value: 3_072_000 * factor, cpus: 4 },
  ]
  const process: Count[] = [
    { event: 'cycles', value: 4_096_000_000 * factor, cpus: 1 },
    { event: 'instructions', value: 8_000_000_000, cpus: 1 },
    { event: 'task-clock', value: 2048 * factor, unit: 'msec', cpus: 1 },
  ]
  const write = (name: string, target: string, counts: Count[], seconds: number) =>
    writeFileSync(
      join(folder, `${name}.${format?.name}`),
      format?.write(target, counts, seconds) ?? '',
    )
  write('perf-a', "'system wide'", machine, 10)
  write('perf-p', "process id '7'", process, 8)
}

const root = mkdtempSync(join(tmpdir(), 'technote-by-hand-'))
const file = (path: string) => join(root, path)
afterAll(() => rmSync(root, { recursive: true }))
beforeAll(async () => {
  for (const repeat of [1, 2, 3]) {
    for (const mode of ['a', 'b']) {
      for (const workload of Object.keys(work) as Workload[]) writeRun(root, repeat, mode, workload)
    }
  }
  const files = {
    'data/by-hand/study.yaml': studyYaml,
    'site/site.yaml': 'title: T\ndescription: D\npages: [by-hand]\n',
    'site/index.md': '---\ntitle: Front\ndescription: A front page.\n---\n',
    'site/by-hand.md': pageText,
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(file(path)), { recursive: true })
    writeFileSync(file(path), text)
  }
  const { status, err } = await technote(['build', '--root', root])
  expect(err).toBe('')
  expect(status).toBe(0)
})

/** The words of a page, with a space wherever markup stood. */
function toText(html: string): string {
  return html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}

/** The row of a CSV file for these words, by column. */
function rowOf(name: string, words: { [column: string]: string }): { [column: string]: string } {
  const [head = '', ...lines] = readFileSync(file(`_site/data/by-hand/${name}`), 'utf8')
    .trim()
    .split('\r\n')
  const columns = head.split(',')
  const rows = lines.map(line =>
    Object.fromEntries(line.split(',').map((text, index) => [columns[index] ?? '', text])),
  )
  const isMeant = (row: { [column: string]: string }) =>
    Object.entries(words).every(([column, word]) => row[column] === word)
  return rows.find(isMeant) ?? {}
}

const giB = 1_073_741_824

describe('per I/O, per byte and per unit of a workload’s own, unrounded, in estimates.csv', () => {
  test.each([
    // 256 J in 10 s are 25.6 W; at 1 000 IO/s 0.0256 J for each, at 1 GiB/s 25.6 J per GiB.
    ['small', 'energy', 'J/IO', 0.0256],
    ['large', 'energy', 'J/B', 25.6 / giB],
    // 3 072 000 in 10 s are 307 200 /s: 307.2 an I/O, 307 200 a GiB.
    ['small', 'llc-misses', 'event/IO', 307.2],
    ['large', 'llc-misses', 'event/B', 307_200 / giB],
    // 4 096 000 000 in 8 s are 512 000 000 /s.
    ['small', 'cycles', 'cycle/IO', 512_000],
    ['large', 'cycles', 'cycle/B', 512_000_000 / giB],
    // 8 000 000 000 in 8 s are 1 000 000 000 /s.
    ['small', 'instructions', 'instruction/IO', 1_000_000],
    ['large', 'instructions', 'instruction/B', 1_000_000_000 / giB],
    ['small', 'cycles-per-instruction', 'cycle/instruction', 0.512],
    ['large', 'cycles-per-instruction', 'cycle/instruction', 0.512],
    // 2.048 s of CPU time in 8 s are 0.256 of a core: 1 000 IO/s ÷ 0.256, 1 GiB/s ÷ 0.256.
    ['small', 'work-per-core', 'IO/CPU-s', 3906.25],
    ['large', 'work-per-core', 'B/CPU-s', 4_194_304_000],
    // 1 GiB/s are 65 536 pages of 16 KiB a second.
    ['paged', 'energy', 'J/{page}', 25.6 / 65_536],
    ['paged', 'cycles', 'cycle/{page}', 7812.5],
    ['paged', 'cycles-per-instruction', 'cycle/instruction', 0.512],
    ['paged', 'work-per-core', '{page}/CPU-s', 256_000],
    // 1 000 IO/s are 250 batches of 4.
    ['batched', 'energy', 'J/{batch}', 0.1024],
    ['batched', 'cycles', 'cycle/{batch}', 2_048_000],
  ])('%s, %s in %s', (workload, metric, unit, expected) => {
    const row = rowOf('estimates.csv', { workload, mode: 'a', metric })
    expect(row.unit).toBe(unit)
    expect(row.n).toBe('3')
    expect(Number(row.value) / expected).toBeCloseTo(1, 9)
  })

  test('the interval of three repeats, by the table of Student’s t', () => {
    // Logs 0, −0.0237165, 0.0237165: standard error 0.0136927, t of 2 degrees 4.302653;
    // exp(0.0589150) = 1.060685.
    const row = rowOf('estimates.csv', { workload: 'small', mode: 'a', metric: 'energy' })
    expect(Number(row.lower)).toBeCloseTo(0.0256 / 1.060685, 7)
    expect(Number(row.upper)).toBeCloseTo(0.0256 * 1.060685, 7)
  })

  test('each repeat by itself, whatever perf wrote it as', () => {
    // Half of 256, 250 and 262.144 J.
    for (const [index, expected] of [0.0128, 0.0125, 0.0131072].entries()) {
      const row = rowOf('runs.csv', { workload: 'small', mode: 'b', repeat: String(index + 1) })
      expect(Number(row['energy (J/IO)'])).toBeCloseTo(expected, 12)
    }
  })
})

test('study.json says what its workloads’ own units are', () => {
  const { workloads } = JSON.parse(readFileSync(file('_site/data/by-hand/study.json'), 'utf8'))
  expect(workloads.map(({ per }: { per: unknown }) => per)).toEqual([
    { unit: 'IO', size: 1, of: 'IO' },
    { unit: 'B', size: 1, of: 'B' },
    { unit: '{page}', size: 16_384, of: 'B' },
    { unit: '{batch}', size: 4, of: 'IO' },
  ])
})

test('on the page, rounded, with prefixes, and per GiB what is per byte in the files', () => {
  const html = readFileSync(file('_site/by-hand.html'), 'utf8')
  const texts = [...html.matchAll(/<data class="value" [^>]*><a [^>]*>([^<]*)<\/a>/g)].map(match =>
    match[1]?.replaceAll(/[\u2009\u202f\u00a0]/g, ' '),
  )
  // An interval is its value times and by 1.060685 (below), so its half width 5.9 % of it, which
  // supports a second digit where that begins with up to 3.54: 1.51 mJ, 18.1, 30.2 thousand,
  // 0.0302, 230 IO/CPU-s; three digits at most.
  expect(texts.slice(0, 13)).toEqual([
    ...['25.6 mJ', '25.6 J'],
    ...['307', '307 thousand'],
    ...['512 thousand', '512 million'],
    // Without spread, three digits.
    ...['1000 thousand', '1000 million'],
    ...['0.512', '0.512'],
    ...['3910 IO/CPU-s', '4000 MiB/CPU-s'],
    '0.500',
  ])
  const table = /<table[\s\S]*?<\/table>/.exec(html)?.[0] ?? ''
  expect(table).toContain('J per GiB')
  expect(table).toContain('thousand events per GiB')
  expect(toText(html)).toContain('IOPS per core-second Configuration I/Os per CPU-second')
  const [figure = '', batches = ''] = html.match(/<figure[\s\S]*?<\/figure>/g) ?? []
  expect(figure).toContain('IOPS per core-second (MiB per CPU-second)')
  expect(figure).toContain('A: 4000, n = 3')
  // A unit that only this study knows, with what it is.
  expect(texts.slice(13, 15)).toEqual(['391 µJ', '256 000 page/CPU-s'])
  expect(toText(html)).toContain('Paged: 1 MiB reads; a page is 16 KiB')
  expect(toText(html)).toContain('cycles per page')
  expect(toText(html)).toContain('µJ per page')
  expect(toText(batches)).toContain('Batched: 512 B reads; a batch is 4 I/Os')
  expect(toText(batches)).toContain('thousand cycles per batch')
})

test('one raw number turned by 20 % breaks the sentence that stood on it, and no other', async () => {
  const check = () => technote(['check', '--claims', '--root', root])
  const before = await check()
  expect(before.status).toBe(0)
  expect(before.out).toMatch(
    /energy in small by 45 %\n {4}found −50\.0\s% \[−52\.6, −47\.2\], p = 0\.008/,
  )
  const path = file('data/by-hand/r3/b/small/perf-a.json')
  const raw = readFileSync(path, 'utf8')
  // Half of 262.144 J.
  expect(raw).toContain('"131.072000"')
  writeFileSync(path, raw.replace('"131.072000"', `"${(131.072 * 1.2).toFixed(6)}"`))
  const after = await check()
  writeFileSync(path, raw)
  expect(after.status).toBe(3)
  // By scipy 1.10, stats.ttest_ind on the logs with equal_var=False: 0.531329, 0.393588 to 0.717274, and
  // with its standard error and 2.1 degrees of freedom p = 0.68 against the margin of 45 %.
  expect(after.err.replaceAll('\u2009', ' ')).toBe(
    `site/by-hand.md:7:1: error Unexpected sentence “B takes less energy”, expected ${claim}, found −46.9 % [−60.6, −28.3], p = 0.68, p = 0.68 after Holm over the 2 claims of the page; the data no longer support it, write what they say  claim-not-supported\n1 error\n`,
  )
  expect(after.out).toContain('instructions in small within 5 %')
  expect(after.out).not.toContain('energy in small')
})
