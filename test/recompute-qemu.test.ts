import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtSite } from './helpers/built-site.ts'
import { repository } from './helpers/technote.ts'

/**
 * Three cells of the QEMU study, each in three rounds, computed again from the raw files with
 * tar and awk, as the README of the study shows. perf wrote CSV in round 1, JSON in round 2 and
 * text in round 3, which says itself how long it looked. Nothing of technote takes part until the results are compared.
 */
const study = join(repository, 'data/qemu-controllers')

/** Lines of bash that know `take FILE`, `seconds`, `rate` and `bytes` of a workload of an archive. */
function compute(round: number, cell: string, workload: string, script: string): number {
  const prelude = `
    set -eu
    take() { tar -xOzf ${JSON.stringify(`${study}/round-${round}/${cell}.tar.gz`)} "./$1"; }
    seconds=$(take ${workload}/perf-process.txt | awk '/seconds time elapsed/ { print $1 }')
    read_of_fio() { take ${workload}/fio.json | awk -v key="\\"$1\\"" '/"read" :/ { r = 1 } r && $1 == key { gsub(/[^0-9.]/, "", $3); print $3; exit }'; }
    runtime=$(read_of_fio runtime)
    vcpu=$(take machine/query-cpus-fast.json | sed 's/.*"thread-id": \\([0-9]*\\), "props".*/\\1/')
  `
  const out = execFileSync('bash', ['-c', prelude + script], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  })
  return Number(out)
}

const threadSeconds = (workload: string) =>
  `seconds=$(take ${workload}/perf-threads.txt | awk '/seconds time elapsed/ { print $1 }')`

/** Sum of an event over all threads but the vCPU, in whichever format perf wrote. */
const overBackEnd = (event: string, workload: string) => ({
  1: `take ${workload}/perf-threads.csv | awk -F, -v vcpu="-$vcpu\\$" '$4 == "${event}" && $1 !~ vcpu { sum += $2 } END { printf "%.0f", sum }'`,
  2: `take ${workload}/perf-threads.json | grep -F '"event" : "${event}"' | grep -v -- "-$vcpu\\"" | sed 's/.*"counter-value" : "\\([0-9.]*\\)".*/\\1/' | awk '/^[0-9.]+$/ { sum += $1 } END { printf "%.0f", sum }'`,
  3: `take ${workload}/perf-threads.txt | awk -v vcpu="-$vcpu\\$" '/ ${event.replaceAll('/', '\\/')} / { at = index($0, "<not") ? 0 : 1; for (i = 1; i <= NF; i++) if ($i ~ /-[0-9]+$/) { thread = $i; count = $(i + 1) } if (at && thread !~ vcpu) sum += count } END { printf "%.0f", sum }'`,
})

function shown(round: number, levels: string, workload: string, column: string): number {
  const [head = '', ...lines] = readFileSync(
    join(builtSite(), 'data/qemu-controllers/runs.csv'),
    'utf8',
  ).split('\r\n')
  const at = head.split(',').indexOf(column)
  const line = lines.find(text => text.startsWith(`${workload},${levels},${round},`))
  return Number(line?.split(',')[at])
}

test.each([1, 2, 3] as const)(
  'reference cycles of the back end per I/O, megasas, native, round %d',
  round => {
    const script = `
    ${round === 3 ? threadSeconds('iops') : ''}
    sum=$(${overBackEnd('msr/tsc/', 'iops')[round]})
    awk -v sum="$sum" -v s="$seconds" -v n="$(read_of_fio total_ios)" -v ms="$runtime" 'BEGIN { printf "%.12g", sum / s / (n / ms * 1000) }'`
    const value = compute(round, 'megasas.native.off', 'iops', script)
    expect(value).toBeGreaterThan(10_000)
    expect(shown(round, 'megasas,native,off', 'iops', 'backend-cycles (cycle/IO)')).toBeCloseTo(
      value,
      5,
    )
  },
)

test.each([1, 2, 3] as const)(
  'context switches of QEMU per I/O, virtio-blk, threads, IOThread, round %d',
  round => {
    const script = `
    switches=$(take latency/perf-process.txt | awk '$2 == "context-switches" { gsub(/,/, "", $1); print $1 }')
    awk -v sum="$switches" -v s="$seconds" -v n="$(read_of_fio total_ios)" -v ms="$runtime" 'BEGIN { printf "%.12g", sum / s / (n / ms * 1000) }'`
    const value = compute(round, 'virtio-blk.threads.on', 'latency', script)
    expect(value).toBeGreaterThan(1)
    expect(
      shown(round, 'virtio-blk,threads,on', 'latency', 'context-switches (switch/IO)'),
    ).toBeCloseTo(value, 9)
  },
)

test.each([1, 2, 3] as const)(
  'context switches of the back end per byte, lsi53c810, io_uring, round %d',
  round => {
    const script = `
    ${round === 3 ? threadSeconds('bandwidth') : ''}
    sum=$(${overBackEnd('context-switches', 'bandwidth')[round]})
    awk -v sum="$sum" -v s="$seconds" -v n="$(read_of_fio io_bytes)" -v ms="$runtime" 'BEGIN { printf "%.12g", sum / s / (n / ms * 1000) }'`
    const value = compute(round, 'lsi53c810.io_uring.off', 'bandwidth', script)
    expect(value).toBeGreaterThan(0)
    expect(
      shown(round, 'lsi53c810,io_uring,off', 'bandwidth', 'backend-switches (switch/B)') / value,
    ).toBeCloseTo(1, 9)
  },
)
