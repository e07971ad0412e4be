import { expect, test } from 'vitest'
import { nameRuns } from '../../src/pages/evidence/name-runs.ts'

const controllers = ['ide', 'sata', 'lsi', 'virtio-blk', 'pvscsi']
const runs = [1, 2, 3].flatMap(round =>
  controllers.flatMap(controller => ['on', 'off'].map(io => `round-${round}/${controller}.${io}`)),
)

/** The runs, in groups by what a test says of each. */
function groupBy(key: (run: string) => string): string[][] {
  const groups = new Map<string, string[]>()
  for (const run of runs) groups.set(key(run), [...(groups.get(key(run)) ?? []), run])
  return [...groups.values()]
}

test('a group that one pattern matches has it, with the number of its runs', () => {
  expect(nameRuns(groupBy(run => /ide|sata/.exec(run)?.[0] ?? ''))).toEqual([
    { pattern: '*/ide.*', runs: '6' },
    { pattern: '*/sata.*', runs: '6' },
    { pattern: '*/{lsi,virtio-blk,pvscsi}.*', runs: '18' },
  ])
  expect(nameRuns(groupBy(run => /o[nf]+$/.exec(run)?.[0] ?? ''))).toEqual([
    { pattern: '*/*.on', runs: '15' },
    { pattern: '*/*.off', runs: '15' },
  ])
})

test('a pattern has only the parts that it needs', () => {
  const own = runs.filter(run => !/(?:ide|sata).on/.test(run))
  const olds = own.filter(run => /ide|sata/.test(run))
  expect(nameRuns([olds, own.filter(run => !olds.includes(run))])).toEqual([
    { pattern: '*/{ide,sata}.*', runs: '6' },
    { pattern: '*/{lsi,virtio-blk,pvscsi}.*', runs: '18' },
  ])
})

test('what no pattern matches is the rest', () => {
  const isTwo = (run: string) => String(/(?:ide|lsi).on/.test(run))
  expect(nameRuns(groupBy(isTwo))).toEqual([
    { pattern: '*/{ide,lsi}.on', runs: '6' },
    { runs: 'the other 24' },
  ])
})

test('a few are named, and so are some of those that nothing tells apart', () => {
  expect(nameRuns([['1'], ['2', '3', '4', '5', '6']])).toEqual([
    { runs: '1' },
    { runs: 'the other 5' },
  ])
  const odd = ['a.1', 'b.2', 'c.3', 'd.4', 'e.5']
  const even = ['a.2', 'b.1', 'c.4', 'd.3', 'e.6', 'f.5']
  expect(nameRuns([odd, even])).toEqual([
    { runs: 'a.1, b.2, c.3 and 2 more' },
    { runs: 'a.2, b.1, c.4 and 3 more' },
  ])
})

test('names of different shapes have no pattern', () => {
  const [names, others] = [
    ['a.1', 'a.2', 'a.3', 'a.4'],
    ['b/1', 'b/2', 'b/3', 'b/4'],
  ]
  expect(nameRuns([names ?? [], others ?? []])[0]).toEqual({ runs: 'a.1, a.2, a.3 and 1 more' })
})
