import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository } from './helpers/technote.ts'

test('every place that CONTRIBUTING names is there', () => {
  const text = readFileSync(join(repository, 'CONTRIBUTING.md'), 'utf8')
  const places = [...text.matchAll(/`((?:src|test|docs|site|data)\/[^`]+)`/g)].map(
    match => match[1],
  )
  const written = places.filter(place => !/[A-Z]{4}|\*/.test(place ?? ''))
  expect(written.length).toBeGreaterThan(15)
  expect(written.filter(place => !existsSync(join(repository, place ?? '')))).toEqual([])
})
