import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createExamine } from '../../src/privacy/examine.ts'
import { createJudge } from '../../src/privacy/known/judge.ts'
import { readVocabulary } from '../../src/privacy/known/vocabulary.ts'
import { createWordSet } from '../../src/privacy/known/word-set.ts'
import { listFiles } from '../../src/read/list-files.ts'

const root = join(import.meta.dirname, '../..')

it('finds in a text that comes again, after all others, what it finds in one that nothing came before', async () => {
  const vocabulary = await readVocabulary(root)
  const known = createExamine(createJudge(vocabulary))
  const looks: { path: string; text: string; alone: unknown }[] = []
  for (const folder of ['cases', 'known'])
    for (const { path } of await listFiles(join(root, 'test/privacy', folder), () => undefined)) {
      const whole = readFileSync(join(root, 'test/privacy', folder, path), 'utf8')
      for (const text of [whole, ...whole.split('\n').filter((_, index) => index % 4 === 0)])
        looks.push({ path, text, alone: look(createExamine(createJudge(vocabulary)), text, path) })
    }
  expect(looks.length).toBeGreaterThan(300)
  for (const { text, path } of looks) known(text, path, createWordSet())
  for (const { path, text, alone } of looks.reverse())
    expect(look(known, text, path), JSON.stringify(text)).toEqual(alone)
})

function look(examine: ReturnType<typeof createExamine>, text: string, path: string) {
  const words = createWordSet()
  return { findings: examine(text, path, words), words: words.print() }
}

it('tells of a line what it is alone, whatever came before it', async () => {
  const vocabulary = await readVocabulary(root)
  const known = createJudge(vocabulary)
  const lines = readFileSync(join(root, 'src/capture/capture.sh'), 'utf8')
    .split('\n')
    .flatMap(line => [line, `${line} zzkestrel`, `\x1b[31m${line}`, `${line}^`, ' apollo::> x'])
  const noted = createWordSet()
  for (const words of [undefined, noted, noted, createWordSet()]) {
    const text = [...lines, ...lines, ''].join('\n')
    const { doubts, unknown, alike } = known.scan(text, words)
    const alone = lines.map(line => createJudge(vocabulary).scan(`${line}\n`))
    const twice = [...alone, ...alone]
    expect(unknown.map(({ value }) => value)).toEqual(
      twice.flatMap(scan => scan.unknown.map(({ value }) => value)),
    )
    expect(doubts).toHaveLength(twice.flatMap(scan => scan.doubts).length)
    expect(alike).toEqual([...new Set(twice.flatMap(scan => scan.alike))])
    if (words) for (const word of ['zzkestrel', 'apollo']) expect(words.has(word)).toBe(true)
  }
})
