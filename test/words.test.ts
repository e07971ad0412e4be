import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository } from './helpers/technote.ts'

/** Phrases that readers stumbled over, and what to write. What people read has none of them. */
const stumbled: [phrase: RegExp, instead: string][] = [
  [/told from none/, 'significant, or: no measurable extra time'],
  [/told apart in single cells/, 'Single cells resolve only large differences.'],
  [/\b(?:is|are) no repeats?\b/, 'n counts runs, not seconds or I/Os.'],
  [/\blets? go of\b/, 'unlimited load'],
  [/\bthe ceilings?\b/, 'saturation IOPS'],
  [/what made it old/, 'what is imitated'],
  [/\ba waking\b|\bsame waking\b|\bwakings\b/, 'a wake-up'],
  [/Rows without a point say why/, 'nothing where there are none'],
  [/that nobody declared/, 'that study.yaml does not declare'],
  [/stands? in brackets/, 'Brackets give the 95 % interval.'],
  [/or nothing where it leads out/, 'undefined if it escapes'],
  [/Nothing private was found in what is published/, 'nothing'],
  [/~ p =/, 'n.s.'],
]

const folders = ['site', 'docs', 'templates', 'src', 'data/qemu-controllers', 'data/qemu-ladder']
const files = folders.flatMap(folder =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:md|ts|hbs|yaml)$/.test(name))
    .map(name => join(folder, name)),
)

test('a phrase that readers stumbled over would be found', () => {
  expect(stumbled.filter(([phrase]) => phrase.test('Part 4 lets go of the limit'))).toHaveLength(1)
  expect(files.length).toBeGreaterThan(500)
})

test.each(stumbled)('nobody reads %s', (phrase, instead) => {
  const found = files.filter(file =>
    phrase.test(readFileSync(join(repository, file), 'utf8').replaceAll(/\s+(?:\* |\/\/ )?/g, ' ')),
  )
  expect(found, `write: ${instead}`).toEqual([])
})
