import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { afterAll, describe, expect, test } from 'vitest'
import { studySchema } from '../src/pages/data-files.ts'
import { builtSite } from './helpers/built-site.ts'
import { repository } from './helpers/technote.ts'

/**
 * Every number of the built pages is followed: link, ledger, archive, file, line or pointer.
 * The archives are unpacked with tar, and what stands there is read without technote's parsers.
 */
const output = builtSite()
const page = () => readFileSync(join(output, 'linux-io-engines.html'), 'utf8')

test('every number in prose and tables is a link to a ledger cell with sources', () => {
  const links = [
    ...page().matchAll(/<a (?:class="cell" )?href="(data\/[^"#]*ledger-[^"#]*)#([^"]*)"/g),
  ]
  expect(links.length).toBeGreaterThan(100)
  for (const [, file = '', id = ''] of links) {
    const ledger = readFileSync(join(output, file), 'utf8')
    const section = ledger.split(`<h2 id="${id}">`)[1]?.split('</section>')[0]
    expect(section, `${file}#${id}`).toBeDefined()
    expect(section).toContain('class="sources"')
  }
  for (const [whole] of page().matchAll(/<data class="value"[^>]*>.*?<\/data>/g)) {
    expect(whole).toMatch(/<a href="data\/[^"]*#[^"]+"/)
  }
  // Cells of tables: what looks like an estimate has a link; intervals and counts need none.
  const article = page().split('id="appendix-environment"')[0] ?? ''
  for (const [, text = ''] of article.matchAll(/<td class="num">([^<]*)<\/td>/g)) {
    expect(text).not.toMatch(/^\d+\.\d{2,}$/)
  }
})

describe('every source of every ledger is where it is said to be', () => {
  const folder = mkdtempSync(join(tmpdir(), 'technote-archives-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('value by value', () => {
    let followed = 0
    const files = new Map<string, string>()
    const read = (archive: string, entry: string): string => {
      const key = join(folder, archive)
      if (!files.has(archive)) {
        execFileSync('mkdir', ['-p', key])
        execFileSync('tar', ['-xzf', join(repository, 'data/linux-io-engines', archive), '-C', key])
        files.set(archive, '')
      }
      const path = join(key, entry)
      if (!files.has(path)) files.set(path, readFileSync(path, 'utf8'))
      return files.get(path) ?? ''
    }
    for (const name of readdirSync(join(output, 'data/linux-io-engines')).filter(name =>
      name.startsWith('ledger-'),
    )) {
      const ledger = readFileSync(join(output, 'data/linux-io-engines', name), 'utf8')
      const groups = ledger.matchAll(
        /<p><a href="([^"]*)">[^<]*<\/a> › <code>([^<]*)<\/code><\/p>\s*<ul>(.*?)<\/ul>/gs,
      )
      const items = [...groups].flatMap(([, href = '', entry = '', list = '']) =>
        [
          ...list.matchAll(/<li>([^<]*) (?:=|&#x3D;) <b>([^<]*)<\/b> <code>([^<]*)<\/code><\/li>/g),
        ].map(([, what = '', value = '', at = '']) => ({ what, value, href, at: entry + at })),
      )
      for (const { what, value, href, at } of items) {
        const archive =
          join(dirname(`data/linux-io-engines/${name}`), href)
            .split('/')
            .at(-1) ?? ''
        follow(decodeEntities(what), decodeEntities(value), archive, decodeEntities(at), read)
        followed += 1
      }
    }
    expect(followed).toBeGreaterThan(2000)
  })
})

function decodeEntities(html: string): string {
  return html
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function follow(
  name: string,
  shown: string,
  archive: string,
  at: string,
  read: (archive: string, entry: string) => string,
): void {
  const where = `${archive} › ${at}: ${name} = ${shown}`
  const value = Number(shown.split(' ')[0])
  const [, entry = '', line, pointer] = /^([^:#]+)(?::(\d+))?(?:#(.*))?$/.exec(at) ?? []
  const text = read(archive, entry)
  if (pointer !== undefined) {
    const json: unknown = JSON.parse(text.slice(text.indexOf('{')))
    const found = resolve(json, pointer.split('/').slice(1))
    const sum = found.reduce((total, item) => total + item, 0)
    // Bins are counted; samples of mpstat are averaged.
    const made = name.endsWith('bins') ? sum : sum / found.length
    expect(Math.abs(made - value), where).toBeLessThan(1e-9 * Math.max(1, value))
  } else if (/^samples of thread/.test(name)) {
    const thread = /thread (\d+)/.exec(name)?.[1]
    const isKernel = name.endsWith('in the kernel')
    const count = text.split('\n').filter(row => {
      const [address = '', id] = row.trim().split(/\s+/).reverse()
      return id === thread && (address.length === 16 && address >= '8') === isKernel
    }).length
    expect(count, where).toBe(value)
  } else {
    const row = text.split('\n')[Number(line) - 1] ?? ''
    const numbers = [...row.matchAll(/\d[\d.]*/g)].map(match => Number(match[0]))
    expect(numbers, where).toContain(value)
  }
}

/** All values that a pointer with `*` leads to. */
function resolve(value: unknown, keys: string[]): number[] {
  const [key, ...rest] = keys
  if (key === undefined) return [value as number]
  if (key === '*') return Object.values(value as object).flatMap(item => resolve(item, rest))
  return resolve((value as { [key: string]: unknown })[key.replaceAll('~1', '/')], rest)
}

describe('data for other programs', () => {
  const path = (name: string) => join(output, 'data/linux-io-engines', name)

  test('study.json is what its schema says', () => {
    const json: unknown = JSON.parse(readFileSync(path('study.json'), 'utf8'))
    expect(v.safeParse(studySchema, json).issues).toBeUndefined()
    const schema = JSON.parse(readFileSync(path('study.schema.json'), 'utf8'))
    expect(schema.$schema).toContain('2020-12')
    expect(schema.properties.cells.type).toBe('array')
  })

  test('CSV files have a row for each run, estimate and comparison', () => {
    const rows = (name: string) => readFileSync(path(name), 'utf8').trim().split('\r\n').length - 1
    expect(rows('runs.csv')).toBe(120)
    expect(rows('estimates.csv')).toBe(15 * 16)
    expect(rows('comparisons.csv')).toBeGreaterThan(80)
  })

  test('each table is there as text and Markdown', () => {
    const text = readFileSync(join(output, 'tables/linux-io-engines/table-2.txt'), 'utf8')
    expect(
      Math.max(
        ...text
          .split('\n')
          .slice(0, 3)
          .map(line => line.length),
      ),
    ).toBeLessThanOrEqual(78)
    expect(text).toMatch(/^libaio +0\.087/m)
    const markdown = readFileSync(join(output, 'tables/linux-io-engines/table-2.md'), 'utf8')
    expect(markdown).toMatch(/^\| libaio \| 0\.087/m)
  })
})
