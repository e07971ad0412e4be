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

test.each([
  [['.'], '2 files'],
  [['.', 'r.tar.gz'], '1 archive'],
  [['r.tar.gz', 's.zip'], '2 archives'],
])('a page whose data stand elsewhere says how many there are: %j', async (paths, words) => {
  const study = makeStudy({ factors: { c: ['a', 'b'] }, repeats: 4, switches: () => 1 })
  const archives = paths.map(path => ({ path, bytes: 1000, sha256: '0'.repeat(64) }))
  const entry = { archive: '.', bytes: 1, sha256: '', format: 'fio-json', use: 'run' as const }
  const ingest = ['a', 'b'].map(path => ({ ...entry, path, detail: '' }))
  const { html } = await makeSite({
    yaml: 'pages: [a, b]',
    pages: { index: {}, a: { front: 'study: synthetic' }, b: { front: 'study: synthetic' } },
    context: { efficiencies: [toEfficiency({ ...study, archives, ingest })] },
  })
  expect(html('b.html') + html('a.html')).toContain(`>${words}</a>`)
})
