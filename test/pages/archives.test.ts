import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { makeSite } from '../helpers/pages.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** The appendix of a page whose study has so many archives of 1 kB. */
async function appendixOf(count: number): Promise<string> {
  const study = makeStudy({ factors: { c: ['a', 'b'] }, repeats: 4, switches: () => 1 })
  const archives = Array.from({ length: count }, (_, index) => ({
    path: `r${index}.tar.gz`,
    bytes: 1000,
    sha256: '0'.repeat(64),
  }))
  const { html } = await makeSite({
    yaml: 'pages: [a]',
    pages: { index: {}, a: { front: 'study: synthetic' } },
    context: { efficiencies: [toEfficiency({ ...study, archives })] },
  })
  return html('a.html')
}

const folded =
  /<details>\s*<summary>([^<]*)<\/summary>(?:(?!<\/details>).)*<div class="table-scroll files"/s

test('many archives are folded, and the fold says how many and how large', async () => {
  const page = await appendixOf(40)
  expect(folded.exec(page)?.[1]).toBe('40 files, 40.0\u202fkB')
  expect(page).toContain('>r39.tar.gz</a>')
})

test('a few are not', async () => {
  const page = await appendixOf(8)
  expect(page).not.toMatch(folded)
  expect(page).toContain('>r7.tar.gz</a>')
})
