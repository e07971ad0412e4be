import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contrast } from '../helpers/contrast.ts'
import { repository } from '../helpers/technote.ts'

const css = readFileSync(join(repository, 'site/style/technote.css'), 'utf8')

type Tokens = { [name: string]: string }

/** The colours of a theme: those of `:root`, then what the theme says otherwise. */
function tokensOf(...patterns: RegExp[]): Tokens {
  const blocks = patterns.map(pattern => pattern.exec(css)?.[1] ?? '')
  const pairs = blocks.flatMap(block => [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})/g)])
  return Object.fromEntries(pairs.map(([, name = '', colour = '']) => [name, colour]))
}

const light = /^:root \{([^}]*)\}/m
const themes = {
  light: tokensOf(light),
  dark: tokensOf(light, /prefers-color-scheme: dark\)[^{]*\{\s*:root[^{]*\{([^}]*)\}/),
  print: tokensOf(light, /@media print \{\s*:root[^{]*\{([^}]*)\}/),
}

/** Text needs 4.5 : 1 (WCAG 1.4.3), lines and marks that carry meaning 3 : 1 (1.4.11). */
const pairs: [ink: string, paper: string, least: number][] = [
  ...['ink-1', 'ink-2', 'ink-3', 'link'].flatMap(ink =>
    ['paper', 'surface'].map((paper): [string, string, number] => [ink, paper, 4.5]),
  ),
  ['caution', 'caution-surface', 4.5],
  ['danger', 'danger-surface', 4.5],
  ['ink-1', 'caution-surface', 4.5],
  ['ink-1', 'danger-surface', 4.5],
  ['danger', 'paper', 3],
  ['rule-2', 'paper', 3],
  ...[1, 2, 3, 4, 5, 6].map((one): [string, string, number] => [`series-${one}`, 'paper', 3]),
]

test.each([
  // From the definition of relative luminance in WCAG 2.2.
  ['#000000', '#ffffff', 21],
  ['#777777', '#ffffff', 4.48],
  ['#ff0000', '#ffffff', 4],
])('contrast of %s on %s', (ink, paper, expected) => {
  expect(contrast(ink, paper)).toBeCloseTo(expected, 1)
})

describe.each(Object.entries(themes))('%s', (_, tokens) => {
  test('has colours of its own', () => {
    expect(Object.keys(tokens).length).toBeGreaterThan(15)
  })
  test.each(pairs)('%s on %s has at least %d : 1', (ink, paper, least) => {
    expect(contrast(tokens[ink] ?? '', tokens[paper] ?? '')).toBeGreaterThanOrEqual(least)
  })
})

test('the themes differ', () => {
  expect(themes.dark.paper).not.toBe(themes.light.paper)
  expect(themes.print.paper).toMatch(/^#fff/)
})
