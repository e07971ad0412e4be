import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { toStudy } from '../../src/study/to-study.ts'
import { digestOf } from '../helpers/digest.ts'
import { engineRuns, engineStudy, smallProject } from '../helpers/small-project.ts'
import { manifestOf } from '../helpers/synthetic.ts'

/** As `perf stat -e` prints its events, under the names that were asked for. */
const counted = (lines: string) =>
  ` Performance counter stats for process id '7':\n\n${lines}\n      10.000000000 seconds time elapsed\n`

function compute(count: string, perf: string) {
  const yaml = engineStudy().replace('count: context-switches', `count: '${count}'`)
  const files = Object.fromEntries(
    Object.entries(engineRuns()).map(([path, text]) => [path, path.endsWith('.txt') ? perf : text]),
  )
  const study = toStudy('s', manifestOf(yaml), [digestOf(files)])
  return toEfficiency(study)
}

test.each([
  ['cs', 'context-switches'],
  ['context-switches', 'cs'],
  ['cpu-cycles:u', 'cycles:u'],
  ['cycles', 'cpu-cycles'],
  ['migrations', 'cpu-migrations'],
  ['page-faults', 'faults'],
  ['branch-instructions', 'branches'],
  ['idle-cycles-frontend', 'stalled-cycles-frontend'],
])('`count: %s` is what a file calls %s', (count, printed) => {
  const { cells, messages } = compute(count, counted(`  5000      ${printed}\n`))
  expect(messages).toEqual([])
  // 5000 in 10 s, for 1001 I/Os in 10 s.
  const [point] = cells[0]?.results.switches?.points ?? []
  expect(point?.quantity.value).toBeCloseTo(5000 / 1001, 12)
})

test('an event that is not there is told with those that are', () => {
  const { messages } = compute('cycles:k', counted('  5000      cs\n  3      faults\n'))
  expect(messages.map(({ rule, reason }) => `${rule} ${reason}`)).toEqual([
    expect.stringContaining(
      'empty-metric Unexpected absence of `switches` in every run (`cycles:k` was not recorded; recorded in `perf`: `context-switches`, `page-faults`)',
    ),
  ])
})

test.each([
  ['zsh: command not found: perf\n', 'it says `zsh: command not found: perf`'],
  [
    'Error:\nAccess to performance monitoring and observability operations is limited.\n',
    'it says `Access to performance monitoring and observability operations is limited.`',
  ],
  ['', 'it is empty'],
])('where perf did not run, what the file says is quoted: %j', (perf, said) => {
  const { study } = compute('cs', perf)
  const told = study.messages.filter(({ rule }) => rule === 'no-counts')
  expect(told).toHaveLength(6)
  expect(told[0]).toMatchObject({
    severity: 'warning',
    file: 'data/s/libaio/run1/perf.txt',
    reason: `No counts for the scope \`perf\`: ${said}`,
  })
})

test('inspect lists the events of each scope, and of a run the files that they stand in', async () => {
  const project = smallProject(engineRuns())
  const all = await project.run('inspect')
  expect(all.out).toMatch(/events by scope.*\n +perf +context-switches +6 of 6\n/)
  const one = await project.run('inspect', 'psync.all.r2')
  expect(one.out).toContain('\n  events of perf\n    context-switches  psync/run2/perf.txt\n')
  project.remove()
})
