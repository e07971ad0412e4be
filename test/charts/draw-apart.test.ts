import { describe, expect, test } from 'vitest'
import { drawApart } from '../../src/charts/draw-apart.ts'

const bars = {
  data: { values: [{ value: 1 }, { value: 2 }] },
  mark: 'bar' as const,
  encoding: { x: { field: 'value', type: 'quantitative' as const } },
}
const limits = { seconds: 0.3, megabytes: 100 }

test('a spec is drawn apart from the program, each with its prefix', async () => {
  const drawn = await drawApart([
    { spec: bars, prefix: 'a' },
    { spec: bars, prefix: 'b' },
  ])
  expect(drawn).toMatchObject({
    state: 'drawn',
    drawings: [{ tagName: 'svg' }, { tagName: 'svg' }],
  })
})

test('what Vega says of a spec is told', async () => {
  const spec = { ...bars, transform: [{ calculate: 'nothing(1)', as: 'x' }] }
  const drawn = await drawApart([{ spec, prefix: 'a' }])
  expect(drawn).toMatchObject({ state: 'failed', reason: expect.stringContaining('nothing') })
})

describe('a spec that takes too much is ended', () => {
  const calculate = (text: string) => ({ ...bars, transform: [{ calculate: text, as: 'x' }] })
  const bin = { field: 'value', bin: { step: 1e-9 } }

  test.each([
    ['texts of gigabytes', calculate("length(split(pad('a', 3e8, 'b'), 'b'))")],
    ['a bin of a billionth', { ...bars, encoding: { x: bin } }],
    ['a hundred million rows', { ...bars, data: { sequence: { start: 0, stop: 1e8 } } }],
  ])('%s', async (_, spec) => {
    const drawn = await drawApart([{ spec, prefix: 'a' }], limits)
    expect(drawn).toMatchObject({
      state: 'stopped',
      limit: expect.stringMatching(/^(?:0\.3 s|100 MB)$/),
    })
  })
})
