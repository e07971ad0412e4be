import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundlePages } from '../../src/site/bundle/bundle.ts'
import { captures, makeReferencePart, referenceParts } from '../helpers/reference-part.ts'

/** Bytes of each beside its captures, compressed. */
const reached: { [name: string]: number } = {
  'costs-36-rows': 55_050,
  'as-part-2': 57_450,
}

const gzip = (text: string) => gzipSync(text, { level: 9 }).length
const alone = gzip(captures.map(({ text }) => text).join('\n'))

/** The file, and what of it is no font. */
const made = new Map<string, { html: string; beyondFonts: string }>()

beforeAll(async () => {
  for (const name of Object.keys(referenceParts)) {
    const html = bundlePages([`${name}.html`], await makeReferencePart(name))
    made.set(name, { html, beyondFonts: html.replaceAll(/url\("data:font[^"]*"\)/g, '') })
  }
}, 60_000)

describe.each(Object.keys(referenceParts))('the part %s', name => {
  const part = () => made.get(name) ?? { html: '', beyondFonts: '' }

  test('is what the budgets speak of', () => {
    const { html } = part()
    const rows = rowsOfTable(html)
    const texts = captures.map(({ text }) => text).join('')
    expect(html.match(/<div class="regular"[^>]*><svg/g)).toHaveLength(8)
    expect(html.match(/<div class="narrow"[^>]*><svg/g)).toHaveLength(8)
    expect(html.match(/<details class="figdata">/g)).toHaveLength(8)
    expect(rows.match(/<tr/g)).toHaveLength(36)
    expect(texts.length).toBeGreaterThan(200_000)
    expect(html).toContain('The host')
  })

  // A ratchet: what has been reached, beside what the captures alone take.
  test('weighs beside its captures, and with them, no more than has been reached', () => {
    const { beyondFonts } = part()
    const most = reached[name] ?? 0
    expect(alone).toBeGreaterThan(45_000)
    expect(gzip(beyondFonts) - alone).toBeLessThanOrEqual(most)
    expect(gzip(beyondFonts)).toBeLessThanOrEqual(most + 48_500)
  })

  test('is one file of at most 1.5 MB', () => {
    const { html } = part()
    expect(html.length).toBeLessThanOrEqual(1_500_000)
    expect(html).not.toMatch(/<link [^>]*(?:stylesheet|preload)|src="(?!data:)|url\("(?!data:)/)
  })

  test('leads from each number of its table to runs that are in it, and says where they lie', () => {
    const { html } = part()
    const links = [...rowsOfTable(html).matchAll(/<th scope="row"><a href="#([^"]*)"/g)]
    expect(links).toHaveLength(36)
    for (const [, id] of links) expect(html).toContain(`id="${id}"`)
    expect(html).toContain('round-N.tar.gz › c0.native')
  })
})

function rowsOfTable(html: string): string {
  return /<div class="table[ "](?:[\s\S]*?)<tbody>([\s\S]*?)<\/tbody>/.exec(html)?.[1] ?? ''
}
