import { describe, expect, test } from 'vitest'
import { describeFigure } from '../../src/pages/describe-figure.ts'
import { toFigure } from '../../src/pages/figure-kinds.ts'
import { nameByRows, shareNames } from '../../src/pages/name-marks.ts'
import { studies } from '../charts/studies.ts'

const mark = (name: string) => `<path aria-label="${name}"/>`

describe('marks are named by rows', () => {
  const rows = ['a: 1', 'b: not run', 'c: p &lt; 0.001', 'a with c: 2'].map(sentence => ({
    heading: sentence.split(':')[0] ?? '',
    sentence,
  }))

  test('the next row, or that of a number', () => {
    const svg = ['a: 1', 'c: p &lt; 0.001', 'a: 1'].map(mark).join('')
    expect(nameByRows(svg, rows)).toBe('<path data-row/><path data-row="2"/><path data-row="0"/>')
  })

  test('several marks of a row say what follows its heading, which is the longest that fits', () => {
    const svg = ['a, run 1: 1', 'a, run 2: 3', 'b with x: 7', 'a with c, run 1: 4'].map(mark)
    expect(nameByRows(svg.join(''), rows)).toBe(
      '<path data-row data-tail=", run 1: 1"/><path data-tail=", run 2: 3"/>' +
        '<path data-row data-tail=" with x: 7"/><path data-row="3" data-tail=", run 1: 4"/>',
    )
  })

  test('other marks keep their names', () => {
    expect(nameByRows(mark('d, run 1: 1'), rows)).toBe(mark('d, run 1: 1'))
    expect(nameByRows(mark('a: 1'), [])).toBe(mark('a: 1'))
  })

  test('and the narrow drawing shares those', () => {
    const drawing = `<path data-row/><path data-row="0" data-tail=" x"/>${mark('z')}`
    const shared = '<path data-row/><path data-mark/><path data-mark/>'
    expect(shareNames(drawing, drawing)).toBe(shared)
    expect(shareNames(mark('y'), drawing)).toBe(drawing)
  })
})

describe('a description', () => {
  const describe = (study: string, attributes: object) => {
    const efficiency = studies[study]?.()
    if (!efficiency) throw new Error(study)
    const figure = toFigure(efficiency, { workload: 'iops', ...attributes })
    return { figure, said: describeFigure(figure) }
  }

  test('of few rows says them all', () => {
    const { figure, said } = describe('engines', { kind: 'dots', metric: 'switches' })
    expect(said).toBe(figure.description)
  })

  test('of many says the ends, and where the others stand', () => {
    const { figure, said } = describe('controllers', { kind: 'matrix', metric: 'switches' })
    const values = figure.tables.cells?.map(row => Number(row.value ?? Number.NaN)) ?? []
    const lowest = values.indexOf(Math.min(...values.filter(value => !Number.isNaN(value))))
    expect(said).toMatch(/^54 rows, each in the table of data below\. Lowest: .*\. Highest: .*\.$/)
    expect(said).toContain(`Lowest: ${figure.sentences?.[lowest]}. `)
  })

  test('of two measures has no ends', () => {
    const { said } = describe('controllers', { kind: 'dots', metrics: 'switches cpu-time' })
    expect(said).toBe('108 rows, each in the table of data below.')
  })
})
