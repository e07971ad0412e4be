import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HtmlValidate, StaticConfigLoader } from 'html-validate'
import { describe, expect, test } from 'vitest'
import { builtSite } from '../helpers/built-site.ts'

/** Every built page is valid HTML, by html-validate's reading of the standard. */
const site = builtSite()
const pages = readdirSync(site, { recursive: true, encoding: 'utf8' })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => path.endsWith('.html'))

const validator = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {
      // `>` in text is valid; `<` in text would be a tag that is not closed.
      'no-raw-characters': 'off',
      // The search shows what it finds while one types.
      'wcag/h32': 'off',
      // A scrolling region named by `aria-label` is right as a `div`; this rule is about taste.
      'prefer-native-element': 'off',
      'wcag/h63': 'error',
    },
  }),
)

test('there are pages', () => {
  expect(pages.length).toBeGreaterThan(8)
})

describe.each(pages)('%s', path => {
  test('is valid', async () => {
    const html = readFileSync(join(site, path), 'utf8')
    const { results } = await validator.validateString(html)
    const said = results.flatMap(({ messages }) =>
      messages.map(
        ({ line, column, ruleId, message }) => `${path}:${line}:${column} ${message} ${ruleId}`,
      ),
    )
    expect(said.slice(0, 5)).toEqual([])
  })

  test('has no list and no table without an entry', () => {
    const html = readFileSync(join(site, path), 'utf8')
    expect(html.match(/<(ul|ol|dl|tbody)\b[^>]*>\s*<\/\1>/g) ?? []).toEqual([])
  })
})

test('the validator finds what is wrong', async () => {
  const wrong =
    '<!doctype html><html lang="en"><head><title>t</title></head><body><p><div></div></p></body></html>'
  expect((await validator.validateString(wrong)).valid).toBe(false)
})
