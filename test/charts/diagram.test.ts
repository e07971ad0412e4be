import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { boxCharacters, diagonals, type Weight } from '../../src/charts/diagram/box-characters.ts'
import { drawDiagram } from '../../src/charts/diagram/draw-diagram.ts'
import { toGrid } from '../../src/charts/diagram/grid.ts'
import { printSvg } from '../../src/charts/svg.ts'
import { readDiagramWords } from '../../src/pages/article/diagram.ts'

const folder = join(import.meta.dirname, 'diagram')
const cases = readdirSync(folder, { withFileTypes: true }).filter(item => item.isDirectory())

test.each(cases.map(({ name }) => name))('%s', name => {
  const input = readFileSync(join(folder, name, 'input.txt'), 'utf8')
  const expected = join(folder, name, 'expected.svg')
  const svg = `${printSvg(drawDiagram(input).svg)}\n`
  if (!existsSync(expected) || readFileSync(expected, 'utf8') !== svg) {
    if (!process.env.CI) writeFileSync(join(folder, name, 'actual.svg'), svg)
  }
  expect(svg).toBe(existsSync(expected) ? readFileSync(expected, 'utf8') : '')
})

describe('the table of box-drawing characters says what Unicode’s names say', () => {
  const lines = readFileSync(join(folder, 'box-names.tsv'), 'utf8').trim().split('\n').slice(1)
  const names = lines.map(line => line.split('\t') as [string, string])

  test('all 128 of them', () => {
    expect(names).toHaveLength(128)
    const known = [...Object.keys(boxCharacters), ...Object.keys(diagonals)].sort()
    expect(known).toEqual(names.map(([character]) => character).sort())
  })

  test.each(names.filter(([, name]) => !name.includes('DIAGONAL')))('%s %s', (character, name) => {
    expect(boxCharacters[character]).toEqual(fromName(name))
  })
})

const weights: { [word: string]: Weight } = { LIGHT: 1, SINGLE: 1, HEAVY: 2, DOUBLE: 3 }
const sides: { [word: string]: string[] } = {
  ...{ UP: ['up'], RIGHT: ['right'], DOWN: ['down'], LEFT: ['left'] },
  ...{ HORIZONTAL: ['right', 'left'], VERTICAL: ['up', 'down'] },
}

/** `LIGHT DOWN AND RIGHT` or `DOWN LIGHT AND RIGHT HEAVY` to arms, by the words alone. */
function fromName(name: string) {
  const dashes = { DOUBLE: 2, TRIPLE: 3, QUADRUPLE: 4 }[/(\w+) DASH/.exec(name)?.[1] ?? '']
  const words = name.replace(/(?:DOUBLE|TRIPLE|QUADRUPLE) DASH|ARC|AND/g, '').split(/\s+/)
  // Read backwards where weights stand behind their sides, so that they always come first.
  const ordered = (words[0] ?? '') in weights ? words : words.reverse()
  const arms: { [side: string]: Weight } = { up: 0, right: 0, down: 0, left: 0 }
  let weight: Weight = 0
  for (const word of ordered) {
    weight = weights[word] ?? weight
    for (const side of sides[word] ?? []) arms[side] = weight
  }
  return { ...arms, ...(dashes && { dashes }), ...(name.includes('ARC') && { round: true }) }
}

describe('ASCII', () => {
  const kinds = (text: string) => {
    const grid = toGrid(text)
    return [...(text.split('\n')[0] ?? '')].map((_, column) => grid.at(0, column).kind[0]).join('')
  }
  test.each([
    // The first letter of what each character is: blank, text, line, arrow.
    ['virtio-scsi', 'ttttttttttt'],
    ['--direct=1', 'tttttttttt'],
    ['a|b C++ x->y', 'tttbtttbtttt'],
    ['a || b', 'tbttbt'],
    ['a -> b', 'tblabt'],
    ['a <--> b', 'tballabt'],
    ['- item', 'tbtttt'],
    ['+--iSCSI--+', 'llltttttlll'],
    ['+====+', 'llllll'],
    ['+--+\n|  |', 'llll'],
    ['a/b', 'ttt'],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toBe(expected)
  })

  test('an arrowhead needs a line', () => {
    expect(toGrid('|\nv').at(1, 0)).toEqual({ kind: 'arrow', to: 'down' })
    expect(toGrid(' \nv').at(1, 0)).toEqual({ kind: 'text', character: 'v' })
    expect(toGrid('|\nvirtio').at(1, 0)).toEqual({ kind: 'text', character: 'v' })
  })

  test('slashes between a dash and a bar are rounded corners', () => {
    expect(toGrid('/--\\\n|  |\n\\--/').at(0, 0)).toMatchObject({ right: 1, down: 1, round: true })
    expect(toGrid('/--\\\n|  |\n\\--/').at(2, 3)).toMatchObject({ left: 1, up: 1, round: true })
  })
})

describe('words behind the fence', () => {
  test('are its text alternative', () => {
    expect(readDiagramWords('title="A read" description="It goes = down." id=stack')).toEqual({
      ...{ title: 'A read', description: 'It goes = down.', id: 'stack' },
    })
  })
  test.each([
    ['description="d"', 'Unexpected diagram without `title="…"`'],
    ['title="t"', 'Unexpected diagram without `description="…"`'],
    ['title="t" description=""', 'Unexpected diagram without `description="…"`'],
    ['title="t" descripton="d"', 'Unexpected attribute `descripton`'],
    ['title=a read', 'Unexpected `read` behind ```diagram'],
  ])('%s', (meta, reason) => {
    expect(() => readDiagramWords(meta)).toThrow(reason)
  })
})
