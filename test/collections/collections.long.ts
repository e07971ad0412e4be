import { expect, test } from 'vitest'
import { technoteProcess } from '../helpers/technote.ts'
import { initCollection, listCollections } from './check-collection.ts'
import { expectCollection } from './expect-collection.ts'

test('there are enough of them', () => {
  expect(listCollections().length).toBeGreaterThanOrEqual(24)
})

test.each(listCollections())('%s costs what its raw files say, and builds', async name => {
  await expectCollection(name)
  const project = await initCollection(name)
  const { status, err } = technoteProcess(['build', '--root', project.root])
  project.remove()
  // A report that was cut off is an error, wherever it lies.
  const isDamaged = name === 'lost-report'
  expect(status, err).toBe(isDamaged ? 1 : 0)
})
