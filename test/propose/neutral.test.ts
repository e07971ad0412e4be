import { describe, expect, test } from 'vitest'
import { createJudge } from '../../src/privacy/known/judge.ts'
import { readVocabulary } from '../../src/privacy/known/vocabulary.ts'
import { createRedactor } from '../../src/privacy/redactor.ts'
import { createPrivateNames } from '../../src/propose/private-names.ts'
import { proposeStudy } from '../../src/propose/propose.ts'
import { toStudy } from '../../src/study/to-study.ts'
import { digestOf } from '../helpers/digest.ts'
import { createReports } from '../helpers/propose.ts'
import { manifestOf } from '../helpers/synthetic.ts'
import { repository } from '../helpers/technote.ts'

const judge = createJudge(await readVocabulary(`${repository}/`))
const isPrivate = createPrivateNames(judge, createRedactor({}))
const fio = createReports()

/** Runs of fio with perf beside them, by the folders that they lie in. */
function filesIn(folders: string[]): { [path: string]: string } {
  const pairs = folders.flatMap(folder => [
    [`${folder}/fio.json`, fio({ ioengine: 'libaio', rw: 'randread', bs: '4k' })],
    [`${folder}/perf.csv`, '5,,context-switches,1000,100.00,,\n'],
  ])
  return Object.fromEntries(pairs)
}

/** What init proposes, which must lead to every run. */
function propose(files: { [path: string]: string }) {
  const digest = digestOf(files)
  const proposal = proposeStudy('mine', [digest], { isPrivate })
  if (!proposal) throw new Error('no proposal')
  const { sheet } = proposal
  const whole = sheet ? digestOf({ ...files, [sheet.name]: sheet.csv }) : digest
  const manifest = manifestOf(proposal.yaml)
  const study = toStudy('mine', manifest, [whole])
  expect(study.messages).toEqual([])
  return { ...proposal, manifest, runs: study.runs.map(({ id }) => id).sort() }
}

describe('what init writes', () => {
  test('has no name of a machine as a level: it is numbered, and the sheet tells which', () => {
    const machines = ['zzkestrel', 'zzmerle']
    const folders = machines.flatMap(name => [1, 2, 3].map(run => `${name}/run${run}`))
    const { yaml, sheet, doubts, runs, manifest } = propose(filesIn(folders))
    expect(yaml).not.toMatch(/zz/)
    expect(manifest.factors.variant ?? manifest.factors.factor).toBeDefined()
    expect(yaml).toContain('# Review them')
    expect(sheet?.csv).toMatch(/^zzkestrel\/run1,\w+-1,/m)
    expect(doubts.join('\n')).toContain('-1 for zzkestrel')
    expect(runs).toHaveLength(6)
  })

  test('has a star for a folder that all paths have', () => {
    const folders = ['libaio', 'psync'].flatMap(level =>
      [1, 2].map(run => `zzcustomer/${level}/run${run}`),
    )
    const { yaml, runs, sheet } = propose(filesIn(folders))
    expect(yaml).not.toContain('zzcustomer')
    expect(sheet).toBeUndefined()
    expect(runs).toHaveLength(4)
  })

  test('keeps levels of known words, joined or not', () => {
    const folders = ['libaio-poll', 'io_uring-poll'].flatMap(level =>
      [1, 2].map(run => `${level}/qd32/run${run}`),
    )
    const { yaml, sheet } = propose(filesIn(folders))
    expect(sheet).toBeUndefined()
    expect(yaml).toContain('libaio')
  })
})

test.each(['apollo-db7', 'zzkestrel', 'zzkestrel_mount'])('%s may be private', name => {
  expect(isPrivate(name)).toBe(true)
})

test.each([
  'libaio-poll',
  'io_uring',
  'qd32-bs4k',
  '4k',
  'run-3',
  'kernel-6.1',
  '6.6-patched',
  'mq-deadline',
  'before_fix',
  'randread-64k.tar.gz',
  'nvme0n1',
  'round-2',
  'vm-native',
])('%s is nobody’s', name => {
  expect(isPrivate(name)).toBe(false)
})
