import { readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'
import { type Proposal, proposeStudy } from '../../src/propose/propose.ts'
import type { Manifest } from '../../src/study/manifest/manifest.ts'
import type { Study } from '../../src/study/study.ts'
import { toStudy } from '../../src/study/to-study.ts'
import { digestOf } from './digest.ts'
import { manifestOf } from './synthetic.ts'

/** What init proposes for loose files, and what a build makes of that. */
export function proposeFor(files: { [path: string]: string }): {
  proposal: Proposal
  manifest: Manifest
  study: Study
  /** `libaio.all: 1 2 3`: the repeats of each cell. */
  cells: string[]
} {
  const digest = digestOf(files)
  const proposal = proposeStudy('mine', [digest])
  if (!proposal) throw new Error('no proposal')
  const manifest = manifestOf(proposal.yaml)
  if (proposal.sheet) {
    const { name, csv } = proposal.sheet
    const read = readFile(toInput(name, Buffer.from(csv)))
    digest.entries.push({ path: name, bytes: csv.length, sha256: '', ...read })
  }
  const study = toStudy('mine', manifest, [digest])
  const cells = new Map<string, string[]>()
  for (const { configuration, workload, repeat } of study.runs) {
    const id = `${configuration}.${workload}`
    cells.set(id, [...(cells.get(id) ?? []), repeat])
  }
  return {
    proposal,
    manifest,
    study,
    cells: [...cells].map(([id, repeats]) => `${id}: ${repeats.join(' ')}`),
  }
}

/** Reports that fio wrote one after another, each with other numbers than all before. */
export function createReports() {
  let count = 0
  return (options: { [option: string]: string }, more: { [key: string]: unknown } = {}): string => {
    count += 1
    const at = new Date(Date.UTC(2026, 10, 22, 8) + count * 120_000)
    return JSON.stringify({
      'fio version': 'fio-3.33',
      timestamp_ms: at.getTime(),
      jobs: [
        {
          jobname: 'j',
          'job options': options,
          read: {
            io_bytes: 4096 * (30_000 + count),
            iops: (30_000 + count) / 30,
            runtime: 30_000,
            total_ios: 30_000 + count,
          },
        },
      ],
      ...more,
    })
  }
}

/** Output of perf that looked at something, with a number of its own. */
export function perfText(target: string, count: number, event = 'context-switches'): string {
  return ` Performance counter stats for ${target}:\n\n ${count} ${event}\n\n 10.000000000 seconds time elapsed\n`
}
