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
 * Median over all rounds of what awk counted a second, over what fio completed a second. Rounds
 * more than 3 % off the target, in IO/s or B/s, are left out, as the page says they are.
 */
function recompute(folder: string, completed: string, target: number, perSecond: string): number {
  const script = `
    cd ${JSON.stringify(data)}
    for archive in round-*.tar.gz; do
      take() { tar -xOzf "$archive" "./${folder}/$1"; }
      read_of_fio() { take fio.json | awk -v key="\\"$1\\"" '/"read" :/ { r = 1 } r && $1 == key { gsub(/[^0-9]/, "", $3); print $3; exit }'; }
      counted=$(${perSecond})
      awk -v counted="$counted" -v n="$(read_of_fio ${completed})" -v ms="$(read_of_fio runtime)" '
        BEGIN { rate = n / (ms / 1000); printf "%.12g %.12g\\n", counted / rate, rate }'
    done | awk '$2 > ${target} * 0.97 && $2 < ${target} * 1.03 { print $1 }' | awk '{ s += log($1) } END { printf "%.12g", exp(s / NR) }'`
  const env = { PATH: process.env.PATH, LC_ALL: 'C' }
  return Number(execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8', env }))
}

/** The text that the table cell of this ledger link shows first, as a number. */
function shown(workload: string, engine: string, title: string): number {
  const page = readFileSync(join(output, 'linux-io-engines.html'), 'utf8')
  const figure = [...page.matchAll(/title="([^"]*)">([^<]*)<\/a><\/data>/g)].find(
    match =>
      match[1]?.startsWith(title) &&
      page.slice(0, match.index).endsWith(`ledger-${workload}~${engine}.html#${engine}" `),
  )
  return Number(figure?.[2]?.replace(/[\u2009\u202f\u00a0].*$/, ''))
}

function expectShown(actual: number, recomputed: number): void {
  const decimals = String(actual).split('.')[1]?.length ?? 0
  expect(actual).toBe(Number(recomputed.toFixed(decimals)))
}

test('context switches per I/O of psync at fixed IOPS', () => {
  const recomputed = recompute(
    'psync/iops',
    'total_ios',
    4000,
    `take perf-process.txt | awk '
      /context-switches/ { n = $1 } /seconds time elapsed/ { s = $1 }
      END { printf "%.12g", n / s }'`,
  )
  expectShown(shown('iops', 'psync', 'Context switches, psync'), recomputed)
})

test('system CPU time per I/O of io_uring at fixed IOPS, in µs', () => {
  const recomputed = recompute(
    'io_uring/iops',
    'total_ios',
    4000,
    `share=$(take perf-script.txt | awk '
      NF { all += 1; if (length($NF) == 16 && $NF ~ /^[89a-f]/) kernel += 1 }
      END { printf "%.12g", kernel / all }')
    take perf-process.txt | awk -v share="$share" '
      /task-clock/ { gsub(",", "", $1); us = $1 * 1000 } /seconds time elapsed/ { s = $1 }
      END { printf "%.12g", us * share / s }'`,
  )
  expectShown(shown('iops', 'io_uring', 'System CPU time, io_uring'), recomputed)
})

test('thousands of context switches per GiB of posixaio at fixed bandwidth', () => {
  const recomputed = recompute(
    'posixaio/bandwidth',
    'io_bytes',
    209715200,
    `take perf-process.txt | awk '
      /context-switches/ { n = $1 } /seconds time elapsed/ { s = $1 }
      END { printf "%.12g", n / s * 1073741824 / 1000 }'`,
  )
  expectShown(shown('bandwidth', 'posixaio', 'Context switches, posixaio'), recomputed)
})

test('context switches of the CPU per byte, from perf’s JSON, unrounded', () => {
  const recomputed = recompute(
    'libaio/bandwidth',
    'io_bytes',
    209715200,
    `take perf-cpu.json | awk -F'"' '
      /"context-switches"/ { n = $4 }
      { split($0, part, "\\"event-runtime\\" : "); split(part[2], time, ","); if (time[1] > ns) ns = time[1] }
      END { printf "%.12g", n / (ns / 1e9) }'`,
  )
  const runs = readFileSync(join(output, 'data/linux-io-engines/runs.csv'), 'utf8').split('\r\n')
  const columns = (runs[0] ?? '').split(',')
  const column = columns.indexOf('gross-cpu-context-switches (switch/B)')
  const values = runs
    .filter(row => row.startsWith('bandwidth,libaio,'))
    .map(row => Number(row.split(',')[column]))
  expect(values.length).toBe(8)
  const mean = Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
  expect(Math.abs(mean / recomputed - 1)).toBeLessThan(1e-9)
})
