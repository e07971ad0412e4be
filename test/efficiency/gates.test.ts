import { describe, expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { findRepeatDrift } from '../../src/environment/repeat-drift.ts'
import { toTable } from '../../src/pages/bind/table-kinds.ts'
import type { HostCapture, Study } from '../../src/study/study.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** Two configurations, four repeats; nothing else to doubt. */
const study = (more: Partial<Study> = {}): Study => ({
  ...makeStudy({
    factors: { c: ['a', 'b'] },
    repeats: 4,
    switches: (_, repeat) => 3 + 0.01 * (repeat % 3),
    yaml: "captures: { host: { label: The host, path: 'host' } }",
  }),
  ...more,
})
const doubtsOf = (of: Study, configuration = 'a') =>
  toEfficiency(of, findRepeatDrift(of))
    .cells.find(cell => cell.configuration.id === configuration)
    ?.doubts.map(({ gate, metric, text }) => `${gate}${metric ? ` ${metric}` : ''}: ${text}`)

describe('an environment that changed between repeats', () => {
  const capture = (repeat: number, entry: string, text: string, more = {}): HostCapture => ({
    host: 'host',
    repeat: String(repeat),
    file: { archive: `r${repeat}`, sha256: '', entry },
    text,
    ...more,
  })
  const options = (repeat: number, text: string, more = {}) =>
    capture(repeat, 'proc-cmdline.txt', `BOOT_IMAGE=/vmlinuz ${text}`, more)

  test('names the option of the kernel, its values and their repeats', () => {
    const captures = [1, 2, 3, 4].map(repeat =>
      options(repeat, repeat < 3 ? 'mitigations=auto' : 'mitigations=off'),
    )
    expect(doubtsOf(study({ captures }))).toEqual([
      'changed-environment: between its repeats changed: Option of the host, mitigations (auto in 1, 2; off in 3, 4)',
    ])
  })

  test('says nothing where all repeats say the same, or repeats were not captured', () => {
    const captures = [1, 3].map(repeat => options(repeat, 'mitigations=auto'))
    expect(doubtsOf(study({ captures }))).toEqual([])
  })

  test('touches the configuration whose machine it is, and no other', () => {
    const captures = ['a', 'b'].flatMap(configuration =>
      [1, 2].map(repeat =>
        options(repeat, configuration === 'b' && repeat === 2 ? 'iommu=pt' : 'iommu=off', {
          configuration,
        }),
      ),
    )
    expect(doubtsOf(study({ captures }), 'a')).toEqual([])
    expect(doubtsOf(study({ captures }), 'b')?.[0]).toContain('iommu (off in 1; pt in 2)')
  })

  test('knows which fio ran, from its own reports', () => {
    const changed = study()
    const [first] = changed.runs
    if (first?.load) first.load.tool = 'fio-3.33'
    expect(doubtsOf(changed)).toEqual([
      'changed-environment: between its repeats changed: fio (fio-3.33 in 1; fio-3.36 in 2, 3, 4)',
    ])
    expect(doubtsOf(changed, 'b')).toEqual([])
  })

  test('stands beside the numbers that it touches', () => {
    const changed = study()
    const [first] = changed.runs
    if (first?.load) first.load.tool = 'fio-3.33'
    const attributes = { kind: 'costs', workload: 'w', metrics: 'switches' }
    const { rows, notes } = toTable(toEfficiency(changed, []), attributes)
    expect(rows.map(row => row.cells[0]?.note)).toEqual(['a', ''])
    expect(notes[0]?.text).toContain('fio-3.33 in 1')
  })
})

describe('runs that are not there', () => {
  const exclude = (of: Study, isMeant: (run: Study['runs'][number]) => boolean) => {
    for (const run of of.runs.filter(isMeant)) {
      run.excluded = { rule: 'load-error', reason: 'error 5' }
    }
    return of
  }

  test('an error of fio is told beside the number, and so is the repeat that is missing', () => {
    const failed = exclude(study(), run => run.id === 'a.w.r2')
    expect(doubtsOf(failed)).toEqual([
      'load-error: fio ended with an error in repeat 2, which is left out',
      'missing-repeat: 3 of 4 repeats are usable',
    ])
    expect(doubtsOf(failed, 'b')).toEqual([])
  })

  test('repeats are those that study.yaml expects', () => {
    const expecting = study()
    expecting.manifest.repeats = 6
    expect(doubtsOf(expecting)).toEqual(['missing-repeat: 4 of 6 repeats are usable'])
    expecting.manifest.gates['missing-repeat'] = 2
    expect(doubtsOf(expecting)).toEqual([])
  })

  test('a cell of which all runs failed is not called “not run”', () => {
    const failed = exclude(study(), run => run.configuration === 'a')
    const attributes = { kind: 'costs', workload: 'w', metrics: 'switches' }
    const { rows, notes } = toTable(toEfficiency(failed), attributes)
    expect(rows[0]?.cells[0]).toMatchObject({ text: 'failed', note: 'a b' })
    expect(notes.map(note => note.text)).toEqual([
      'load-error: a: fio ended with an error in repeat 1, 2, 3, 4, which are left out.',
      'missing-repeat: a: 0 of 4 repeats are usable.',
    ])
  })
})

test('an option that differs between the runs of a cell is told with the repeats', () => {
  const mixed = study()
  for (const { repeat, load } of mixed.runs) {
    if (load && Number(repeat) > 2) load.options = { ...load.options, fixedbufs: '1' }
  }
  expect(doubtsOf(mixed)?.filter(doubt => doubt.startsWith('hidden-factor'))).toEqual([
    'hidden-factor: runs differ in an option that study.yaml does not declare: fixedbufs (repeat 1, 2 against 3, 4)',
  ])
})

test('what was counted for longer than fio ran was counted outside of it, whenever it began', () => {
  const windowOf = (seconds: number) => {
    const short = study()
    const [first] = short.runs
    if (first?.load) first.load.duration = { value: seconds, unit: 's', sources: [] }
    return doubtsOf(short)?.filter(doubt => doubt.startsWith('window'))
  }
  // All counts of the runs are of 10 s.
  expect(windowOf(9.6)).toEqual([])
  expect(windowOf(8)).toEqual([
    'window switches: perf counted outside of fio’s run: 80\u2009% of its time lay inside',
  ])
})

describe('a CPU that never pauses', () => {
  /** Ten seconds, of which the CPUs ran so many together. */
  const running = (seconds: number, more: { cpus?: number; limit?: number | 'off' } = {}) => {
    const busy = study()
    const { manifest } = busy
    manifest.metrics = {
      time: { count: 'task-clock', scope: 'all', inverse: false },
      switches: { count: 'context-switches', scope: 'all', inverse: false },
    }
    if (more.cpus !== undefined && manifest.scopes.all) manifest.scopes.all.cpus = more.cpus
    if (more.limit !== undefined) manifest.gates['busy-polling'] = more.limit
    for (const run of busy.runs) {
      const [amount, window] = [run.repeat === '2' ? seconds : 5, 10].map(value => ({
        value,
        unit: 's' as const,
        sources: [],
      }))
      if (amount && window && run.counters.all) {
        run.counters.all['task-clock'] = { amount, window, running: 1 }
      }
    }
    return doubtsOf(busy)?.filter(doubt => doubt.startsWith('busy-polling'))
  }
  const doubt = 'busy-polling time: repeat 2 ran without a pause, so its cost mirrors IOPS'

  test('is told beside its CPU time, by repeat', () => {
    expect(running(9.4)).toEqual([])
    expect(running(9.6)).toEqual([doubt])
  })

  test('is one of as many as the scope has', () => {
    expect(running(9.6, { cpus: 4 })).toEqual([])
    expect(running(38.4, { cpus: 4 })).toEqual([doubt])
  })

  test('is that of all CPUs where as much as a whole number of them have was counted', () => {
    expect(running(20.05)).toEqual([doubt])
    expect(running(20.1)).toEqual([])
    expect(running(24)).toEqual([])
  })

  test('is judged by the limit of study.yaml', () => {
    expect(running(9.6, { limit: 0.99 })).toEqual([])
    expect(running(9.6, { limit: 'off' })).toEqual([])
    expect(running(6, { limit: 0.5 })).toEqual([
      'busy-polling time: repeat 1, 2, 3, 4 ran without a pause, so its cost mirrors IOPS',
    ])
  })
})
