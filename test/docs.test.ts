import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gates } from '../src/efficiency/gates/gates.ts'
import { platformSchema, readPlatformManifest } from '../src/environment/platform.ts'
import { frontMatterSchema, readFrontMatter } from '../src/pages/article/front-matter.ts'
import { glossarySchema, readGlossary } from '../src/pages/article/glossary.ts'
import { directives } from '../src/pages/article/handlers.ts'
import { figureKinds } from '../src/pages/bind/figure-kinds.ts'
import { tableKinds } from '../src/pages/bind/table-kinds.ts'
import { readSiteManifest, siteSchema } from '../src/pages/site-manifest.ts'
import { manifestSchema } from '../src/study/manifest/manifest.ts'
import { readManifest } from '../src/study/manifest/read-manifest.ts'
import { repository, technote } from './helpers/technote.ts'

const read = (name: string) => readFileSync(join(repository, 'docs', name), 'utf8')
const docs = { study: read('study.md'), pages: read('pages.md'), digest: read('digest.md') }

/** What stands in the first fenced block behind ```` ```WORDS ````. */
function block(text: string, words: string): string {
  return text.split(`\`\`\`${words}\n`)[1]?.split('\n```')[0] ?? ''
}

const examples = {
  study: block(docs.study, 'yaml'),
  sheet: block(docs.study, 'yaml run sheet'),
  platform: block(docs.study, 'yaml platform'),
  site: block(docs.pages, 'yaml site'),
  frontMatter: block(docs.pages, 'yaml front matter'),
  glossary: block(docs.pages, 'yaml glossary'),
}

describe('what is shown as an example is read without a word', () => {
  test.each([
    ['study.yaml', () => readManifest(examples.study, 'x')],
    ['platform.yaml', () => readPlatformManifest(examples.platform, 'x')],
    ['site.yaml', () => readSiteManifest(examples.site, 'x')],
    ['front matter', () => readFrontMatter(`---\n${examples.frontMatter}\n---\n`, 'x')],
    ['glossary.yaml', () => readGlossary(examples.glossary, 'x', true)],
  ])('%s', (_, read) => {
    const { messages, ...found } = read()
    expect(messages).toEqual([])
    expect(Object.values(found)).not.toContain(undefined)
  })

  test('a run sheet', () => {
    const { messages } = readManifest(examples.study.replace(/^runs: .*$/m, examples.sheet), 'x')
    expect(examples.sheet).toContain('sheet')
    expect(messages).toEqual([])
  })
})

/** Keys of all objects in a schema, at whatever depth. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { entries = {}, pipe = [], options = [], wrapped, item, value } = Object(schema)
  const inside = [...Object.values(entries), ...pipe.slice(1), ...options, wrapped, item, value]
  return [...Object.keys(entries), ...inside.flatMap(keysOf)]
}

describe('each key of what people write is in its example', () => {
  test.each<[string, unknown, string, number, string[]]>([
    // A gate is a row of a table, with its default; one has an older name too.
    [
      'study.yaml',
      manifestSchema,
      `${examples.study}\n${examples.sheet}`,
      40,
      [...gates.map(({ name }) => name), 'fio-error'],
    ],
    ['platform.yaml', platformSchema, `${examples.platform}${examples.study}`, 6, ['licence']],
    ['site.yaml', siteSchema, examples.site, 8, []],
    ['front matter', frontMatterSchema, examples.frontMatter, 8, []],
    ['glossary.yaml', glossarySchema, examples.glossary, 3, []],
  ])('%s', (_, schema, example, least, elsewhere) => {
    const keys = [...new Set(keysOf(schema))].filter(key => !elsewhere.includes(key))
    expect(keys.length).toBeGreaterThanOrEqual(least)
    const told = keys.filter(key => new RegExp(`(^|[\\s{])${key}:`, 'm').test(example))
    expect(told).toEqual(keys)
  })
})

/** Rows of tables whose first cell holds this word of code. */
function rows(text: string, word: string): string[] {
  return text.split('\n').filter(line => line.split('|')[1]?.includes(`\`${word}`))
}

test('each gate is told with its default', () => {
  const told = gates.map(({ name }) => rows(docs.study, `${name}\``).map(row => row.split('|')[2]))
  expect(told.map(cells => cells.map(Number))).toEqual(gates.map(({ limit }) => [limit]))
})

test.each(Object.entries(figureKinds))('kind=%s of a figure is told', (kind, { attributes }) => {
  const [row = ''] = rows(docs.pages, `${kind}\``)
  for (const attribute of attributes) expect(row).toMatch(new RegExp(`\`${attribute}[\`=]`))
})

test.each(Object.keys(tableKinds))('kind=%s of a table is told', kind => {
  expect(rows(docs.pages, `::table{kind=${kind}`)).toHaveLength(1)
})

test.each(directives)('%s is told', directive => {
  expect(docs.pages).toMatch(new RegExp(`(^|[^:])${directive}\\b`))
})

test('technote help prints it, and says that it is there', async () => {
  const overview = (await technote(['--help'])).out
  for (const [topic, text] of Object.entries(docs)) {
    expect(overview).toContain(`technote help ${topic}`)
    expect((await technote(['help', topic])).out).toBe(text)
  }
})
