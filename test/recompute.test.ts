import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtSite } from './helpers/built-site.ts'
import { repository } from './helpers/technote.ts'

/**
 * Numbers of the page, computed again from the raw files with tar, awk and a shell: nothing of
 * technote takes part until the results are compared with what the page shows.
 */
const data = join(repository, 'data/linux-io-engines')
const output = builtSite()

/**
 * Median over all rounds of what the program prints for each: the value and the load, in IO/s or
 * B/s. Rounds more than 3 % off the target are left out, as the page says they are.
 */
function recompute(target: number, perRound: string): number {
  const script = `
    cd ${JSON.stringify(data)}
    for archive in round-*.tar.gz; do
      take() { tar -xOzf "$archive" "./$1"; }
      ${perRound}
    done | awk '$2 > ${target} * 0.97 && $2 < ${target} * 1.03 { print $1 }' | sort -g |
      awk '{ v[NR] = $1 } END { printf "%.12g", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'`
  return Number(
    execFileSync('bash', ['-c', script], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
    }),
  )
}

/** The text that the table cell of this ledger link shows first, as a number. */
function shown(workload: string, engine: string, title: string): number {
  const page = readFileSync(join(output, 'linux-io-engines.html'), 'utf8')
  const figure = [...page.matchAll(/title="([^"]*)">([^<]*)<\/a><\/data>/g)].find(
    match =>
      match[1]?.startsWith(title) &&
      page.slice(0, match.index).endsWith(`ledger-${workload}.html#${engine}" `),
  )
  return Number(figure?.[2]?.replace(/[\u2009\u202f].*$/, ''))
}

function expectShown(actual: number, recomputed: number): void {
  const decimals = String(actual).split('.')[1]?.length ?? 0
  expect(actual).toBe(Number(recomputed.toFixed(decimals)))
}

test('context switches per I/O of psync at fixed IOPS', () => {
  const recomputed = recompute(
    4000,
    `
    ios=$(take psync/iops/fio.json | awk '/"read" :/ { r = 1 } r && /"total_ios"/ { gsub(/[^0-9]/, ""); print; exit }')
    ms=$(take psync/iops/fio.json | awk '/"read" :/ { r = 1 } r && /"runtime"/ { gsub(/[^0-9]/, ""); print; exit }')
    take psync/iops/perf-process.txt | awk -v ios="$ios" -v ms="$ms" '
      /context-switches/ { n = $1 } /seconds time elapsed/ { s = $1 }
      END { printf "%.12g %.12g\\n", (n / s) / (ios / (ms / 1000)), ios / (ms / 1000) }'`,
  )
  expectShown(shown('iops', 'psync', 'Context switches, psync'), recomputed)
})

test('system CPU time per I/O of io_uring at fixed IOPS, in µs', () => {
  const recomputed = recompute(
    4000,
    `
    ios=$(take io_uring/iops/fio.json | awk '/"read" :/ { r = 1 } r && /"total_ios"/ { gsub(/[^0-9]/, ""); print; exit }')
    ms=$(take io_uring/iops/fio.json | awk '/"read" :/ { r = 1 } r && /"runtime"/ { gsub(/[^0-9]/, ""); print; exit }')
    share=$(take io_uring/iops/perf-script.txt | awk 'NF { all += 1; if (length($NF) == 16 && $NF ~ /^[89a-f]/) kernel += 1 } END { printf "%.12g", kernel / all }')
    take io_uring/iops/perf-process.txt | awk -v ios="$ios" -v ms="$ms" -v share="$share" '
      /task-clock/ { gsub(",", "", $1); t = $1 / 1000 } /seconds time elapsed/ { s = $1 }
      END { printf "%.12g %.12g\\n", (t * share / s) / (ios / (ms / 1000)) * 1e6, ios / (ms / 1000) }'`,
  )
  expectShown(shown('iops', 'io_uring', 'System CPU time, io_uring'), recomputed)
})

test('context switches per MiB of posixaio at fixed bandwidth', () => {
  const recomputed = recompute(
    209715200,
    `
    bytes=$(take posixaio/bandwidth/fio.json | awk '/"read" :/ { r = 1 } r && /"io_bytes"/ { gsub(/[^0-9]/, ""); print; exit }')
    ms=$(take posixaio/bandwidth/fio.json | awk '/"read" :/ { r = 1 } r && /"runtime"/ { gsub(/[^0-9]/, ""); print; exit }')
    take posixaio/bandwidth/perf-process.txt | awk -v bytes="$bytes" -v ms="$ms" '
      /context-switches/ { n = $1 } /seconds time elapsed/ { s = $1 }
      END { printf "%.12g %.12g\\n", (n / s) / (bytes / (ms / 1000)) * 1048576, bytes / (ms / 1000) }'`,
  )
  expectShown(shown('bandwidth', 'posixaio', 'Context switches, posixaio'), recomputed)
})

test('context switches of the CPU per MiB, from perf’s JSON, unrounded', () => {
  const recomputed = recompute(
    209715200,
    `
    bytes=$(take libaio/bandwidth/fio.json | awk '/"read" :/ { r = 1 } r && /"io_bytes"/ { gsub(/[^0-9]/, ""); print; exit }')
    ms=$(take libaio/bandwidth/fio.json | awk '/"read" :/ { r = 1 } r && /"runtime"/ { gsub(/[^0-9]/, ""); print; exit }')
    take libaio/bandwidth/perf-cpu.json | awk -F'"' -v bytes="$bytes" -v ms="$ms" '
      /"context-switches"/ { n = $4 }
      { split($0, part, "\\"event-runtime\\" : "); split(part[2], time, ","); if (time[1] > ns) ns = time[1] }
      END { printf "%.12g %.12g\\n", (n / (ns / 1e9)) / (bytes / (ms / 1000)), bytes / (ms / 1000) }'`,
  )
  const runs = readFileSync(join(output, 'data/linux-io-engines/runs.csv'), 'utf8').split('\r\n')
  const columns = (runs[0] ?? '').split(',')
  const column = columns.indexOf('cpu-context-switches (switch/B)')
  const values = runs
    .filter(row => row.startsWith('bandwidth,libaio,'))
    .map(row => Number(row.split(',')[column]))
  expect(values.length).toBe(8)
  values.sort((a, b) => a - b)
  const median = ((values[3] ?? 0) + (values[4] ?? 0)) / 2
  expect(Math.abs(median / recomputed - 1)).toBeLessThan(1e-9)
})
