import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Outcome, technote } from './helpers/technote.ts'

/** Runs of `sysbench fileio` with perf beside it, as these wrote them: `sysbench/origin.txt`. */
const folder = join(import.meta.dirname, 'sysbench')
const root = mkdtempSync(join(tmpdir(), 'technote-sysbench-'))
const site = join(root, '_site')
let proposed: Outcome
let built: Outcome

beforeAll(async () => {
  cpSync(join(folder, 'study'), join(root, 'data/files'), { recursive: true })
  proposed = await technote(['init', '--root', root])
  built = await technote(['build', '--root', root])
})
afterAll(() => rmSync(root, { recursive: true }))

/** As awk reads them out of the same reports. */
const expected = readFileSync(join(folder, 'expected.tsv'), 'utf8')
  .trim()
  .split('\n')
  .map(line => line.split('\t'))

describe('init proposes what varies, by the options of sysbench', () => {
  test('it says nothing that a person must look at, and the site builds', () => {
    expect(proposed.status).toBe(0)
    expect(built.status).toBe(0)
  })

  test('no word of its reports is withheld, and its workloads have their names', () => {
    expect(proposed.err + built.err + built.out).not.toMatch(/withheld|may be private/)
  })

  test('tests are workloads, flags are a factor, three repeats are counted', () => {
    const yaml = readFileSync(join(root, 'data/files/study.yaml'), 'utf8')
    expect(yaml).toContain('description: Runs of sysbench under')
    expect(yaml).toContain('runs: "{flags}/{workload}/r{repeat}"')
    expect(yaml).toContain('description: random reads, blocks of 4KiB, 1 thread')
    expect(yaml).toContain('repeats: 3')
    expect(yaml).toContain('description: sysbench, started by perf')
  })
})

describe('each value is what awk finds in the same reports', () => {
  const values = new Map<string, number>()
  beforeAll(() => {
    const { cells } = JSON.parse(readFileSync(join(site, 'data/files/study.json'), 'utf8'))
    for (const { configuration, workload, results } of cells) {
      for (const { metric, runs } of results) {
        for (const { repeat, value } of runs) {
          values.set(`${configuration}/${workload}/r${repeat} ${metric}`, value)
        }
      }
    }
  })

  test.each(expected)('%s', (run, iops, bandwidth, latency, p99, switches) => {
    const check = (metric: string, text = '-') => {
      const value = values.get(`${run} ${metric}`)
      if (text === '-') expect(value, metric).toBeUndefined()
      else expect((value ?? Number.NaN) / Number(text), metric).toBeCloseTo(1, 9)
    }
    check('iops', iops)
    check('bandwidth', bandwidth)
    check('latency', latency)
    check('latency-p99', p99)
    check('context-switches', switches)
  })
})

describe('its pages', () => {
  const pages = () =>
    readdirSync(site, { recursive: true, encoding: 'utf8' }).filter(path =>
      /\.(html|csv|md)$/.test(path),
    )

  test('name no other load generator', () => {
    const naming = pages().filter(path => /\bfio\b/.test(readFileSync(join(site, path), 'utf8')))
    expect(pages().length).toBeGreaterThan(5)
    expect(naming).toEqual([])
  })

  test('say what a number is read from, and why there is none', () => {
    const all = pages()
      .map(path => readFileSync(join(site, path), 'utf8'))
      .join('\n')
    expect(all).toContain('I/Os completed ÷ seconds of sysbench')
    expect(all).toContain('of I/Os and of fsync together')
    expect(all).toContain('perf counted sysbench from its start to its end')
  })
})
