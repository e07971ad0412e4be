import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { makeStudy } from '../helpers/synthetic.ts'

type Levels = { [factor: string]: string }

/** The doubt about each configuration's load. */
function doubtsOf(factors: { [factor: string]: string[] }, options: (levels: Levels) => Levels) {
  const study = makeStudy({ factors, repeats: 3, switches: () => 1, options })
  return toEfficiency(study).cells.map(({ doubts }) =>
    doubts.filter(({ gate }) => gate === 'unequal-load').map(({ text }) => text),
  )
}

const engines = { engine: ['libaio', 'psync'] }

test('a load that is not the baseline’s is doubted, for whichever configuration', () => {
  expect(doubtsOf(engines, ({ engine = '' }) => ({ ioengine: engine, bs: '4k' }))).toEqual([[], []])
  expect(
    doubtsOf(engines, ({ engine = '' }) => ({
      ioengine: engine,
      bs: engine === 'psync' ? '8k' : '4k',
      ...(engine === 'psync' && { direct: '1' }),
    })),
  ).toEqual([
    [],
    ['its load is not that of the baseline: bs 8k against 4k; direct 1 against not set'],
  ])
})

test('what belongs to the way of asking is no load', () => {
  const options = ({ engine = '' }) => ({
    ioengine: engine,
    ...(engine === 'psync' && { hipri: '1' }),
  })
  expect(doubtsOf(engines, options)).toEqual([[], []])
})

test('a factor stands for one option, and for what its levels name', () => {
  const shallow = ({ queue = '' }) => ({ iodepth: queue === 'deep' ? '32' : '1' })
  expect(doubtsOf({ queue: ['deep', 'shallow'] }, shallow)).toEqual([[], []])
  const named = ({ queue = '' }) => ({ iodepth: queue.slice(2), iodepth_batch: queue.slice(2) })
  expect(doubtsOf({ queue: ['qd1', 'qd32'] }, named)).toEqual([[], []])
  const beside = ({ queue = '' }) => ({
    iodepth: queue.slice(2),
    rw: queue === 'qd1' ? 'read' : 'randread',
  })
  expect(doubtsOf({ queue: ['qd1', 'qd32'] }, beside)[1]).toEqual([
    'its load is not that of the baseline: rw randread against read',
  ])
})
