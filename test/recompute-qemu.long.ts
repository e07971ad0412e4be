import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { builtSite } from './helpers/built-site.ts'
import { repository } from './helpers/technote.ts'

/**
 * Three cells of the QEMU study, each in three rounds, computed again from the raw files with
 * tar and awk, as the README of the study shows. perf wrote CSV in round 1, JSON in round 2 and
 * text in round 3, which says itself how long it looked. Nothing of technote takes part until
 * the results are compared.
 */
const study = join(repository, 'data/qemu-controllers')

/** In bash, by round: `sum`, a count of perf, and `seconds`, how long perf looked for it. */
type Count = { [round: number]: string }

/** An event of the whole process, which perf always wrote as text. */
const ofProcess = (event: string): Count => {
  const script = `
    sum=$(take perf-process.txt | awk '$2 == "${event}" { gsub(/,/, "", $1); print $1 }')
    seconds=$(elapsed perf-process.txt)`
  return { 1: script, 2: script, 3: script }
}

/** An event over all threads but the vCPU; rounds 1 and 2 take their time from the process. */
const ofBackEnd = (event: string): Count => ({
  1: `
    sum=$(take perf-threads.csv | awk -F, -v vcpu="-$vcpu\\$" '
      $4 == "${event}" && $1 !~ vcpu { sum += $2 } END { printf "%.0f", sum }')
    seconds=$(elapsed perf-process.txt)`,
  2: `
    sum=$(take perf-threads.json | grep -F '"event" : "${event}"' | grep -v -- "-$vcpu\\"" |
      sed 's/.*"counter-value" : "\\([0-9.]*\\)".*/\\1/' |
      awk '/^[0-9.]+$/ { sum += $1 } END { printf "%.0f", sum }')
    seconds=$(elapsed perf-process.txt)`,
  3: `
    sum=$(take perf-threads.txt | awk -v vcpu="-$vcpu\\$" '/ ${event.replaceAll('/', '\\/')} / {
      for (i = 1; i <= NF; i++) if ($i ~ /-[0-9]+$/) { thread = $i; count = $(i + 1) }
      if (!index($0, "<not") && thread !~ vcpu) sum += count
    } END { printf "%.0f", sum }')
    seconds=$(elapsed perf-threads.txt)`,
})

/** A count ÷ its seconds, over fio's `completed` ÷ its own. */
function recompute(archive: string, workload: string, count: string, completed: string): number {
  const script = `
    set -eu
    cell() { tar -xOzf ${JSON.stringify(join(study, archive))} "./$1"; }
    take() { cell ${workload}/$1; }
    elapsed() { take $1 | awk '/seconds time elapsed/ { print $1 }'; }
    read_of_fio() { take fio.json | awk -v key="\\"$1\\"" '/"read" :/ { r = 1 } r && $1 == key { gsub(/[^0-9.]/, "", $3); print $3; exit }'; }
    vcpu=$(cell machine/query-cpus-fast.json | sed 's/.*"thread-id": \\([0-9]*\\), "props".*/\\1/')
    ${count}
    awk -v sum="$sum" -v s="$seconds" -v n="$(read_of_fio ${completed})" -v ms="$(read_of_fio runtime)" '
      BEGIN { printf "%.12g", sum / s / (n / ms * 1000) }'`
  const env = { PATH: process.env.PATH, LC_ALL: 'C' }
  return Number(execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8', env }))
}

/** A number of `runs.csv`, in the line that begins with these words. */
function shown(beginning: string, column: string): number {
  const runs = readFileSync(join(builtSite(), 'data/qemu-controllers/runs.csv'), 'utf8')
  const [head = '', ...lines] = runs.split('\r\n')
  const line = lines.find(text => text.startsWith(beginning))
  return Number(line?.split(',')[head.split(',').indexOf(column)])
}

const cases = [
  {
    what: 'reference cycles of the back end per I/O',
    levels: ['megasas', 'native', 'off'],
    workload: 'iops',
    count: ofBackEnd('msr/tsc/'),
    completed: 'total_ios',
    column: 'gross-backend-cycles (cycle/IO)',
  },
  {
    what: 'context switches of QEMU per I/O',
    levels: ['virtio-blk', 'threads', 'on'],
    workload: 'latency',
    count: ofProcess('context-switches'),
    completed: 'total_ios',
    column: 'gross-context-switches (switch/IO)',
  },
  {
    what: 'context switches of the back end per byte',
    levels: ['lsi53c810', 'io_uring', 'off'],
    workload: 'bandwidth',
    count: ofBackEnd('context-switches'),
    completed: 'io_bytes',
    column: 'gross-backend-switches (switch/B)',
  },
]

describe.each(cases)('$what, $levels', ({ levels, workload, count, completed, column }) => {
  test.each([1, 2, 3])('round %d', round => {
    const archive = `round-${round}/${levels.join('.')}.tar.gz`
    const recomputed = recompute(archive, workload, count[round] ?? '', completed)
    const beginning = `${[workload, ...levels, round].join(',')},`
    expect(recomputed).toBeGreaterThan(0)
    expect(shown(beginning, column) / recomputed).toBeCloseTo(1, 10)
  })
})
