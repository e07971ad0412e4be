import { expect, test } from 'vitest'
import { tellEmpty } from '../../src/efficiency/tell-empty.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import type { Missing } from '../../src/model/quantity.ts'
import { makeStudy } from '../helpers/synthetic.ts'

const study = makeStudy({
  factors: { engine: ['a', 'b'] },
  repeats: 3,
  switches: ({ engine }) => (engine === 'a' ? 2 : 1),
})

/** What is said where the count of the metric is missing in the runs of these configurations. */
function tell(
  { missing, cause }: Missing,
  from: string[],
  rule = 'empty-metric',
  repeats = ['1', '2', '3'],
) {
  const runs = structuredClone(study.runs)
  for (const { configuration, repeat, counters } of runs) {
    if (!from.includes(configuration) || !repeats.includes(repeat)) continue
    for (const counts of Object.values(counters)) {
      for (const name of Object.keys(counts)) counts[name] = { missing, cause }
    }
  }
  const changed = { ...study, runs }
  return toEfficiency(changed).messages.filter(message => message.rule === rule)
}

test('a metric that is in some runs is no matter', () => {
  expect(tellEmpty(study, toEfficiency(study).cells)).toEqual([])
  expect(tell({ missing: 'the time of counting is not known', cause: 'untimed' }, ['a'])).toEqual(
    [],
  )
})

test.each([
  ['the time of counting is not known', 'untimed', 'warning', 'add the event `duration_time`'],
  ['<not supported>', 'refused', 'info', 'has no such counter'],
  ['perf shows `x` 2 times and not how they differ', undefined, 'warning', 'see the ledger'],
] as const)(
  'one that came to nothing is told with a way out: %s',
  (missing, cause, severity, way) => {
    const [message, ...others] = tell({ missing, cause }, ['a', 'b'])
    expect(message).toMatchObject({ severity, file: `${study.name}/study.yaml` })
    expect(message?.reason).toContain(`\`switches\` in every run (${missing})`)
    expect(message?.reason).toContain(way)
    expect(others).toEqual([])
  },
)

test.each([
  ['two runs of a cell', ['1', '3'], 'a.w.r1, a.w.r3'],
  ['all of them', ['1', '2', '3'], 'a.w.r1, a.w.r2, a.w.r3'],
])('that others of its workload have, %s do not lack it without a word', (_, repeats, runs) => {
  const [message, ...others] = tell({ missing: 'an empty window' }, ['a'], 'missing-count', repeats)
  expect(message?.severity).toBe('warning')
  expect(message?.reason).toContain(`\`switches\` in ${runs} (an empty window)`)
  expect(others).toEqual([])
})
