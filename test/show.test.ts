import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compress, drawBars, drawDistribution } from '../src/cli/show/draw.ts'
import { toCampaign, toFioReport, writeFolders } from './helpers/campaign.ts'
import { smallStudy } from './helpers/small-study.ts'
import { technote } from './helpers/technote.ts'

test('bars go from nothing to the largest, and what is there is seen', () => {
  expect(drawBars([0, 1, 4, 8])).toBe(' ▁▄█')
  expect(drawBars([1e-9, 1])).toBe('▁█')
  expect(drawBars([5, 5])).toBe('██')
})

test('values are averaged where there is no room for all', () => {
  expect(compress([1, 3, 5, 7], 2)).toEqual([2, 6])
  expect(compress([1, 2], 5)).toEqual([1, 2])
})

test('a distribution stands on a log scale, marks below where they are', () => {
  // Three decades in six columns: 1 in the first, 10 in the third, 1000 at the end.
  const steps = [
    [1, 1, 1],
    [10, 10, 8],
    [1000, 1000, 4],
  ] as const
  expect(drawDistribution(steps, [['p50', 10]], 6)).toEqual({
    least: 1,
    most: 1000,
    bars: '▁ █  ▄',
    marks: '  p50',
  })
  // A step that is told by its ends alone fills the columns between them.
  expect(drawDistribution([[1, 1000, 6]], [], 6)?.bars.trimEnd()).toBe('█████')
  expect(drawDistribution([[5, 5, 1]], [], 6)).toBeUndefined()
})

const root = writeFolders({
  one: { 'fio.json': toFioReport(1000, { iodepth: '32', ioengine: 'libaio' }) },
  several: toCampaign({ libaio: [1000, 1010], psync: [700, 705] }),
  counts: { 'perf.csv': '17187,,context-switches,437642315,100.00,39.272,K/sec\n' },
  nothing: { 'note.txt': 'a note\n' },
})

const show = (...paths: string[]) => technote(['show', ...paths], { cwd: root })

test('a report: what was asked, the rate, the latency', async () => {
  const { status, out } = await show('one/fio.json')
  expect(status).toBe(0)
  expect(out).toContain('fio.json  fio-3.36\n  rw=randread bs=4k ioengine=libaio iodepth=32\n')
  expect(out).toContain('10 000 I/Os in 10.0 s: 1000 IO/s, 3.91 MiB/s; 100 % reads')
  expect(out).toContain('latency    1.00 ms mean')
  expect(out).toContain('no counts beside it')
})

test('of several runs a line each, and what they are together', async () => {
  const { out } = await show('several')
  expect(out).toMatch(/^libaio\/r2\/fio\.json +1010 +3\.95 MiB\/s +990 µs$/m)
  expect(out).toContain('4 runs of 2 cells; factors: engine (libaio, psync); workloads: all')
  expect(out).toContain('technote init several')
  expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(78)
})

test('a run of an archive, with its costs', async () => {
  const { out } = await show(smallStudy)
  expect(out).toContain('6 runs of 2 cells; factors: engine (psync, libaio)')
  expect(out).toContain('costs: ')
  expect(out).toMatch(/[▁-█]/)
})

test('counts without a load are shown as they are', async () => {
  const { status, out } = await show('counts', 'nothing')
  expect(status).toBe(0)
  expect(out).toMatch(/17 187 {2}context-switches/)
  expect(out).toContain('no report of a load')
  expect(out).toContain('note.txt  text: a note')
})

test('a wrong call', async () => {
  expect((await show()).err).toContain('expected technote show FILE or FOLDER')
  expect(await show(join('one', 'none'))).toMatchObject({ status: 2 })
})
