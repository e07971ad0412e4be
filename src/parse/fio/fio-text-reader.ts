import type { Place } from '../../model/place.ts'
import type { Reading } from '../../model/reading.ts'
import type { FioDirection, FioJob, FioLatency } from '../record.ts'

/** `read: IOPS=294k, BW=1150MiB/s (1205MB/s)(5120MiB/4454msec)`; MB under `kb_base=1000` */
const direction3 =
  /^\s*(\w+(?: \w+)*)\s*: IOPS=([\d.]+)([kKMG]?), BW=.*\(([\d.]+)([kKMGTP]?i?B)\/(\d+)msec\)/
const rate = /([\d.]+)([kKMGTP]?i?B)\/s/g
const runTime = /\/(\d+)msec\)/
/** `read : io=4096.0MB, bw=611058KB/s, iops=152764, runt=  6864msec` */
const direction2 =
  /^\s*(\w+(?: \w+)*)\s*: io=([\d.]+)([KMGTP]?)i?B, bw=[^,]*, iops=([\d.]+)([kKMG]?), runt=\s*(\d+)msec/
const latency =
  /^\s*(slat|clat|lat)\s*\(([num]sec)\)\s*: min=.*avg=\s*([\d.]+)([kKMG]?), stdev=\s*([\d.]+)([kKMG]?)/
/** Also of `sync`, and of I/Os of one priority: `clat prio 0/0/0 (69.38% of IOs)`. */
const percentileHeading = /^\s*(\w.*?) percentiles \(([num]sec)\):/
const percentiles = /([\d.]+)th=\[\s*([\d.]+)([kKMG]?)\s*\]/g
const shares = /^\s*lat \(([num])sec\)\s*: \d|^\s*lat \(([num])sec\)\s*: >=/
const cpu = /^\s*cpu\s*: usr=([\d.]+)%, sys=([\d.]+)%, ctx=(\d+)/
const issued =
  /^\s*issued\s*(?:rwts?)?\s*: total=(?:r=(\d+)\/w=(\d+)\/[dt]=(\d+)|(\d+),(\d+),(\d+))/

const latencyUnits: { [unit: string]: string } = { nsec: 'ns', usec: 'us', msec: 'ms' }
const factors: { [suffix: string]: number } = { k: 1e3, K: 1e3, M: 1e6, G: 1e9 }

/** Read the lines below one job's heading into its record. */
export class FioTextReader {
  readonly job: FioJob
  #percentiles: { unit: string; into: Reading[] } | undefined
  #ended = false

  constructor(job: FioJob) {
    this.job = job
  }

  /** What follows is of the whole group, or of disks. */
  end(): void {
    this.#ended = true
  }

  readLine(line: string, number: number): void {
    if (this.#ended) return
    const place = { line: number }
    const steps = [
      () => this.#readDirection(line, place),
      () => this.#readLatency(line, place),
      () => this.#readPercentiles(line, place),
      () => this.#readShares(line, place),
      () => this.#readUsage(line, place),
      () => this.#readIssued(line, place),
    ]
    steps.find(step => step())
  }

  #readDirection(line: string, place: Place): boolean {
    const [, name3 = '', rate3, rateUnit3 = '', bytes3, unit3, time3] = direction3.exec(line) ?? []
    const [, name2 = '', bytes2, unit2, rate2, rateUnit2 = '', time2] = direction2.exec(line) ?? []
    const rate = rate3 ?? rate2
    if (rate === undefined) return false
    const direction: FioDirection = {
      direction: name3 || name2,
      transferred:
        bytes3 === undefined
          ? reading('io', Number(bytes2), toByteUnit(unit2 ?? ''), place)
          : toSize(bytes3, unit3 ?? 'B', line, place),
      runtime: reading('run', Number(time3 ?? time2), 'ms', place),
      iops: reading('IOPS', toNumber(rate, rateUnit3 || rateUnit2), 'IO/s', place),
      latencies: [],
    }
    this.job.directions.push(direction)
    this.#percentiles = undefined
    return true
  }

