import { expect, it } from 'vitest'
import { createNeedles } from '../../src/privacy/needles.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'

it('finds the lines that a search for each needle by itself finds', () => {
  const random = createRandom(11)
  const draw = (letters: string, length: number) =>
    Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('')
  const needles = [...new Set(Array.from({ length: 60 }, () => draw('ab:', 1 + random() * 4)))]
  const find = createNeedles(needles)
  for (let count = 0; count < 400; count++) {
    const text = draw('aAbB:é\n', random() * 16)
    let start = 0
    const lines = text.split('\n').map(line => {
      start += line.length + 1
      return { line: line.toLowerCase(), start: start - line.length - 1 }
    })
    const expected = needles.map(needle =>
      lines.flatMap(({ line, start }) => (line.includes(needle) ? [start] : [])),
    )
    expect(find(text)).toEqual(expected)
  }
})
