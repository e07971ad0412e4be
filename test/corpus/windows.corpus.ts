import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { type Digest, readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'
import { readManifest } from '../../src/study/manifest/read-manifest.ts'
import { toStudy } from '../../src/study/to-study.ts'
import { corpus, hasCorpus } from './corpus.ts'
import { rowsOf } from './published.ts'

/**
 * Ceph's crimson OSD: fio 3.39 ran four jobs of 60 s one after another, while perf counted in
 * windows of 20 s. perf does not say when it began; its owners do: a second before fio.
 */
const folder = 'artifacts/ceph-crimson-perfjson'
const depths: { [depth: string]: string } = { 1: '194250', 8: '195454', 64: '200657' }
const jobs = ['rados-seqwrite', 'rados-seqread', 'rados-randwrite', 'rados-randread']

const yaml = `
title: Crimson
description: One OSD, one reactor.
measured: 2026-07-16
factors: { depth: { label: Queue depth, levels: { ${Object.keys(depths)
  .map(depth => `'${depth}': '${depth}'`)
  .join(', ')} } } }
workloads:
${jobs.map(job => `  ${job}: { label: ${job}, description: 4 KiB, per: IO, job: ${job} }`).join('\n')}
baseline: { depth: '1' }
runs: '{depth}/{workload}'
scopes:
  osd:
    label: The OSD
    description: the OSD's threads
    files: [perf.json]
    windows: several
    begins: -1 s
metrics:
  cycles: { count: cycles, scope: osd }
  instructions: { count: instructions, scope: osd }
  switches: { count: context-switches, scope: osd }
  cpi: { count: cycles, per: instructions, scope: osd }
`

function toDigest(): Digest {
  const entries = Object.entries(depths).flatMap(([depth, time]) =>
    jobs.flatMap(job =>
      [
        ['fio.json', `FIO/sea_1osd_1reactor_custom_default_rc_1job_${depth}io_p0.json`],
        ['perf.json', `osd.0_20260716_${time}_${depth}qd_perf_stat.json`],
      ].map(([name = '', source = '']) => {
        const path = `${depth}/${job}/${name}`
        const bytes = readFileSync(join(corpus, folder, source))
        return { path, bytes: bytes.length, sha256: '', ...readFile(toInput(path, bytes)) }
      }),
    ),
  )
  return { archive: { path: '.', bytes: 0, sha256: '' }, entries, messages: [] }
}

describe.skipIf(!hasCorpus)('windows of perf inside fio’s jobs, as others measured them', () => {
  const { manifest, messages } = readManifest(yaml, 'study.yaml')
  expect(messages).toEqual([])
  const { cells } = toEfficiency(
    toStudy('crimson', manifest as NonNullable<typeof manifest>, hasCorpus ? [toDigest()] : []),
  )
  const names: { [quantity: string]: string } = {
    'cycles per I/O': 'cycles',
    'instructions per I/O': 'instructions',
    'context switches per I/O': 'switches',
  }

  test('per I/O, three windows a job, as recomputed from the raw files', () => {
    let compared = 0
    for (const row of hasCorpus ? rowsOf(`${folder}/VALUES.tsv`) : []) {
      const [, depth = '', job = ''] = /^qd(\d+) (\S+)$/.exec(row.config ?? '') ?? []
      const metric = names[row.quantity ?? '']
      if (metric === undefined || !(depth in depths)) continue
      const cell = cells.find(({ id }) => id === `${depth}.${job}`)
      const [point] = cell?.results[metric]?.points ?? []
      const expected = Number(row.recomputed_from_raw)
      // Theirs divides counts of 60.06 s by the I/Os of 60 s; ours are rates.
      expect(Math.abs((point?.quantity.value ?? 0) / expected - 1), row.config).toBeLessThan(0.005)
      expect(point?.windows?.length, row.config).toBe(3)
      expect(cell?.results[metric]?.estimate).toMatchObject({ state: 'one-run', n: 1 })
      compared += 1
    }
    expect(compared).toBe(36)
  })

  test('cycles per instruction is of the same windows', () => {
    const cell = cells.find(({ id }) => id === '8.rados-randread')
    const value = (metric: string) => cell?.results[metric]?.points[0]?.quantity.value ?? 0
    expect(value('cpi')).toBeCloseTo(value('cycles') / value('instructions'), 12)
    expect(cell?.results.cpi?.unit).toBe('cycle/instruction')
    expect(cell?.doubts.map(({ gate }) => gate)).not.toContain('same-window')
  })
})
