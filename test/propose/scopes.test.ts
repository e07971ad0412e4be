import { describe, expect, test } from 'vitest'
import type { Counted } from '../../src/study/study.ts'
import { createReports, perfText, proposeFor } from '../helpers/propose.ts'
import { inTurnLayouts, makeWindowsInTurn } from '../helpers/windows-in-turn.ts'

describe('sets of events that were counted in turn', () => {
  test.each(Object.entries(inTurnLayouts))('%s: two scopes of several windows', (_, layout) => {
    const { manifest, study, proposal, cells } = proposeFor(makeWindowsInTurn(layout))
    expect(Object.values(manifest.scopes).map(({ windows }) => windows)).toEqual([
      'several',
      'several',
    ])
    expect(Object.keys(manifest.metrics)).toHaveLength(7)
    expect(cells).toHaveLength(11)
    expect(study.messages).toEqual([])
    expect(proposal.doubts.join()).toMatch(/perf also counted .*instructions:u/)
    // Ten windows of each count, of the process and of CPUs apart, in whichever run has them.
    const counted = study.runs.flatMap(run =>
      Object.values(run.counters).flatMap(counters => {
        const count = counters['cycles:u'] as Counted | undefined
        return count && 'amount' in count ? [count.windows?.length] : []
      }),
    )
    expect(counted).toEqual(Array(22).fill(10))
  })
})

describe('names that may be of different things are scopes of their own', () => {
  const csv = (count: number) => `${count},,context-switches,1000,100.00,,\n`

  test.each<
    [what: string, names: [string, string], text: (count: number) => string, scopes: number]
  >([
    ['CPUs by number, and nothing says which', ['perf-cpu0.csv', 'perf-cpu1.csv'], csv, 2],
    ['numbers that only go on', ['perf-1.csv', 'perf-2.csv'], csv, 1],
    ['of one process', ['perf-a.txt', 'perf-b.txt'], count => perfText("process id '7'", count), 1],
    ['words without a heading', ['perf-a.csv', 'perf-b.csv'], csv, 2],
  ])('%s', (_, names, text, scopes) => {
    const fio = createReports()
    const files: { [path: string]: string } = {}
    for (const run of [1, 2, 3]) {
      files[`run${run}/fio.json`] = fio({ ioengine: 'psync' })
      for (const [at, name] of names.entries()) files[`run${run}/${name}`] = text(run * 10 + at)
    }
    const { manifest, study } = proposeFor(files)
    expect(Object.keys(manifest.scopes)).toHaveLength(scopes)
    const isJoined = scopes === 1
    expect(Object.values(manifest.scopes)[0]?.windows).toBe(isJoined ? 'several' : 'one')
    expect(study.messages).toEqual([])
  })

  test('a process and the whole machine in one file are told apart by their heading', () => {
    const fio = createReports()
    const files: { [path: string]: string } = {}
    for (const run of [1, 2, 3]) {
      files[`run${run}/fio.json`] = fio({ ioengine: 'psync' })
      files[`run${run}/perf.txt`] =
        perfText(`process id '${run}'`, run) + perfText("'system wide'", run + 100)
    }
    const { manifest, study } = proposeFor(files)
    expect(Object.values(manifest.scopes).map(({ target }) => target)).toEqual([
      'process id *',
      'system wide',
    ])
    const [first] = study.runs
    const counts = Object.values(first?.counters ?? {}).map(
      counters => (counters['context-switches'] as Counted).amount.value,
    )
    expect(counts).toEqual([1, 101])
  })
})
