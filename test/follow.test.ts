import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { builtSite } from './helpers/built-site.ts'
import { createFollower } from './helpers/follow.ts'
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
  const follower = createFollower(join(repository, 'data/linux-io-engines'))
  afterAll(() => follower.remove())

  test('value by value', () => {
    let followed = 0
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
        ].map(([, what = '', value = '', at = '']) => ({ what, value, href, entry, at })),
      )
      for (const { what, value, href, entry, at } of items) {
        const archive =
          join(dirname(`data/linux-io-engines/${name}`), href)
            .split('/')
            .at(-1) ?? ''
        const [, line, pointer] = /^(?::(\d+))?(?:#(.*))?$/.exec(decodeEntities(at)) ?? []
        follower.follow({
          archive,
          entry: decodeEntities(entry),
          ...(line !== undefined && { line: Number(line) }),
          ...(pointer !== undefined && { pointer }),
          name: decodeEntities(what),
          value: Number(decodeEntities(value).split(' ')[0]),
        })
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

describe('data for other programs', () => {
  const path = (name: string) => join(output, 'data/linux-io-engines', name)

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
