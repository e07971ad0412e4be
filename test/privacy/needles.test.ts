import { expect, it } from 'vitest'
import { createNeedles } from '../../src/privacy/needles.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'

it('finds what a search for each needle by itself finds', () => {
  const random = createRandom(11)
  const draw = (letters: string, length: number) =>
    Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('')
  const needles = [...new Set(Array.from({ length: 60 }, () => draw('ab:', 1 + random() * 4)))]
  const find = createNeedles(needles)
  for (let count = 0; count < 400; count++) {
    const text = draw('aAbB:é', random() * 12)
    const expected = needles.filter(needle => text.toLowerCase().includes(needle))
    const found = find(text)
    expect(needles.filter((_, index) => found[index] === 1)).toEqual(expected)
  }
})
