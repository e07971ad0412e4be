import { expect, test } from 'vitest'
import { leaveOutMislabelled } from '../../src/study/leave-out-mislabelled.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** What is left out of a study of which fio reports these options. */
function judge(
  factors: { [factor: string]: string[] },
  options: (levels: { [factor: string]: string }, repeat: number) => { [option: string]: string },
) {
  const { runs, manifest, configurations } = makeStudy({
    factors,
    repeats: 2,
    switches: () => 1,
    options,
  })
  const { messages, ...left } = leaveOutMislabelled(runs, manifest, configurations, 'data/x')
  return { messages, left: left.runs.filter(run => run.excluded).map(run => run.id) }
}

const engines = { engine: ['libaio', 'psync'], polled: ['on', 'off'] }

test('labels that the reports bear out', () => {
  expect(judge(engines, ({ engine = '' }) => ({ ioengine: engine }))).toEqual({
    messages: [],
    left: [],
  })
})

test('two folders exchanged', () => {
  const other: { [engine: string]: string } = { libaio: 'psync', psync: 'libaio' }
  const { messages, left } = judge(engines, ({ engine = '' }) => ({
    ioengine: other[engine] ?? '',
  }))
  expect(left).toHaveLength(8)
  expect(messages.map(message => message.reason)).toEqual([
    'Unexpected option `ioengine=psync` of fio under the engine `libaio`, expected `libaio`, in `libaio.on.w.r1`, `libaio.on.w.r2`, `libaio.off.w.r1` and 1 more; left out, put them where they belong, or name the levels otherwise',
    'Unexpected option `ioengine=libaio` of fio under the engine `psync`, expected `psync`, in `psync.on.w.r1`, `psync.on.w.r2`, `psync.off.w.r1` and 1 more; left out, put them where they belong, or name the levels otherwise',
  ])
})

test('one run in the wrong folder', () => {
  const { left } = judge(engines, ({ engine = '', polled }, repeat) => ({
    ioengine: polled === 'on' && repeat === 2 ? 'psync' : engine,
  }))
  expect(left).toEqual(['libaio.on.w.r2'])
})

test('an option that is not what the levels mean says nothing of them', () => {
  // The engine inside the guest is the same everywhere; a size may be of the one or the other.
  expect(judge({ engine: ['io_uring', 'threads'] }, () => ({ ioengine: 'io_uring' })).left).toEqual(
    [],
  )
  const sizes = { bs: ['4k', '8k'], split: ['4k', '8k'] }
  const options = ({ bs = '', split = '' }) => ({ bs, bssplit: split })
  expect(judge(sizes, options).left).toEqual([])
})
