import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeFolders } from '../helpers/campaign.ts'
import { technote } from '../helpers/technote.ts'

/** I/Os, bytes, mean and p99 in ns of one direction over ten seconds. */
const direction = (total: number, bytes: number, mean: number, p99: number) => ({
  io_bytes: bytes,
  total_ios: total,
  runtime: 10_000,
  iops: total / 10,
  clat_ns: { mean, percentile: { '50.000000': mean, '99.000000': p99 } },
})

const report = (ways: object) =>
  JSON.stringify({
    'fio version': 'fio-3.36',
    jobs: [{ jobname: 'j', 'job options': { rw: 'randrw', bs: '4k' }, ...ways }],
  })

const reads = (factor = 1) => ({ read: direction(7000 * factor, 28_672_000, 2e6, 9e6) })
const writes = { write: direction(3000, 12_288_000, 5e6, 40e6) }

const root = writeFolders({
  old: {
    'mixed/r1/fio.json': report({ ...reads(), ...writes }),
    'pure/r1/fio.json': report(reads(2)),
    'one/r1/fio.json': report({ mixed: direction(5000, 20_480_000, 1e6, 2e6) }),
  },
  pure: { 'a/r1/fio.json': report(reads()), 'a/r2/fio.json': report(reads(2)) },
})

async function valuesOf(folder: string) {
  const { out } = await technote(['compare', folder, folder, '--format', 'json'], { cwd: root })
  const { tables } = JSON.parse(out) as {
    tables: {
      metric: string
      rows: { levels: { [factor: string]: string }; old: { value?: number } }[]
    }[]
  }
  return (metric: string) =>
    tables
      .find(table => table.metric === metric)
      ?.rows.map(({ levels, old }) => [Object.values(levels).join(), old.value])
}

describe('reads and writes of a mixed load', () => {
  test('are metrics apart, beside those of all of it', async () => {
    const values = await valuesOf('old')
    expect(values('iops')).toContainEqual(['mixed', 1000])
    // A load that only reads has the same in both.
    expect(values('iops.read')).toEqual([
      ['mixed', 700],
      ['pure', 1400],
    ])
    expect(values('iops.write')).toEqual([['mixed', 300]])
    expect(values('bandwidth.write')).toEqual([['mixed', 1_228_800]])
    // Weighted by I/Os: 0.7 · 2 ms + 0.3 · 5 ms.
    expect(values('latency')).toContainEqual(['mixed', expect.closeTo(0.0029, 12)])
    expect(values('latency.write')).toEqual([['mixed', expect.closeTo(0.005, 12)]])
    // Without bins no percentile of both together can be told, and that of each can.
    expect(values('latency-p99')?.map(([cell]) => cell)).not.toContain('mixed')
    expect(values('latency-p99.read')).toContainEqual(['mixed', expect.closeTo(0.009, 12)])
    expect(values('latency-p99.write')).toEqual([['mixed', expect.closeTo(0.04, 12)]])
  })

  test('are none where no load is mixed', async () => {
    const values = await valuesOf('pure')
    expect(values('iops')).toEqual([['', 1050]])
    expect(values('iops.read')).toBeUndefined()
  })

  test('are shown', async () => {
    const { out } = await technote(['show', join('old', 'mixed')], { cwd: root })
    expect(out).toContain('70 % reads, 30 % writes')
    expect(out).toContain('  reads      700 IO/s, 2.73 MiB/s, 2.00 ms mean, p99 9.00 ms\n')
    expect(out).toContain('  writes     300 IO/s, 1.17 MiB/s, 5.00 ms mean, p99 40.0 ms\n')
  })
})
