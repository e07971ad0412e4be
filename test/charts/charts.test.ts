import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import advances from '../../src/charts/advances.json' with { type: 'json' }
import { measureFallbacks } from '../../src/charts/measure-fallbacks.mjs'
import { measureFont } from '../../src/charts/measure-font.mjs'
import { renderSvg } from '../../src/charts/render.ts'
import { printSvg } from '../../src/charts/svg.ts'
import { textWidth } from '../../src/charts/text-width.ts'
import { builtSite } from '../helpers/built-site.ts'
import { repository } from '../helpers/technote.ts'

test('the table of widths is that of the font', () => {
  expect(measureFont()).toEqual(advances)
})

test('what stands in for our fonts has the measures of theirs', () => {
  const css = readFileSync(join(repository, 'site/style/technote.css'), 'utf8').split('\n')
  const rules = measureFallbacks()
  expect(css.filter(line => line.includes('src: local('))).toEqual(rules)
  // By hand: ascent 1024, and a mean of the widths of 0.456 em against 0.5 em and more.
  expect(rules[0]).toMatch(/Arial.* size-adjust: 9\d\.\d%; ascent-override: 1[01]\d\.\d%/)
})

test('width of a text', () => {
  // Ten digits of 497/1000 em at 10 px.
  expect(textWidth('0123456789', 10)).toBeCloseTo(49.7, 10)
})

describe('drawing', () => {
  const spec = {
    data: { values: [{ a: 'one', b: 1.23456 }] },
    mark: { type: 'text' as const, clip: true },
    encoding: {
      x: { field: 'b', type: 'quantitative' as const },
      y: { field: 'a', type: 'nominal' as const },
      text: { value: '1.23456 thousand' },
    },
  }

  test('is the same twice, with ids of its own', async () => {
    const first = printSvg(await renderSvg(spec, 'f1'))
    expect(printSvg(await renderSvg(spec, 'f1'))).toBe(first)
    expect(first).toContain('id="f1-')
    expect(first).not.toMatch(/id="(?!f1-)/)
  })

  test('rounds coordinates and never a text', async () => {
    const svg = printSvg(await renderSvg(spec, 'f1'))
    expect(svg).toContain('>1.23456 thousand<')
    expect(svg).not.toMatch(/ (?:transform|d)="[^"]*\d\.\d{3}/)
  })
})

test('the figure in the README is the one that the data give', () => {
  const built = readFileSync(join(builtSite(), 'figures/linux-io-engines/fig-switches.svg'), 'utf8')
  expect(readFileSync(join(repository, 'docs/figure.svg'), 'utf8')).toBe(built)
})
