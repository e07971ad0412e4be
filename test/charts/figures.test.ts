import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { decimate } from '../../src/charts/figures/time-series.ts'
import { overlaps, placeLabels } from '../../src/charts/plot/place-labels.ts'
import { open } from '../../src/format/printed.ts'
import { toFigure } from '../../src/pages/bind/figure-kinds.ts'
import { repository } from '../helpers/technote.ts'
import { compare, drawCase, listCases } from './cases.ts'
import { studies } from './studies.ts'

const folder = join(repository, 'test/charts')

describe.each(listCases(folder))('%s', name => {
  let drawn: Awaited<ReturnType<typeof drawCase>>
  beforeAll(async () => {
    drawn = await drawCase(folder, name)
  })

  test('is drawn as expected, and never wider than it may be', () => {
    expect(compare(folder, drawn)).toEqual([])
    for (const { svg, width } of drawn.drawings) {
      expect(Number(/ width="(\d+)"/.exec(svg)?.[1])).toBeLessThanOrEqual(width)
    }
  })

  test('has words, a table, and a name for each mark', () => {
    const { figure, drawings } = drawn
    const [table = []] = Object.values(figure.tables)
    expect(table.length).toBeGreaterThan(0)
    expect(
      [figure.subtitle, figure.caption, figure.description].every(text => open(text) !== ''),
    ).toBe(true)
    const words = [figure.subtitle, figure.caption, figure.description].join()
    expect(words).not.toMatch(/undefined|NaN|Infinity|null/)
    const labels = drawings.map(({ svg }) =>
      [...svg.matchAll(/aria-label="([^"]*)"/g)].map(match => match[1]),
    )
    expect(labels[0]?.length).toBeGreaterThan(0)
    // The narrow drawing leaves no mark out.
    expect([...(labels[1] ?? [])].sort()).toEqual([...(labels[0] ?? [])].sort())
    expect(labels.flat().filter(label => !label || /undefined|NaN|null/.test(label))).toEqual([])
  })
})

describe('what cannot be drawn is refused', () => {
  const engines = studies.engines?.()
  test.each([
    [{ kind: 'parts', metrics: 'user-time switches' }, /units `s\/IO` and `switch\/IO`/],
    [{ kind: 'parts', metrics: 'user-time cpu-time' }, /count the same work in part/],
    [{ kind: 'parts', metrics: 'user-time latency' }, /`latency`, which is no amount/],
    [{ kind: 'parts', metrics: 'user-time user-time' }, /count the same work in part/],
    [{ kind: 'curve', latency: 'switches' }, /expected a latency over a throughput/],
    [{ kind: 'lines', metric: 'switches' }, /lines of a study without a factor whose levels/],
    [{ kind: 'matrix', metric: 'switches' }, /matrix of a study with 1 factor/],
    [{ kind: 'dots', metrics: 'switches user-time cpu-time' }, /3 metrics, expected at most 2/],
    [{ kind: 'dots', metric: 'switches', grop: 'engine' }, /attribute `grop`/],
  ])('%o', (attributes, message) => {
    if (!engines) throw new Error('no study')
    expect(() => toFigure(engines, { workload: 'iops', ...attributes })).toThrow(message)
  })
})

test('labels that are placed cover nothing', () => {
  const points = Array.from({ length: 40 }, (_, index) => ({
    x: (index * 37) % 300,
    y: (index * 91) % 200,
    width: 60 + ((index * 13) % 50),
    height: 15,
  }))
  const area = { x: 0, y: 0, width: 300, height: 200 }
  const placed = placeLabels(points, area).flatMap(box => box ?? [])
  expect(placed.length).toBeGreaterThan(5)
  for (const [at, box] of placed.entries()) {
    expect(placed.slice(at + 1).some(other => overlaps(box, other))).toBe(false)
    expect(
      points.some(({ x, y }) => overlaps(box, { x: x - 4, y: y - 4, width: 8, height: 8 })),
    ).toBe(false)
    expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 300 && box.y + box.height <= 200).toBe(
      true,
    )
  }
})

test('a long series keeps its lowest and its highest point', () => {
  const points = Array.from({ length: 10_007 }, (_, x) => ({ x, y: ((x * 7919) % 1009) + 1 }))
  Object.assign(points[4321] ?? {}, { y: -5 })
  Object.assign(points[8765] ?? {}, { y: 9999 })
  const few = decimate(points, 300)
  expect(few.length).toBeLessThanOrEqual(300)
  expect(few.map(point => point.y)).toEqual(expect.arrayContaining([-5, 9999]))
  expect(few.map(point => point.x)).toEqual(few.map(point => point.x).sort((a, b) => a - b))
})

test('the caption of a curve names the knee of each line, and the most load under the limit', () => {
  const efficiency = studies.saturating?.()
  if (!efficiency) throw new Error('saturating')
  const asked = { kind: 'curve', workload: 'iops', along: 'depth', limit: '150 us' }
  const { caption } = toFigure(efficiency, asked)
  // As the study was made: one job saturates at 8 in flight, two at 16; beyond, 100 µs grow with depth.
  expect(open(caption)).toContain('numjobs 1: depth 8; numjobs 2: depth 16.')
  expect(open(caption)).toMatch(
    /keeps it: numjobs 1: depth \d · numjobs 1; numjobs 2: depth \d+ · numjobs 2\./,
  )
  expect(() => toFigure(efficiency, { ...asked, limit: '5 %' })).toThrow('expected a time')
})