  #readLatency(line: string, place: Place): boolean {
    const [, part, unit = '', mean, meanSuffix, deviation, suffix] = latency.exec(line) ?? []
    if (part === undefined || mean === undefined || deviation === undefined) return false
    const toReading = (name: string, value: number) =>
      reading(`${part} ${name}`, value, latencyUnits[unit] ?? 'us', place)
    this.job.directions.at(-1)?.latencies.push({
      part: part as FioLatency['part'],
      mean: toReading('avg', toNumber(mean, meanSuffix)),
      deviation: toReading('stdev', toNumber(deviation, suffix)),
      percentiles: [],
      bins: [],
    })
    return true
  }

  #readPercentiles(line: string, place: Place): boolean {
    const [, part, unit] = percentileHeading.exec(line) ?? []
    if (part !== undefined && unit !== undefined) {
      const found = this.job.directions.at(-1)?.latencies.find(latency => latency.part === part)
      this.#percentiles = found && { unit: latencyUnits[unit] ?? 'us', into: found.percentiles }
      return true
    }
    if (!this.#percentiles || !/^\s*\|/.test(line)) return false
    for (const [, name = '', value = '', suffix] of line.matchAll(percentiles)) {
      const { unit, into } = this.#percentiles
      into.push(reading(name, toNumber(value, suffix), unit, place))
    }
    return true
  }

  #readShares(line: string, place: Place): boolean {
    const found = shares.exec(line)
    if (!found) return false
    const unit = found[1] ?? found[2]
    const steps = [...line.matchAll(/((?:>=)?\d+)=([\d.]+)%/g)].map(([, step, value]) =>
      reading(`latency_${unit}s/${step}`, Number(value), '%', place),
    )
    this.job.shares ??= []
    this.job.shares.push(...steps.filter(step => step.value > 0))
    return true
  }

  #readUsage(line: string, place: Place): boolean {
    const [, user, system, switches] = cpu.exec(line) ?? []
    if (user === undefined) return false
    this.job.usage = [
      reading('usr_cpu', Number(user), '%', place),
      reading('sys_cpu', Number(system), '%', place),
      reading('ctx', Number(switches), 'switch', place),
    ]
    return true
  }

  #readIssued(line: string, place: Place): boolean {
    const found = issued.exec(line)
    if (!found) return false
    const totals = [1, 2, 3].map(index => Number(found[index] ?? found[index + 3]))
    const order = ['read', 'write', 'trim']
    for (const direction of this.job.directions) {
      const at = order.indexOf(direction.direction)
      const isMixed = direction.direction === 'mixed'
      const total = isMixed ? totals.reduce((sum, next) => sum + next, 0) : totals[at]
      const name = `issued total (${direction.direction})`
      if (total !== undefined) direction.completed = reading(name, total, 'IO', place)
    }
    return true
  }
}

function reading(name: string, value: number, unit: string, place: Place): Reading {
  return { name, value, unit, place }
}

function toNumber(digits: string, suffix = ''): number {
  return Number(digits) * (factors[suffix] ?? 1)
}

/**
 * fio 3.25 prints 36.99MiB as 36.0MiB, of every number with a decimal. The larger of its two
 * rates, times the run time, tells where the next whole is meant.
 */
function toSize(size: string, unit: string, line: string, place: Place): Reading {
  const rates = [...line.matchAll(rate)].map(([, digits = '', of = '']) => toBytes(digits, of))
  const milliseconds = Number(runTime.exec(line)?.[1])
  const expected = (Math.max(...rates) * milliseconds) / 1000
  const missing = (expected - toBytes(size, unit)) / toBytes('1', unit)
  return size.endsWith('.0') && missing > 0.9 && missing < 1.1
    ? reading(`io (printed as ${size}${unit})`, Number(size) + 1, unit, place)
    : reading('io', Number(size), unit, place)
}

function toBytes(digits: string, unit: string): number {
  const power = 'KMGTP'.indexOf(unit.charAt(0).toUpperCase()) + 1
  return Number(digits) * (unit.includes('i') ? 1024 : 1000) ** power
}

/** fio 2.x calls 1024 bytes a KB. */
function toByteUnit(prefix: string): string {
  return prefix === '' ? 'B' : `${prefix}iB`
}
