import { readdirSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { createRemembered, expectSame } from './helpers/remembered.ts'

const project = createRemembered()
afterAll(() => project.remove())

test.each([
  ['a common word', 'Another sentence.'],
  ['a word that is withheld elsewhere', 'About zzkestrel.'],
])('a build after an edit gives what one without memory gives: %s', (_, words) => {
  project.build()
  expect(readdirSync(project.inProject('.cache/steps')).length).toBeGreaterThan(1)
  project.write(words)
  expectSame(project.build(), project.buildCold())
})
