import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository, technote } from './helpers/technote.ts'

/** The pages of this repository's own series: none of their sentences outlives its data. */
const pages = readdirSync(join(repository, 'site')).filter(name => name.endsWith('.md'))

test('without the data of one controller, the sentences about it fail by name', () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-series-'))
  for (const folder of ['data', 'site']) {
    cpSync(join(repository, folder), join(root, folder), {
      recursive: true,
      filter: path => !/qemu-controllers\/round-\d+\/lsi53c895a\./.test(path),
    })
  }
  const { status, err } = technote(['check', '--root', root])
  rmSync(root, { recursive: true })
  expect(status).toBe(1)
  for (const sentence of [
    /site\/index\.md:\d+:\d+: error Unexpected sentence “An LSI 53C895A takes more back-end time/,
    /site\/part-2-fixed-iops\.md:\d+:\d+: error Unexpected sentence “the 53C895A takes more/,
    /site\/part-3-fixed-bandwidth\.md:\d+:\d+: error Unexpected sentence “QEMU reads in pieces what/,
  ]) {
    expect(err).toMatch(sentence)
  }
  // What is said of every controller falls with one of them; sentences about others stand.
  expect(err).toMatch(/Unexpected sentence “worker threads make/)
  expect(err).not.toMatch(/Unexpected sentence “(?:They are within|it stays below SATA)/)
})

/** What is left for a reader when everything that the build computes or checks is taken out. */
function toTypedText(markdown: string): string {
  return markdown
    .replace(/^---[\s\S]*?\n---\n/, '')
    .replaceAll(/```[\s\S]*?```/g, '')
    .replaceAll(/:claim\[[\s\S]*?\]\{[^}]*\}/g, '')
    .replaceAll(/:+[\w-]+\{[^}]*\}/g, '')
    .replaceAll(/`[^`]*`/g, '')
}

/** A number with a unit of something that was measured. */
const measurement =
  /\d[\d\u2009 .,]*\s*(?:%|µs|ms\b|ns\b|seconds per|cycles|switches|migrations|times as|k cycles)/g

test('a measurement that somebody typed would be found', () => {
  expect('it takes 3.2 µs and 12 % more'.match(measurement)).toHaveLength(2)
  expect(toTypedText('a :value{metric=x} b `9 %` c').match(measurement)).toBeNull()
})

test.each(pages)('%s holds no typed measurement', name => {
  const text = toTypedText(readFileSync(join(repository, 'site', name), 'utf8'))
  expect(text.match(measurement) ?? []).toEqual([])
})
