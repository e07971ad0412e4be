import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtSite } from './helpers/built-site.ts'
import { repository } from './helpers/technote.ts'

/**
 * Three slopes of the ladder's study in each of its rounds, computed again from the raw files with
 * tar and awk. Nothing of technote takes part until the results are compared.
 */
const study = join(repository, 'data/qemu-ladder')
const rounds = readdirSync(study).filter(name => /^round-\d+$/.test(name))

interface Slope {
  cell: string
  ladder: 'reads' | 'large-reads'
  /** The waiting guest, and the loads that the cell held. */
  loads: string[]
  /** What fio counts its work by. */
  work: 'total_ios' | 'io_bytes'
  event: string
  /** In `runs.csv`. */
  column: string
}

const slopes: Slope[] = [
  {
    cell: 'virtio-scsi.native.off',
    ladder: 'reads',
    loads: ['waiting', 'iops-125', 'iops-250', 'iops-500'],
    work: 'total_ios',
    event: 'context-switches',
    column: 'backend-switches (switch/IO)',
  },
  {
    cell: 'sata.io_uring.off',
    ladder: 'large-reads',
    loads: ['waiting', 'bandwidth-20', 'bandwidth-80'],
    work: 'io_bytes',
    event: 'context-switches',
    column: 'backend-switches (switch/B)',
  },
  {
    cell: 'virtio-blk.threads.on',
    ladder: 'reads',
    loads: ['waiting', 'iops-125', 'iops-250', 'iops-500'],
    work: 'total_ios',
    event: 'msr/tsc/',
    column: 'backend-cycles (cycle/IO)',
  },
]

test.each(slopes)('$column of $cell for $ladder, with tar and awk', slope => {
  const own = recompute(slope)
  expect(own.length).toBe(rounds.length)
  const shown = readShown(slope)
  for (const [at, value] of own.entries()) {
    expect(Math.abs((shown[at] ?? 0) / value - 1)).toBeLessThan(1e-9)
  }
})

/**
 * By round, the slope of the line by least squares, each load weighted by the inverse square of
 * its mean count a second over the rounds.
 */
function recompute({ cell, loads, work, event }: Slope): number[] {
  const script = `
    set -eu
    for round in ${rounds.join(' ')}; do
      take() { tar -xOzf "$round/${cell}.tar.gz" "./$1"; }
      vcpu=$(take machine/query-cpus-fast.json | sed 's/.*"thread-id": \\([0-9]*\\), "props".*/\\1/')
      for load in ${loads.join(' ')}; do
        seconds=$(take $load/perf-process.txt | awk '/seconds time elapsed/ { print $1 }')
        count=$(take $load/perf-threads.csv | awk -F, -v vcpu="-$vcpu\\$" '
          $4 == "${event}" && $1 !~ vcpu { sum += $2 } END { printf "%.0f", sum }')
        work=0
        [ $load = waiting ] || work=$(take $load/fio.json | awk '/"read" :/ { r = 1 }
          r && $1 == "\\"${work}\\"" { gsub(/[^0-9]/, "", $3); n = $3 }
          r && $1 == "\\"runtime\\"" { gsub(/[^0-9]/, "", $3); ms = $3 }
          r && n && ms { printf "%.17g", n / ms * 1000; exit }')
        echo $round $load $work $count $seconds
      done
    done | awk '
      { x[$1, $2] = $3; y[$1, $2] = $4 / $5; sum[$2] += y[$1, $2]; of[$2]++; if (!($1 in known)) { known[$1]; order[++all] = $1 } }
      END {
        for (at = 1; at <= all; at++) {
          round = order[at]; n = a = b = aa = ab = 0
          for (load in sum) {
            w = (of[load] / sum[load]) ^ 2
            n += w; a += w * x[round, load]; b += w * y[round, load]
          }
          for (load in sum) {
            w = (of[load] / sum[load]) ^ 2; d = x[round, load] - a / n
            aa += w * d * d; ab += w * d * (y[round, load] - b / n)
          }
          printf "%.17g\\n", ab / aa
        }
      }'`
  const options = {
    cwd: study,
    encoding: 'utf8' as const,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  }
  const out = execFileSync('bash', ['--norc', '-c', script], options)
  return out.trim().split('\n').map(Number)
}

/** What the page's `runs.csv` has for each round. */
function readShown({ cell, ladder, column }: Slope): number[] {
  const runs = readFileSync(join(builtSite(), 'data/qemu-ladder/runs.csv'), 'utf8')
  const [head = '', ...lines] = runs.split('\r\n')
  const at = head.split(',').indexOf(column)
  const beginning = `${ladder},${cell.replaceAll('.', ',')},`
  return lines.filter(line => line.startsWith(beginning)).map(line => Number(line.split(',')[at]))
}
