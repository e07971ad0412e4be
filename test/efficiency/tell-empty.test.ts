import { expect, test } from 'vitest'
import { tellEmpty } from '../../src/efficiency/tell-empty.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { makeStudy } from '../helpers/synthetic.ts'

const study = makeStudy({
  factors: { engine: ['a', 'b'] },
  repeats: 3,
  switches: ({ engine }) => (engine === 'a' ? 2 : 1),
})

/** What is said where the count of the metric is missing in the runs of these configurations. */
function tell(missing: string, from: string[]) {
  const runs = structuredClone(study.runs)
  for (const { configuration, counters } of runs) {
    if (!from.includes(configuration)) continue
    for (const counts of Object.values(counters)) {
      for (const name of Object.keys(counts)) counts[name] = { missing }
    }
  }
  const changed = { ...study, runs }
  return toEfficiency(changed).messages.filter(({ rule }) => rule === 'empty-metric')
}

test('a metric that is in some runs is no matter', () => {
  expect(tellEmpty(study, toEfficiency(study).cells)).toEqual([])
  expect(tell('the time of counting is not known', ['a'])).toEqual([])
})

test.each([
  ['the time of counting is not known', 'warning', 'add the event `duration_time`'],
  ['<not supported>', 'info', 'has no such counter'],
  ['perf shows `x` 2 times and not how they differ', 'warning', 'see the ledger'],
])('one that came to nothing is told with a way out: %s', (missing, severity, way) => {
  const [message, ...others] = tell(missing, ['a', 'b'])
  expect(message).toMatchObject({ severity, file: `${study.name}/study.yaml` })
  expect(message?.reason).toContain(`\`switches\` in every run (${missing})`)
  expect(message?.reason).toContain(way)
  expect(others).toEqual([])
})
