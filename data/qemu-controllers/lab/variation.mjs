#!/usr/bin/env node
// What the README says of how the runs vary: node lab/variation.mjs RUNS_CSV
// RUNS_CSV is data/qemu-controllers/runs.csv of the built site; the archives lie beside this folder.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const data = join(import.meta.dirname, '..')
const [header, ...lines] = readFileSync(process.argv[2] ?? '', 'utf8').trim().split('\n')
const names = header.split(',')
const workloads = ['iops', 'bandwidth', 'latency', 'saturation']

const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length
const squares = values => values.reduce((sum, value) => sum + value ** 2, 0)
const percent = share => `${(100 * share).toFixed(1)} %`

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return mean([sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]])
}

/** Logs of a metric under a workload, by cell and round: `{ cell, round, value }`. */
function logsOf(metric, workload, rounds = ['1', '2', '3', '4', '5', '6']) {
  const unit = `/${workload === 'bandwidth' ? 'B' : 'IO'})`
  const column = names.findIndex(name => name.startsWith(`${metric} (`) && name.endsWith(unit))
  return lines.flatMap(line => {
    const fields = line.split(',')
    const [own, controller, aio, iothread, round] = fields
    if (own !== workload || !rounds.includes(round) || !(fields[column] > 0)) return []
    return [{ cell: `${controller}.${aio}.${iothread}`, round, value: Math.log(fields[column]) }]
  })
}

/** Less the means of each cell and, where they are asked for, of each round. */
function centre(points, ...keys) {
  let left = points
  for (let pass = 0; pass < (keys.length > 1 ? 30 : 1); pass++) {
    for (const key of keys) {
      const means = new Map()
      for (const name of new Set(left.map(point => point[key])))
        means.set(name, mean(left.filter(point => point[key] === name).map(({ value }) => value)))
      left = left.map(point => ({ ...point, value: point.value - means.get(point[key]) }))
    }
  }
  return left
}

/** Slope of y on x, and their correlation, over the runs that have both. */
function regress(x, y) {
  const values = new Map(x.map(({ cell, round, value }) => [`${cell} ${round}`, value]))
  const both = y.flatMap(({ cell, round, value }) =>
    values.has(`${cell} ${round}`) ? [[values.get(`${cell} ${round}`), value]] : [],
  )
  const xy = both.reduce((sum, [a, b]) => sum + a * b, 0)
  const [xx, yy] = [squares(both.map(([a]) => a)), squares(both.map(([, b]) => b))]
  return { slope: xy / xx, correlation: xy / Math.sqrt(xx * yy) }
}

/** Start of each window and the busy share of CPU 0 in it, of 1, by workload. */
function readWindows() {
  const folder = mkdtempSync(join(tmpdir(), 'variation-'))
  const windows = []
  for (const round of ['1', '2', '3', '4', '5', '6']) {
    const archives = readdirSync(join(data, `round-${round}`)).filter(name => name !== 'host.tar.gz')
    for (const name of archives) {
      execFileSync('tar', ['-xzf', join(data, `round-${round}`, name), '-C', folder])
      for (const workload of workloads) {
        const read = file => readFileSync(join(folder, workload, file), 'utf8')
        const { statistics } = JSON.parse(read('mpstat.json')).sysstat.hosts[0]
        const idle = statistics.map(second => second['cpu-load'].find(({ cpu }) => cpu === '0').idle)
        windows.push({
          cell: name.replace('.tar.gz', ''),
          round,
          workload,
          begins: Number.parseFloat(read('window.txt')),
          value: 1 - mean(idle) / 100,
        })
      }
      rmSync(folder, { recursive: true })
      execFileSync('mkdir', [folder])
    }
  }
  rmSync(folder, { recursive: true })
  return windows
}

const windows = readWindows()
console.log('Others on CPU 0: correlation with the logs of a cost, and a wholly busy CPU 0')
const busy = workloads.flatMap(workload =>
  centre(windows.filter(window => window.workload === workload), 'cell'),
)
console.log(
  `busy ${percent(mean(windows.map(({ value }) => value)))}, deviation ${percent(Math.sqrt(squares(busy.map(({ value }) => value)) / busy.length))}`,
)
for (const metric of ['backend-switches', 'backend-cycles'])
  for (const workload of workloads) {
    const x = centre(windows.filter(window => window.workload === workload), 'cell')
    const fit = regress(x, centre(logsOf(metric, workload), 'cell', 'round'))
    console.log(metric, workload, fit.correlation.toFixed(2), percent(Math.exp(fit.slope) - 1))
  }

console.log('\nRounds 2 to 6: median coefficient of variation, and what goes with the vCPU’s cycles')
const later = ['2', '3', '4', '5', '6']
for (const metric of ['context-switches', 'backend-cycles'])
  for (const workload of workloads) {
    const points = logsOf(metric, workload, later)
    const cells = [...new Set(points.map(({ cell }) => cell))].map(cell =>
      points.filter(point => point.cell === cell).map(({ value }) => Math.exp(value)),
    )
    const variations = cells.map(values => {
      const deviations = values.map(value => value - mean(values))
      return Math.sqrt(squares(deviations) / (values.length - 1)) / mean(values)
    })
    const speed = centre(logsOf('vcpu-cycles', workload, later), 'cell', 'round')
    const fit = regress(speed, centre(points, 'cell', 'round'))
    console.log(metric, workload, percent(median(variations)), percent(fit.correlation ** 2))
  }

console.log('\nSpeed of the machine, rounds 2 to 6: windows so far apart differ by')
const speeds = workloads
  .flatMap(workload =>
    centre(logsOf('vcpu-cycles', workload, later), 'cell').map(point => ({
      ...point,
      begins: windows.find(
        window =>
          window.cell === point.cell && window.round === point.round && window.workload === workload,
      ).begins,
    })),
  )
  .sort((a, b) => a.begins - b.begins)
for (const [from, to] of [[7, 14], [60, 120], [960, 1440]]) {
  const halves = speeds.flatMap(({ begins, value }) =>
    speeds
      .filter(other => other.begins - begins >= from && other.begins - begins < to)
      .map(other => (other.value - value) ** 2 / 2),
  )
  console.log(`${from} to ${to} s`, halves.length, percent(Math.sqrt(mean(halves))))
}
