import { readdirSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { createRemembered, expectSame } from './helpers/remembered.ts'
import { technoteBundled } from './helpers/technote.ts'

const project = createRemembered(technoteBundled)
const { build, buildCold, forget, inProject, write } = project
afterAll(() => project.remove())

const first = await build('first')

test('a first build writes its site, and keeps what steps came to', () => {
  expect(first.status, first.said).toBe(0)
  for (const folder of ['steps', 'findings', 'digests'])
    expect(readdirSync(inProject(`.cache/${folder}`)).length).toBeGreaterThan(1)
})

test.each([
  ['digests and what was found to be private', ['steps']],
  ['digests', ['steps', 'findings']],
  ['steps', ['digests', 'findings']],
])('%s alone give the same site and the same messages', async (_, forgotten) => {
  forget(...forgotten)
  expectSame(await build(), first)
})

test('a page says how many words are withheld in each of its files', () => {
  const page = String(first.files.get('linux-io-engines.html'))
  expect(page).toMatch(/\d+ words are withheld because no public list has them, in \d+ files?/)
  expect(page).toMatch(/<code>data\/linux-io-engines\/notes\.txt<\/code><\/th>\s*<td>2<\/td>/)
})

test.each([
  ['a common word', 'Another sentence.'],
  ['a word that is withheld elsewhere', 'About zzkestrel.'],
])('a build after an edit gives what one without memory gives: %s', async (_, words) => {
  await build()
  write(words)
  expectSame(await build(), await buildCold())
})
