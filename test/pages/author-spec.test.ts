import { describe, expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { printHtml } from '../../src/format/html.ts'
import { renderMarkdown } from '../../src/pages/article/markdown.ts'
import { toOwnDrawings } from '../../src/pages/bind/author-figure.ts'
import { toTemplates } from '../../src/pages/templates/templates.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** `:::figure{kind=spec}`: an author's own drawing of the study's tables, and of nothing else. */
const efficiency = toEfficiency(
  makeStudy({
    factors: { c: ['a', 'b'] },
    repeats: 4,
    switches: ({ c }) => (c === 'a' ? 1 : 2),
    yaml: 'scores: { cheap: { label: Cheap, weights: { switches: 1 } } }',
  }),
)

/** The figure's template, as far as it matters here. */
const templates = toTemplates({
  figure: '<figure>{{finding}}|{{subtitle}}|{{description}}|{{notes}}|{{regular}}</figure>',
})

async function write(text: string, specs: { [name: string]: string } = {}) {
  const context = { templates, glossary: [] }
  const source = { name: 'p', file: 'site/p.md', text, specs }
  const article = await renderMarkdown(source, 'p.html', [efficiency], context)
  return { ...article, html: printHtml(article.body) }
}

const bars = {
  title: 'Switches of both',
  description: 'b has twice as many as a.',
  data: { name: 'estimates' },
  mark: 'bar',
  encoding: {
    x: { field: 'value', type: 'quantitative' },
    y: { field: 'c', type: 'nominal' },
  },
}

function fence(spec: object, attributes = 'metric=switches'): string {
  const json = JSON.stringify(spec, null, 2)
  return `:::figure{kind=spec ${attributes}}\nb costs twice.\n\n\`\`\`vega-lite\n${json}\n\`\`\`\n:::\n`
}

test('is drawn with its words, a name for each mark, and the rows as CSV', async () => {
  const { html, messages, files } = await write(fence(bars))
  expect(messages).toEqual([])
  expect(html).toContain('b costs twice.|Switches of both|b has twice as many as a.||<svg')
  const names = [...html.matchAll(/aria-label="([^"]*)"/g)].map(([, name]) => name)
  expect(names).toEqual(['value: 1; c: a', 'value: 2; c: b'])
  expect(html).toContain('fill="var(--series-1)"')
  const [csv] = files
  expect(csv?.path).toBe('figures/p/figure-1.csv')
  expect(String(csv?.content).split('\r\n').slice(1, 3)).toEqual([
    expect.stringMatching(/^w,a,switches,.*,estimated,/),
    expect.stringMatching(/^w,b,switches,.*,estimated,/),
  ])
})

test('has no colour but the page’s, in its legend neither', async () => {
  const color = { field: 'c', type: 'nominal' }
  const { html } = await write(fence({ ...bars, encoding: { ...bars.encoding, color } }))
  const colours = [...html.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(([, colour = '']) => colour)
  expect(colours).toEqual(expect.arrayContaining(['var(--series-1)', 'var(--series-2)']))
  expect(colours.filter(colour => !/^(?:var\(|none|transparent)/.test(colour))).toEqual([])
})

test.each([
  ['runs', 'switches (switch/IO)', 8],
  ['comparisons', 'ratio', 1],
  ['effects', 'ratio', 1],
  ['scores', 'value', 2],
])('draws the table %s', async (name, x, marks) => {
  const spec = { ...bars, data: { name }, encoding: { x: { field: x, type: 'quantitative' } } }
  const { html, messages } = await write(fence({ ...spec, mark: 'point' }))
  expect(messages).toEqual([])
  expect([...html.matchAll(/aria-label/g)].length).toBe(marks)
})

test('comes from a file of site/', async () => {
  const text = ':::figure{kind=spec src=bars.json}\nb costs twice.\n:::\n'
  const said = await write(text, { 'bars.json': JSON.stringify(bars) })
  expect(said.messages).toEqual([])
  const lost = await write(text, { 'bar.json': '' })
  expect(lost.messages).toMatchObject([
    { rule: 'missing-spec', line: 1, reason: expect.stringContaining('did you mean `bar.json`?') },
  ])
  const broken = await write(text, { 'bars.json': '{\n "mark": "bar",\n "data": {"url": "x"}}' })
  expect(broken.messages).toMatchObject([{ file: 'site/bars.json', line: 3, column: 11 }])
})

describe('what reaches out, or would differ tomorrow, is refused where it stands', () => {
  const point = { ...bars, mark: 'point' }
  const calculate = (text: string) => ({ ...bars, transform: [{ calculate: text, as: 'z' }] })
  const colour = { value: 'url(https://example.org/x.svg#a)' }
  test.each<[string, object, string]>([
    ['url', { ...bars, data: { url: 'runs.csv' } }, '"url"'],
    ['href', { ...bars, encoding: { ...bars.encoding, href: { field: 'c' } } }, '"href"'],
    ['image', { ...bars, mark: 'image' }, '"image"'],
    ['image', { ...bars, mark: { type: 'image' } }, '"image"'],
    ['loader', { ...bars, loader: { baseURL: '/' } }, '"loader"'],
    ['usermeta', { ...bars, usermeta: { embedOptions: {} } }, '"usermeta"'],
    ['datasets', { ...bars, datasets: { runs: [] } }, '"datasets"'],
    ['config', { ...bars, config: { font: 'Comic' } }, '"config"'],
    ['url(https', { ...bars, encoding: { ...bars.encoding, color: colour } }, '"url('],
    ['now()', calculate('now()'), '"now()'],
    ['random ()', calculate('datum.value * random ()'), '"datum.value * random'],
    ['window', calculate("window['x']"), '"window['],
    ['screen()', { ...point, transform: [{ filter: 'screen().width > 9' }] }, '"screen()'],
    ['sample', { ...bars, transform: [{ sample: 3 }] }, '"sample"'],
    ['repeat', { ...bars, repeat: ['a'] }, '"repeat"'],
    ['table', { ...bars, data: { name: 'estimate' } }, '"estimate"'],
  ])('%s', async (word, spec, at) => {
    const text = fence(spec)
    const { html, messages } = await write(text)
    expect(html).not.toContain('<svg')
    expect(messages).toHaveLength(1)
    expect(messages[0]?.reason).toContain(word)
    const index = text.indexOf(at)
    const before = text.slice(0, index).split('\n')
    expect(messages[0]).toMatchObject({
      severity: 'error',
      file: 'site/p.md',
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    })
  })

  test.each<[string, string]>([
    ['missing-spec', ':::figure{kind=spec}\nWords.\n:::\n'],
    ['damaged-spec', fence(bars).replace('"mark": "bar",', '"mark": bar,')],
    ['unbound-spec', fence({ ...bars, data: { values: [{ value: 1, c: 'a' }] } })],
    ['spec-words', fence({ ...bars, description: '' })],
    ['vega-lite', fence({ ...bars, mark: 'barr' })],
    [
      'field that its rows do not have',
      fence({ ...bars, encoding: { x: { field: 'c' }, y: { field: 'valu' } } }),
    ],
    ['without marks', fence({ ...bars, transform: [{ filter: 'datum.value > 9' }] })],
  ])('%s', async (word, text) => {
    const { messages } = await write(text)
    expect(messages).toHaveLength(1)
    expect(`${messages[0]?.rule}: ${messages[0]?.reason}`).toContain(word)
  })
})

test('a spec that Vega cannot draw is refused at its place', async () => {
  const transform = [{ calculate: 'nothing(datum.value)', as: 'long' }]
  const { messages } = await write(fence({ ...bars, transform }))
  expect(messages).toMatchObject([
    { severity: 'error', rule: 'vega-lite', file: 'site/p.md', line: 5 },
  ])
})

test('so is one that takes too much to draw', () => {
  const source = { text: '', file: 'site/p.md', line: 4, column: 0 }
  const refuse = () => toOwnDrawings({ state: 'stopped', limit: '10 s' }, source)
  expect(refuse).toThrow(/takes more than 10 s to draw, expected one that draws the study’s rows/)
})
