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

/** I/Os a second of fio as a whole. */
const ofRun = `awk -v n="$n" -v ms="$ms" 'BEGIN { printf "%.15g", n / ms * 1000 }'`

/**
 * I/Os a second inside perf’s window, by fio’s log: the mean over 2 000 starts in the second that perf
 * names, of those at which it lies inside fio’s run. What is behind the log is the rest of the total.
 */
const ofWindow = `{
  take fio.json | awk '/"timestamp_ms"/ { gsub(/,/, "", $3); print "end", $3 }'
  echo begin "$(date -u -d "$(take perf-process.txt | sed -n 's/^# started on //p')" +%s)"
  take fio_iops.1.log | tr -d ,
} | awk -v n="$n" -v ms="$ms" -v s="$seconds" '
  function until(at,  i) {
    for (i = 1; i < knots && time[i] < at; i++);
    return done[i - 1] + (done[i] - done[i - 1]) * (at - time[i - 1]) / (time[i] - time[i - 1])
  }
  $1 == "end" { start = ($2 - ms) / 1000; next }
  $1 == "begin" { begin = $2; next }
  { knots++; time[knots] = $1 / 1000; done[knots] = done[knots - 1] + $2 * (time[knots] - time[knots - 1]) }
  END {
    if (time[knots] < ms / 1000) { knots++; time[knots] = ms / 1000; done[knots] = n }
    from = begin - start; to = from + 1
    if (from < 0) from = 0
    if (to > time[knots] - s) to = time[knots] - s
    for (i = 0; i < 2000; i++) { at = from + (to - from) * (i + 0.5) / 2000; sum += until(at + s) - until(at) }
    printf "%.15g", sum / 2000 / s
  }'`

/** A count ÷ its seconds, over fio's `completed` ÷ its own. */
function recompute(
  archive: string,
  workload: string,
  count: string,
  completed: string,
  rate = ofRun,
): number {
  const script = `
    set -eu
    cell() { tar -xOzf ${JSON.stringify(join(study, archive))} "./$1"; }
    take() { cell ${workload}/$1; }
    elapsed() { take $1 | awk '/seconds time elapsed/ { print $1 }'; }
    read_of_fio() { take fio.json | awk -v key="\\"$1\\"" '/"read" :/ { r = 1 } r && $1 == key { gsub(/[^0-9.]/, "", $3); print $3; exit }'; }
    vcpu=$(cell machine/query-cpus-fast.json | sed 's/.*"thread-id": \\([0-9]*\\), "props".*/\\1/')
    ${count}
    n=$(read_of_fio ${completed})
    ms=$(read_of_fio runtime)
    rate=$(${rate})
    awk -v sum="$sum" -v s="$seconds" -v rate="$rate" 'BEGIN { printf "%.12g", sum / s / rate }'`
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
    rate: ofWindow,
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

describe.each(cases)('$what, $levels', ({ levels, workload, count, completed, rate, column }) => {
  test.each([1, 2, 3])('round %d', round => {
    const archive = `round-${round}/${levels.join('.')}.tar.gz`
    const recomputed = recompute(archive, workload, count[round] ?? '', completed, rate)
    const beginning = `${[workload, ...levels, round].join(',')},`
    expect(recomputed).toBeGreaterThan(0)
    expect(shown(beginning, column) / recomputed).toBeCloseTo(1, rate ? 6 : 10)
  })
})
