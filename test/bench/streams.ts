import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const pairs = 3
/** A process that has nothing else loaded. */
const reader = join(dirname(process.argv[1] ?? ''), 'read.js')
/** A log of single I/Os, as fio writes it. */
const makeLog = `awk 'BEGIN { for (i = 0; i < 10000000; i++) printf "%d, %d, %d, 4096\\n", i / 50, 50000 + (i * 7919) % 40000, i % 2 }'`

interface Case {
  name: string
  /** In an empty folder. */
  make: string
  beside: string
  ratio: number
  /** MiB */
  peak: number
}

const cases: Case[] = [
  {
    name: 'log of 10 M lines ÷ awk summing',
    make: `${makeLog} > x_clat.1.log`,
    beside: `awk '{ sum += $2 } END { print sum }' x_clat.1.log`,
    ratio: 0.6,
    peak: 120,
  },
  {
    name: 'the same in gzip ÷ gzip -dc',
    make: `${makeLog} | gzip > x_clat.1.log.gz`,
    beside: 'gzip -dc x_clat.1.log.gz',
    ratio: 1.5,
    peak: 120,
  },
  {
    name: 'archive of 0.9 GB ÷ sha256sum',
    make: `${makeLog} > a.log; for n in 1 2 3 4; do ln a.log x_clat.$n.log; done; tar --hard-dereference -cf x.tar x_*; rm *.log`,
    beside: 'sha256sum x.tar',
    ratio: 3,
    peak: 512,
  },
]

/**
 * What it costs to read large files to records, beside the least that any program does with them, in
 * turn: CPU time with that of starting Node and of two hashes, and peak memory.
 *
 * @param cpuOf CPU ms of a shell command
 */
export function reportStreams(cpuOf: (command: string) => number): void {
  console.log(
    `reading large files to records, median of ${pairs} pairs, CPU time (user + system):\n`,
  )
  for (const each of cases) {
    const folder = mkdtempSync(join(tmpdir(), 'technote-bench-'))
    try {
      tell(each, measure(each, folder, cpuOf))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

function measure({ name, make, beside }: Case, folder: string, cpuOf: (command: string) => number) {
  process.stderr.write(`${name}\n`)
  cpuOf(`cd ${folder}; ${make}`)
  const rounds = Array.from({ length: pairs }, () => {
    const other = cpuOf(`cd ${folder}; ${beside} > /dev/null`)
    const { stdout } = spawnSync(process.execPath, [reader, folder])
    const own: { ms: number; peak: number } = JSON.parse(stdout.toString())
    return { ...own, other, ratio: own.ms / other }
  })
  return rounds.sort((a, b) => a.ratio - b.ratio)[Math.floor(pairs / 2)]
}

function tell({ name, ratio, peak }: Case, found: ReturnType<typeof measure>): void {
  if (!found) return
  const miss = (value: number, goal: number) => (value <= goal ? '' : ', MISSED')
  console.log(
    `  ${name.padEnd(34)}${found.ms.toFixed(0).padStart(6)} ms ÷ ${found.other.toFixed(0)} ms = ${found.ratio.toFixed(1)}; goal ${ratio}${miss(found.ratio, ratio)}; peak ${found.peak.toFixed(0)} MiB; goal ${peak} MiB${miss(found.peak, peak)}`,
  )
}
