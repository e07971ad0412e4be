import { expect, test } from 'vitest'
import { printHtml } from '../../src/format/html.ts'
import { open } from '../../src/format/printed.ts'
import { typesetText } from '../../src/pages/article/typeset.ts'
import { toTemplates } from '../../src/pages/templates/templates.ts'
import { makeSite } from '../helpers/pages.ts'

test.each([
  ['at 50 MiB/s in blocks of 1 MiB', 'at 50\u202fMiB/s in blocks of 1\u202fMiB'],
  // Four digits stand without groups: NIST SP 811, 10.5.3.
  ['12 % of 4 000 IO/s', '12\u202f% of 4000\u202fIO/s'],
  // The author's line may end between number and unit.
  ['reads of 128\nKiB', 'reads of 128\u202fKiB'],
  ['1 000 to 25 000', '1000 to 25\u202f000'],
  // Groups of three digits are one number; a year, a name or a fraction begins none.
  ['1 234 567 runs, 10 000 draws', '1\u202f234\u202f567\u202fruns, 10\u202f000 draws'],
  ['in 2026 100 runs, r5 300, 1.5 250', 'in 2026 100\u202fruns, r5 300, 1.5 250'],
  ['(power 80 %), p = 0.04, a = b', '(power\u00a080\u202f%), p\u00a0=\u00a00.04, a = b'],
  // A unit is a word of its own: not the beginning of another.
  ['3 Boxes, 2 sata disks, 5 minutes', '3 Boxes, 2 sata disks, 5 minutes'],
  ["QEMU's and Linux' own", 'QEMU’s and Linux’ own'],
  ['he said "so it is." twice', 'he said “so it is.” twice'],
])('%s', (typed, printed) => {
  expect(open(typesetText(typed))).toBe(printed)
  expect(open(typesetText(printed))).toBe(printed)
})

test('an apostrophe may follow a link or code', async () => {
  const { html } = await makeSite({
    yaml: 'pages: [a]',
    pages: { index: { text: 'x' }, a: { text: "[this](index.html)'s, `fio`'s, **a 5** ms" } },
  })
  expect(html('a.html')).toContain('</a>’s')
  expect(html('a.html')).toContain('</code>’s')
  expect(html('a.html')).toContain('</strong>\u202fms')
})

test('code stays as it was typed', async () => {
  const { html } = await makeSite({
    yaml: 'pages: [a]',
    pages: { index: { text: 'x' }, a: { text: "A guest's `it's 5 ms`" } },
  })
  expect(html('a.html')).toContain("A guest’s <code>it's 5 ms</code>")
})

test('templates set the text of study.yaml too, and escape it', () => {
  const templates = toTemplates({ limit: '<li>{{set limit}}</li>' })
  expect(printHtml(templates('limit', { limit: "a guest's <5 %" }))).toBe(
    '<li>a guest’s &lt;5\u202f%</li>',
  )
})
