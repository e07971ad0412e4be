import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { relativeLink } from '../../src/model/site-paths.ts'
import { checkLinks } from '../../src/site/check-links.ts'
import { toSiteManifest, writeSite } from '../../src/site/write-site.ts'

describe('links', () => {
  const page = (html: string) =>
    checkLinks([
      { path: 'index.html', content: html },
      { path: 'a/b.html', content: '<p id="x"><a href="../index.html">up</a>' },
    ]).map(message => message.rule)

  test.each([
    ['<a href="a/b.html#x">fine</a>', []],
    ['<a href="https://example.org/">fine</a>', []],
    ['<a href="a/c.html">', ['broken-link']],
    ['<a href="a/b.html#y">', ['broken-anchor']],
    ['<a href="#here">', ['broken-anchor']],
    ['<i id="x"></i><i id="x"></i>', ['repeated-anchor']],
    ['<img src="https://example.org/i.png">', ['remote-resource']],
    ['<link rel="stylesheet" href="https://example.org/s.css">', ['remote-resource']],
  ])('%s', (html, rules) => {
    expect(page(html)).toEqual(rules)
  })

  test('to a page that an error kept from being written are no mistake of their own', () => {
    const content = '<a href="lost.html#part">x</a><a href="other.html">y</a>'
    const messages = checkLinks([{ path: 'index.html', content }], ['lost.html'])
    expect(messages.map(({ reason }) => reason)).toEqual([
      'Unexpected link `other.html`, expected a file of the site; there is no other.html',
    ])
  })

  test('are told where a person wrote them, once, and in the page where nobody did', () => {
    const content = '<a href="lost.html">x</a><a href="gone.html">y</a>'
    const sources = [{ name: 'b', file: 'site/b.md', text: '# B\n\n[x](lost.html)\n' }]
    const paths = ['b.html', 'single/b.html', 'data.html']
    const messages = checkLinks(
      paths.map(path => ({ path, content })),
      [],
      sources,
    )
    const places = messages.map(({ file, line, reason }) => [reason.slice(0, 30), file, line])
    expect(places).toEqual([
      ['Unexpected link `lost.html`, e', 'site/b.md', 3],
      ['Unexpected link `gone.html`, e', 'b.html', undefined],
      ['Unexpected link `gone.html`, e', 'single/b.html', undefined],
      ['Unexpected link `lost.html`, e', 'data.html', undefined],
      ['Unexpected link `gone.html`, e', 'data.html', undefined],
    ])
  })

  test('relative', () => {
    expect(relativeLink('data/x/ledger.html', 'index.html')).toBe('../../index.html')
    expect(relativeLink('index.html', 'data/x/a.html', 'b')).toBe('data/x/a.html#b')
    expect(relativeLink('data/x/a.html', 'data/y/b.html')).toBe('../y/b.html')
  })
})

describe('writing', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'technote-write-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const files = (text: string) => {
    const pages = [{ path: 'a/index.html', content: text }]
    return [...pages, toSiteManifest([], pages)]
  }

  test('replaces a site whole and leaves nothing beside it', async () => {
    const output = join(folder, 'out')
    await writeSite(output, [...files('one'), { path: 'old.txt', content: 'old' }])
    await writeSite(output, files('two'))
    expect(readdirSync(folder)).toEqual(['out'])
    expect(readdirSync(output).sort()).toEqual(['a', 'manifest.json'])
    expect(readFileSync(join(output, 'a/index.html'), 'utf8')).toBe('two')
  })

  test('a second write to a path fails, and the old site stays', async () => {
    const output = join(folder, 'out')
    await writeSite(output, files('one'))
    const twice = [...files('two'), { path: 'a/index.html', content: 'three' }]
    await expect(writeSite(output, twice)).rejects.toThrow('written twice')
    expect(readFileSync(join(output, 'a/index.html'), 'utf8')).toBe('one')
    expect(readdirSync(folder)).toEqual(['out'])
  })

  test('removes what a build left that was killed, and nothing else', async () => {
    const output = join(folder, 'out')
    // No process has a number as high: Linux ends at 2 to the 22nd.
    const [dead, alive] = [4_194_305, process.ppid]
    const names = [`out.new-${dead}`, `out.old-${dead}`, `out.new-${alive}`, `my.new-${dead}`]
    for (const name of [...names, 'out.new-x']) mkdirSync(join(folder, name))
    await writeSite(output, files('one'))
    expect(readdirSync(folder).sort()).toEqual(
      ['out', `out.new-${alive}`, `my.new-${dead}`, 'out.new-x'].sort(),
    )
  })

  test('a folder of somebody else is left alone', async () => {
    writeFileSync(join(folder, 'thesis.txt'), 'years of work')
    await expect(writeSite(folder, files('x'))).rejects.toThrow('choose another --output')
    expect(readdirSync(folder)).toEqual(['thesis.txt'])
  })

  test('a file where the site should go is left alone', async () => {
    const thesis = join(folder, 'thesis.txt')
    writeFileSync(thesis, 'years of work')
    await expect(writeSite(thesis, files('x'))).rejects.toThrow('choose another --output')
    expect(readFileSync(thesis, 'utf8')).toBe('years of work')
  })
})
